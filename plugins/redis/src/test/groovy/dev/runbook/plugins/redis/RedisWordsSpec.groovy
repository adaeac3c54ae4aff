package dev.runbook.plugins.redis

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import spock.lang.Specification

class RedisWordsSpec extends Specification {
    def fake = Redis.SERVER.scope()
    def redis = fake.redis()

    def setup() {
        redis.write('FLUSHALL')
        fake.effects.clear()
    }

    def cleanup() {
        fake.close()
    }

    def "the value #value arrives as text"() {
        expect:
        redis.set([:], 'k', value) == 'OK'
        redis.get('k') == text

        where:
        value                                      | text
        'plain'                                    | 'plain'
        ''                                         | ''
        "it's \"quoted\" \n \$(id) -- \\ ünï 💬"   | "it's \"quoted\" \n \$(id) -- \\ ünï 💬"
        42L                                        | '42'
        -1                                         | '-1'
        4.20                                       | '4.20'
        1E3                                        | '1000'
        true                                       | 'true'
        "${1 + 1} x"                               | '2 x'
        Secret.of('s', 'hunter22')                 | 'hunter22'
        new Text(['a', 'b'], [Secret.of('s', 'x')])| 'axb'
    }

    def "texts"() {
        expect:
        redis.get('nothing') == null
        redis.set([nx: true], 'a', 1) == 'OK'
        redis.set([nx: true], 'a', 2) == null
        redis.set([ex: '10m'], 'b', 'x') == 'OK'
        redis.ttl('b') in 599L..600L
        redis.pttl('b') in 590000L..600000L
        redis.ttl('a') == -1L
        redis.getSet('a', 5) == '1'
        redis.incr('a') == 6L
        redis.incrBy('a', 4) == 10L
        redis.decr('a') == 9L
        redis.decrBy('a', 9L) == 0L
        redis.append('b', 'yz') == 3L
        redis.strlen('b') == 3L
        redis.persist('b') == 1L
        redis.expire('b', '5m') == 1L
        redis.expire('b', 30) == 1L
        redis.ttl('b') in 29L..30L
        redis.mset([c: 1, d: 'two']) == 'OK'
        redis.mget('c', 'd', 'nothing') == ['1', 'two', null]
        redis.mget(['c', 'd']) == ['1', 'two']
        redis.rename('d', 'e') == 'OK'
        redis.exists('e') == true
        redis.exists('d') == false
        redis.exists('c', 'd', 'e') == 2L
        redis.type('e') == 'string'
        redis.dbsize() == 4L
        redis.dbSize() == 4L
        redis.del('c', 'e') == 2L
        redis.unlink('a') == 1L
    }

    def "hashes, lists, sets and sorted sets"() {
        expect:
        redis.hset('h', 'f', 1) == 1L
        redis.hset('h', [a: 'x', b: Secret.of('s', 'y')]) == 2L
        redis.hget('h', 'b') == 'y'
        redis.hgetAll('h') == [f: '1', a: 'x', b: 'y']
        redis.hgetAll('nothing') == [:]
        redis.hmget('h', 'a', 'z') == ['x', null]
        redis.hkeys('h') == ['a', 'b', 'f']
        redis.hlen('h') == 3L
        redis.hexists('h', 'a') == true
        redis.hincrBy('h', 'f', 2) == 3L
        redis.hdel('h', 'a', 'b') == 2L
        redis.rpush('l', 'a', 'b', 'c') == 3L
        redis.lpush('l', ['z']) == 4L
        redis.lrange('l', 0, -1) == ['z', 'a', 'b', 'c']
        redis.lindex('l', 1) == 'a'
        redis.llen('l') == 4L
        redis.lpop('l') == 'z'
        redis.rpop('l') == 'c'
        redis.sadd('s', 'b', 'a', 'a') == 2L
        redis.smembers('s') == ['a', 'b']
        redis.sismember('s', 'a') == true
        redis.scard('s') == 2L
        redis.srem('s', 'a') == 1L
        redis.zadd('z', 1.5, 'ada', 1, 'bob') == 2L
        redis.zrange('z', 0, -1) == ['bob', 'ada']
        redis.zrangeWithScores('z', 0, -1) == [bob: 1d, ada: 1.5d]
        redis.zscore('z', 'ada') == 1.5d
        redis.zscore('z', 'eve') == null
        redis.zcard('z') == 2L
        redis.zrem('z', 'bob') == 1L
    }

