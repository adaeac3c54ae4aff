package dev.runbook.plugins.redis

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Endpoint
import dev.runbook.testing.BadNetwork
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class RedisFailuresSpec extends Specification {
    @Shared
    @AutoCleanup('stop')
    Redis locked = Redis.start('requirepass hunter22')
    @AutoCleanup
    FakeScope fake = Redis.SERVER.scope()
    @AutoCleanup
    BadNetwork proxy = new BadNetwork(Redis.SERVER.port)

    def "a refused connection says where and what to check"() {
        given:
        def closed = new ServerSocket(0).withCloseable { it.localPort }
        fake.target('r', address: "127.0.0.1:$closed".toString())

        when:
        fake.redis()."$word"('k')

        then:
        def error = thrown(EffectFailed)
        error.message.contains("cannot connect to redis 'r' (127.0.0.1:$closed) of lab.yaml:7: ")
        error.message.contains('refused')
        error.message.contains('Check that the server runs')
        fake.pauses.empty

        where:
        word << ['get', 'incr']
    }

    def "a password that is #what says what to do"() {
        given:
        fake.target([address: "127.0.0.1:$locked.port".toString()] + more, 'r')

        when:
        fake.redis().get('k')

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        !error.message.contains('wrongpass1')

        where:
        what      | more                                        | says
        'missing' | [:]                                         | 'give it under password:'
        'wrong'   | [password: Secret.of('p', 'wrongpass1')]    | 'Check user: and password:'
    }

    def "the right password and another database"() {
        given:
        fake.target('r', address: "127.0.0.1:$locked.port".toString(), password: Secret.of('p', 'hunter22'), database: 3)

        expect:
        fake.redis().set([:], 'k', 1) == 'OK'
        fake.redis().read('CLIENT GETNAME') == 'runbook:20261121-0907-k3f'
        fake.redis().info('keyspace').contains('db3:keys=1')
    }

    def "one connection is used again, and a stale one is not"() {
        when:
        fake.target('r', address: "127.0.0.1:$proxy.port".toString())
        fake.redis().incr('n')
        fake.redis().incr('n')

        then:
        proxy.connections == 1

        when:
        proxy.cutAll()
        fake.redis().incr('n')

        then:
        proxy.connections == 2
    }

    def "a read whose connection is lost is asked again"() {
        given:
        fake.target('r', address: "127.0.0.1:$proxy.port".toString())
        proxy.cutWhen('find-me', 2)

        expect:
        fake.redis().get('find-me') == null
        fake.pauses.size() == 2
    }

    def "a write whose connection is lost is never sent twice, and its outcome is unknown"() {
        given:
        fake.target('r', address: "127.0.0.1:$proxy.port".toString())
        proxy.cutWhen('find-me', 9)

        when:
        fake.redis().incr('find-me')

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('INCR find-me on redis')
        proxy.faults == 1
    }

    def "via: connects to the near end of the tunnel"() {
        given:
        fake.target('r', address: 'redis.internal.invalid', via: 'bastion')
        fake.tunnels['bastion redis.internal.invalid:6379'] = new Endpoint('127.0.0.1', Redis.SERVER.port)

        expect:
        fake.redis().ping() == 'PONG'
    }

    def "the connections are closed with the run"() {
        given:
        fake.redis().ping()
        def connections = fake.shared.values()[0]

        when:
        fake.close()

        then:
        connections.idle.empty
    }
}
