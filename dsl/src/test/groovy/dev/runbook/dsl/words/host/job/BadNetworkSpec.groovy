package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import dev.runbook.plugins.ssh.SshTransport
import dev.runbook.testing.BadNetwork
import dev.runbook.testing.RealSshd
import dev.runbook.testing.RealTools
import dev.runbook.testing.Seeds
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** Jobs behind a real sshd, and a network that fails at random moments. */
@Requires({ RealTools.wanted('sshd', 'ssh-keygen') })
@Timeout(60)
class BadNetworkSpec extends Specification {
    private static final int RUNS = 3
    private static final int FAULTS = 5
    private static final String LONG = 'é€' * 20_000

    @TempDir
    Path dir
    @AutoCleanup
    RealSshd sshd
    @AutoCleanup
    BadNetwork network
    Path known
    Path mine

    def setup() {
        mine = dir.resolve('key')
        RealTools.run([:], 'ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', mine.toString())
        sshd = new RealSshd(dir.resolve('sshd'), mine)
        network = new BadNetwork(sshd.port)
        known = Files.writeString(dir.resolve('known'), sshd.line(network.port) + sshd.line)
    }

    private FakeScope scope(String step, int port = network.port) {
        def scope = new FakeScope(folder: dir.resolve('run'), step: step)
        def user = System.getProperty('user.name')
        def spec = new TargetSpec('host', 'source', [address: "ssh://$user@127.0.0.1:$port".toString(), key: mine.toString(), knownHosts: known.toString(), env: [XDG_STATE_HOME: dir.toString()]], "$dir/inventory.yaml:1".toString(), 'write')
        scope.hosts.source = spec.values()
        scope.links = [source: new SshTransport().link(spec) { null } as Link]
        scope.open['source link'] = scope.links.source
        // Contact is sought at once.
        scope.time = [now: { -> Instant.now() }, nanos: { -> System.nanoTime() }, pause: { Duration length -> }] as Timekeeper
        scope
    }

    private static job(FakeScope scope, Map options = [:], Object command) {
        scope.on('source', [dir: '/']) { JobWords.job(scope, options, FakeScope.text(command)) }
    }

    private static List<String> heard(FakeScope scope) {
        scope.out.findAll { !it.startsWith('contact with host') }
    }

    def "no line of a job is lost and none comes twice, and it is started once, whatever the network does"() {
        given:
        def random = new Random(Seeds.of('jobs behind a bad network'))
        def expected = (1..200).collect { "line $it €".toString() }
        def command = { Path starts -> "echo one >> ${starts}; i=0; while [ \$i -lt 200 ]; do i=\$((i + 1)); echo \"line \$i €\"; done; printf %s ${LONG}; echo" }

        when:
        RUNS.times { n ->
            def scope = scope("step $n")
            def starts = dir.resolve("starts $n")
            network.fail(random, FAULTS, 150_000, BadNetwork.Fault.values())
            // Whoever cannot be reached at first is not waited for.
            def result = null
            while (result == null) {
                try {
                    result = job(scope, command(starts))
                } catch (dev.runbook.engine.model.NotReached atFirst) {
                    continue
                }
            }
            network.heal()
            assert heard(scope).take(200) == expected
            assert heard(scope).drop(200).join('') == LONG
            assert result.tail.endsWith(LONG[-100..-1])
            assert starts.toFile().text == 'one\n'
            scope.close()
        }
        println "$network.faults faults, $network.connections connections"

        then:
        network.faults >= RUNS
        new File(dir.toFile(), 'runbook/jobs').list().length == 0
    }

    def "sshd is killed in the middle of a job and comes back: the job goes on, and nothing is lost"() {
        given:
        def go = dir.resolve('go')
        def scope = scope('a step', sshd.port)
        def result = null
        def following = Thread.start { result = job(scope, "echo \$\$; while [ ! -e ${go} ]; do sleep 0.05; done; echo end") }
        JobSpecification.until { scope.out.size() == 1 }

        when:
        sshd.stop()
        JobSpecification.until { scope.out.toArray().count { it.startsWith('contact with host') } > 3 }

        then:
        JobSpecification.alive(scope.out[0])

        when:
        Files.createFile(go)
        sshd.start()
        following.join()

        then:
        heard(scope) == [result.tail.readLines()[0], 'end']

        cleanup:
        scope.close()
    }
}
