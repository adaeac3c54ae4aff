targets { redis 'r' }

step('redis') { redis('r').ping() }
step('redis.ping') { redis('r').ping() }
step('redis.write') { redis('r').write('FLUSHDB') }
step('redis.set') { redis('r').set('k', 'v') }
step('redis.set (nx, nothing to do)') { redis('r').set('k', 'w', nx: true) }
step('redis.get') { redis('r').get('k') }
step('redis.get (not there)') { redis('r').get('none') }
step('redis.append') { redis('r').append('k', 'w') }
step('redis.strlen') { redis('r').strlen('k') }
step('redis.getSet') { redis('r').getSet('k', 'x') }
step('redis.getset') { redis('r').getset('k', 'y') }
step('redis.mset') { redis('r').mset([n: 1, m: 2]) }
step('redis.mget') { redis('r').mget('n', 'm', 'none') }
step('redis.exists') { redis('r').exists('n') }
step('redis.incr') { redis('r').incr('n') }
step('redis.incrBy') { redis('r').incrBy('n', 5) }
step('redis.incrby') { redis('r').incrby('n', 5) }
step('redis.decr') { redis('r').decr('n') }
step('redis.decrBy') { redis('r').decrBy('n', 5) }
step('redis.decrby') { redis('r').decrby('n', 5) }
step('redis.expire') { redis('r').expire('n', '1h') }
step('redis.persist') { redis('r').persist('n') }
step('redis.persist (nothing to do)') { redis('r').persist('n') }
step('redis.ttl') { redis('r').ttl('n') }
step('redis.pttl') { redis('r').pttl('n') }
step('redis.type') { redis('r').type('n') }
step('redis.rename') { redis('r').rename('m', 'o') }
step('redis.keys') { redis('r').keys('*') }
step('redis.dbSize') { redis('r').dbSize() }
step('redis.dbsize') { redis('r').dbsize() }
step('redis.hset') { redis('r').hset('h', [a: 1, b: 2]) }
step('redis.hset (nothing to do)') { redis('r').hset('h', 'a', 1) }
step('redis.hget') { redis('r').hget('h', 'a') }
step('redis.hmget') { redis('r').hmget('h', 'a', 'none') }
step('redis.hgetAll') { redis('r').hgetAll('h') }
step('redis.hgetall') { redis('r').hgetall('h') }
step('redis.hkeys') { redis('r').hkeys('h') }
step('redis.hlen') { redis('r').hlen('h') }
step('redis.hexists') { redis('r').hexists('h', 'a') }
step('redis.hincrBy') { redis('r').hincrBy('h', 'a', 3) }
step('redis.hincrby') { redis('r').hincrby('h', 'a', 3) }
step('redis.hdel') { redis('r').hdel('h', 'b') }
step('redis.hdel (nothing to do)') { redis('r').hdel('h', 'b') }
step('redis.rpush') { redis('r').rpush('l', 'a', 'b') }
step('redis.lpush') { redis('r').lpush('l', 'z') }
step('redis.llen') { redis('r').llen('l') }
step('redis.lindex') { redis('r').lindex('l', 0) }
step('redis.lrange') { redis('r').lrange('l', 0, -1) }
step('redis.lpop') { redis('r').lpop('l') }
step('redis.rpop') { redis('r').rpop('l') }
step('redis.sadd') { redis('r').sadd('s', 'a', 'b') }
step('redis.sadd (nothing to do)') { redis('r').sadd('s', 'a') }
step('redis.scard') { redis('r').scard('s') }
step('redis.sismember') { redis('r').sismember('s', 'a') }
step('redis.smembers') { redis('r').smembers('s') }
step('redis.srem') { redis('r').srem('s', 'b') }
step('redis.zadd') { redis('r').zadd('z', 1.5, 'ada', 2, 'bob') }
step('redis.zcard') { redis('r').zcard('z') }
step('redis.zscore') { redis('r').zscore('z', 'ada') }
step('redis.zrange') { redis('r').zrange('z', 0, -1) }
step('redis.zrangeWithScores') { redis('r').zrangeWithScores('z', 0, -1) }
step('redis.zrem') { redis('r').zrem('z', 'bob') }
step('redis.read') { redis('r').read('GET', 'k') }
step('redis.info') { redis('r').info('keyspace').readLines()[0] }
step('redis.del') { redis('r').del('k', 'none') }
step('redis.del (nothing to do)') { redis('r').del('k') }
step('redis.unlink') { redis('r').unlink('n') }
