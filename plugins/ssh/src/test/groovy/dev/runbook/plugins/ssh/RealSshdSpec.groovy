package dev.runbook.plugins.ssh

import dev.runbook.testing.RealSshd
import dev.runbook.testing.RealTools
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.spi.Command
import spock.lang.Requires

import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

@Requires({ RealTools.wanted('sshd', 'ssh-keygen') })
class RealSshdSpec extends SshSpecification {
    def mine = key('.ssh/id_ed25519')
    def sshd = started()
    def user = System.getProperty('user.name')
    def link = link('real', [address: "ssh://$user@127.0.0.1:$sshd.port"])

    private RealSshd started(String settings = '') {
        def sshd = new RealSshd(folder.resolve("sshd${open.size()}"), mine, settings)
        open << sshd
        known(sshd.line)
        sshd
    }

    def 'output, errors and status arrive'() {
        expect:
        run(link, 'echo out; echo err >&2; exit 7') == 7
        heard.out == 'out\n'
        heard.err == 'err\n'
    }

    def 'death by a signal is 128 and the signal'() {
        expect:
        run(link, 'kill -KILL $$') == 137
    }

    def 'large input and large output at once do not wait for each other'() {
        given:
        def bytes = new byte[8 << 20]
        new Random(1).nextBytes(bytes)

        expect:
        run(link, 'cat', new ByteArrayInputStream(bytes)) == 0
        Arrays.equals(heard.outBytes, bytes)
    }

    def 'more sessions than MaxSessions allows are spread over more connections'() {
        given:
        def limited = started('MaxSessions 3')
        def spread = link('limited', [address: "ssh://$user@127.0.0.1:$limited.port"])
        def pool = Executors.newFixedThreadPool(8)
        def together = new CyclicBarrier(8)

        when:
        def results = pool.invokeAll((1..8).collect { n ->
            { ->
                def own = new Heard(onOutput: { together.await(20, TimeUnit.SECONDS) })
                spread.run(new Command("echo $n", InputStream.nullInputStream(), null), own)
                own.out.trim()
            } as Callable
        })*.get()

        then:
        results == (1..8).collect { "$it" }
        spread.count() >= 3

        cleanup:
        pool.shutdownNow()
    }

    def 'a timeout ends the process group, also who has lost its parent'() {
        when:
        run(link, '(sleep 600 & echo $!); sleep 600', InputStream.nullInputStream(), Duration.ofMillis(700))

        then:
        thrown(EffectFailed)
        !alive(heard.out.trim())
        text(link, 'echo on') == 'on'
    }

    def 'contact lost in the middle leaves the outcome unknown, and the command running'() {
        given:
        def listener = new Heard(onOutput: { sshd.breakConnections() })

        when:
        link.run(new Command('sleep 600 <&- >&- 2>&- & echo $!; wait', InputStream.nullInputStream(), null), listener)

        then:
        thrown(OutcomeUnknown)
        alive(listener.out.trim())
        text(link, "kill ${listener.out.trim()}; echo again") == 'again'
    }

    @Requires({ RealTools.wanted('ssh-agent', 'ssh-add') })
    def 'a key of the agent opens'() {
        given:
        def socket = folder.resolve('agent')
        def process = new ProcessBuilder(RealTools.path('ssh-agent'), '-D', '-a', socket.toString()).start()
        process.inputStream.read()
        RealTools.run([SSH_AUTH_SOCK: socket.toString()], 'ssh-add', mine.toString())
        mine.toFile().delete()
        agent = socket

        expect:
        text(link('agent', [address: "ssh://$user@127.0.0.1:$sshd.port"]), 'echo in') == 'in'

        when: 'and only the ones that are named, where the configuration says so'
        file('.ssh/config', 'IdentitiesOnly yes\n')
        run(link('other', [address: "ssh://$user@127.0.0.1:$sshd.port"]), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('with 0 keys')

        cleanup:
        process?.destroy()
    }
}