    def "keys goes through all of them"() {
        when:
        redis.mset((1..3000).collectEntries { ["n:$it".toString(), it] } + [other: 1])

        then:
        redis.keys('n:*').size() == 3000
        redis.keys('*o*') == ['other']
        redis.keys('nothing*') == []
    }

    def "the server is asked for itself, and for what has no word"() {
        expect:
        redis.ping() == 'PONG'
        redis.info('server').contains('redis_version:')
        redis.write('xadd', 'events', '*', [k: 'v']) =~ /\d+-\d+/
        redis.read('XLEN', 'events') == 1L
        redis.read('config get', 'maxmemory') == ['maxmemory', '0']
    }

    def "read refuses what writes"() {
        when:
        redis.read('SET', 'a', 1)

        then:
        def error = thrown(EffectFailed)
        error.message.contains("use write('SET', …)")
        redis.get('a') == null
    }

    def "an effect is shown as a command, secrets masked"() {
        when:
        redis.set([ex: '1s'], 'a key', new Text(['pass "', '"'], [Secret.of('s', 'hunter22')]))

        then:
        fake.shown == ['SET "a key" "pass \\"••••\\"" PX 1000']
        fake.effects*.writes() == [true]
        fake.effects*.word() == ['redis.set']
    }

    def "an error of the server names command and target, and no secret: #secret"() {
        when:
        redis.write('CONFIG SET', 'maxmemory', Secret.of('s', secret))

        then:
        def error = thrown(EffectFailed)
        error.message.contains("CONFIG SET maxmemory •••• on redis 'r' (127.0.0.1:")
        !error.message.contains("'" + secret + "'")

        where:
        secret << ['hunter22', 'ha']
    }

    def "#what as an argument is refused"() {
        when:
        redis.set([:], 'k', value)

        then:
        thrown(RunbookException)
        fake.effects.empty

        where:
        what          | value
        'null'        | null
        'a list'      | [1]
        'masked text' | 'x' + Secret.MASK
    }

    def "a target of access 'read' is not written to"() {
        given:
        def readOnly = Redis.SERVER.scope([:], 'read')

        when:
        readOnly.redis().set([:], 'a', 1)

        then:
        def error = thrown(RunbookException)
        error.message.contains("access: 'read'")
        readOnly.redis().get('a') == null

        cleanup:
        readOnly.close()
    }

    def "a dry run opens nothing, and notices pending values at any depth"() {
        given:
        def dry = new FakeScope(live: false).target('r', address: 'nowhere.invalid')

        expect:
        dry.redis().set([:], 'messages:total', new Pending('n')) instanceof Pending
        dry.redis().keys('a*') instanceof Pending
        dry.redis().hset('h', [a: new Pending('n')]) instanceof Pending
        dry.shown == ['SET messages:total ‹n›', 'SCAN 0 MATCH a*', 'HSET h a ‹n›']
        dry.effects*.pending() == [true, false, true]
        dry.shared.isEmpty()
    }

    def "the address #address is refused"() {
        when:
        new FakeScope().target('r', address: address).redis()

        then:
        def error = thrown(RunbookException)
        error.message.contains('expected address: HOST:PORT')
        !error.message.contains('hunter22')

        where:
        address << ['', 'a:b', 'joe:hunter22@h:1', 'h:99999', 'redis://h:1']
    }
}
