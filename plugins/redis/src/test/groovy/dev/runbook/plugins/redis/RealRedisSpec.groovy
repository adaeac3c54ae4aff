package dev.runbook.plugins.redis

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Diagnosis
import dev.runbook.engine.spi.Finding
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** Debian's own Redis, with a user of limited rights; skipped where it is not installed, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealRedisSpec.tool() || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1' })
class RealRedisSpec extends Specification {
    @Shared
    Process server
    @Shared
    int port = new ServerSocket(0).withCloseable { it.localPort }

    static File tool() {
        System.getenv('PATH').tokenize(':').collect { new File(it, 'redis-server') }.find { it.canExecute() }
    }

    def setupSpec() {
        assert tool(): 'RUNBOOK_REQUIRE_REAL_TOOLS=1, but redis-server is not installed: apt-get install redis-server'
        def rights = 'chat on >hunter22 ~messages:* +@all -@dangerous'.tokenize(' ')
        server = new ProcessBuilder([tool().path, '--port', port as String, '--bind', '127.0.0.1', '--save', '', '--user'] + rights + ['--user', 'default', 'off'])
            .redirectErrorStream(true).start()
        def said = new StringBuilder()
        server.inputStream.withReader { reader ->
            for (def line = reader.readLine(); line != null && !line.contains('Ready to accept connections'); line = reader.readLine()) {
                said << line << '\n'
            }
            assert server.alive: said
        }
    }

    def cleanupSpec() {
        server?.destroy()
        server?.waitFor(10, TimeUnit.SECONDS)
    }

    def "the doctor is told that a user of limited rights may not ask everything"() {
        given:
        def fake = scope('hunter22')
        def found = []

        when:
        new RedisExaminer().examine(fake, fake.target('redis', 'r'), { found << it } as Diagnosis)

        then:
        found*.what() == ['reached', 'identity', 'version']
        found[1].found() == 'chat, database 0'
        found[2].state() == Finding.State.CAREFUL

        cleanup:
        fake.close()
    }

    def "a user does what it may"() {
        given:
        def fake = scope('hunter22')

        expect:
        fake.redis().set([:], 'messages:total', 42L) == 'OK'
        fake.redis().get('messages:total') == '42'
        fake.redis().incrBy('messages:total', 8) == 50L
        fake.redis().read('OBJECT ENCODING', 'messages:total') == 'int'

        cleanup:
        fake.close()
    }

    def "#what is an error that says what to check"() {
        given:
        def fake = scope(password)

        when:
        fake.redis().set([:], key, 1)

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        !error.message.contains(password)

        cleanup:
        fake.close()

        where:
        what                   | password       | key              | says
        'a wrong password'     | 'wrong-hunter' | 'messages:total' | 'Check user: and password:'
        'a key out of bounds'  | 'hunter22'     | 'users'          | 'Check what the user: of the inventory may do.'
    }

    private FakeScope scope(String password) {
        new FakeScope().target('r', address: "127.0.0.1:$port".toString(), user: 'chat', password: Secret.of('p', password))
    }
}
