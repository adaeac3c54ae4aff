package dev.runbook.plugins.kubernetes

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.NotReached
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Endpoint
import dev.runbook.testing.BadNetwork
import java.nio.file.Files
import java.time.Duration
import spock.lang.AutoCleanup

class PodLinkSpec extends KubernetesSpecification {
    @AutoCleanup
    PodLink postgres

    def setup() {
        postgres = link(pod: 'ess-postgres-0', container: 'postgres')
    }

    def 'a command runs in its container: what it says, and how it ends'() {
        when:
        def ran = run(postgres, 'pwd; echo to err >&2; exit 7')

        then:
        ran.out.trim().endsWith('pods/ess-postgres-0/postgres')
        ran.err == 'to err\n'
        ran.status == 7
    }

    def 'its input arrives byte for byte, and ends: #size bytes'() {
        given:
        def bytes = new byte[size]
        new Random(size).nextBytes(bytes)

        expect:
        run(postgres, 'cat', bytes).bytes == bytes

        where:
        size << [0, 1, 2, 3, 4095, 4096, 100_000, 3_000_000]
    }

    def 'a command that stops reading is none the worse'() {
        expect:
        run(postgres, 'head -c 3', ('abc' * 1_000_000).bytes).out == 'abc'
    }

    def 'the text of a command is not in its address: quotes, lines and length do no harm'() {
        given:
        def long_ = 'x' * 90_000

        expect:
        run(postgres, "printf '%s' 'ü \$HOME `id`\n\"'; printf %s $long_ | wc -c").out.startsWith('ü $HOME `id`\n"90000')
    }

    def 'a host may be the one pod that has the labels'() {
        given:
        def byLabels = link(selector: 'app.kubernetes.io/component=postgres')

        expect:
        run(byLabels, 'pwd').out.trim().endsWith('pods/ess-postgres-0/postgres')

        cleanup:
        byLabels.close()
    }

    def 'no pod, and several, are errors that name what is there'() {
        when:
        run(link(selector: labels), 'true')

        then:
        def failed = thrown(EffectFailed)
        failed.message.contains("host 'pod' (lab.yaml:9): expected exactly one running pod with $labels in namespace 'ess', found $found")

        where:
        labels                                || found
        'app=none'                            || 'none'
        'app.kubernetes.io/component=proxy'   || 'ess-haproxy-0 (Running), ess-haproxy-1 (Running)'
    }

    def 'what the API server refuses is told with what to do: #more'() {
        when:
        run(link([pod: 'ess-postgres-0'] + more), 'true')

        then:
        def failed = thrown(EffectFailed)
        failed.message.contains(said)

        where:
        more                      || said
        [context: 'nobody']       || 'It does not know this user'
        [container: 'redis']      || 'container redis not found in pod ess-postgres-0'
        [pod: 'ess-postgres-9']   || 'pods "ess-postgres-9" not found'
    }

    def 'an unknown context is told with those that are there'() {
        when:
        run(link(pod: 'x', context: 'prod'), 'true')

        then:
        def wrong = thrown(RunbookException)
        wrong.message == "host 'pod' (lab.yaml:9): no context 'prod' in the kubeconfig; it has lab, nobody"
    }

    def 'a server that is away was not reached'() {
        given:
        def free = new ServerSocket(0).withCloseable { it.localPort }
        def away = api.kubeconfig(folder.resolve('away'), free, 'ess')

        when:
        run(link(pod: 'ess-postgres-0', kubeconfig: away.toString()), 'true')

        then:
        thrown(NotReached)
    }

    def 'the outcome of a command is unknown when the websocket is cut in its middle'() {
        given:
        def network = new BadNetwork(api.port())
        def through = api.kubeconfig(folder.resolve('through'), network.port, 'ess')
        def far = link(pod: 'ess-postgres-0', container: 'postgres', kubeconfig: through.toString())
        def begun = folder.resolve('pods/ess-postgres-0/postgres/begun')
        Thread.start {
            soon.eventually { assert Files.exists(begun) }
            network.cutAll()
        }

        when:
        run(far, 'touch begun; sleep 1; touch ended')

        then:
        def unknown = thrown(OutcomeUnknown)
        unknown.message.contains('contact was lost before the server said how it ended')
        soon.eventually { assert Files.exists(begun.resolveSibling('ended')) }

        cleanup:
        far.close()
        network.close()
    }

    def 'a timeout ends the command with everything it started'() {
        when:
        run(postgres, 'sleep 300 & echo $! > child; wait', new byte[0], Duration.ofMillis(600))

        then:
        def late = thrown(EffectFailed)
        late.message.contains('did not end within')
        def child = Files.readString(folder.resolve('pods/ess-postgres-0/postgres/child')).trim() as long
        soon.eventually { assert !ProcessHandle.of(child).map { it.alive }.orElse(false) }
    }

    def 'who runs commands is asked in the container'() {
        expect:
        postgres.user() == System.getProperty('user.name')
    }

    def 'a tunnel leads to a port of the pod'() {
        given:
        def server = new ServerSocket(0)
        Thread.startDaemon { 2.times { server.accept().withCloseable { it.outputStream << it.inputStream.newReader().readLine().reverse() } } }

        when:
        def near = postgres.tunnel(new Endpoint('127.0.0.1', server.localPort))

        then:
        2.times {
            def said = new Socket(near.host(), near.port()).withCloseable { it.outputStream << 'hello\n'; it.inputStream.text }
            assert said == 'olleh'
        }

        when:
        postgres.tunnel(new Endpoint('db.example.org', 5432))

        then:
        def elsewhere = thrown(EffectFailed)
        elsewhere.message.contains("leads to the pod's own ports only")

        cleanup:
        server.close()
    }

    def 'either a pod or labels'() {
        when:
        link(both)

        then:
        thrown(RunbookException)

        where:
        both << [[:], [pod: 'a', selector: 'b=c']]
    }
}
