package dev.runbook.plugins.aws.ssm

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.NotReached
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.Listener
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import dev.runbook.plugins.aws.Credentials
import dev.runbook.plugins.aws.Store
import dev.runbook.plugins.aws.account.Clients
import dev.runbook.plugins.aws.account.Settings
import dev.runbook.testing.Marked
import dev.runbook.testing.SystemsManager
import dev.runbook.testing.SystemsManager.Fault
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A host without SSH, against a server that speaks the protocol of Systems Manager and runs what it is sent. */
class SsmLinkSpec extends Specification {
    static final INSTANCE = 'i-0123456789abcdef0'
    /** So many times as fast, which is fast enough for an agent that answers at once. */
    static final Timekeeper HURRIED = [now: { Instant.now() }, nanos: { System.nanoTime() * 25 }, pause: { Duration length -> Thread.sleep((long) (length.toMillis() / 25)) }] as Timekeeper

    @Shared
    @TempDir
    Path folder
    @AutoCleanup
    SystemsManager amazon = new SystemsManager()
    @AutoCleanup
    SsmLink host

    def setup() {
        Credentials.given()
        amazon.register(INSTANCE, Files.createTempDirectory(folder, 'agent'), [HOME: folder.toString()])
        host = link()
    }

    SsmLink link(Map more = [:]) {
        def values = [transport: 'ssm', instance: INSTANCE, region: 'eu-central-1', endpoint: amazon.endpoint()] + more
        new SsmLink(new TargetSpec('host', 'old', values, 'lab.yaml:9', 'write'), HURRIED)
    }

    Ran run(SsmLink link, String line, byte[] stdin = new byte[0], Duration timeout = Duration.ofSeconds(60)) {
        run(link, line, new ByteArrayInputStream(stdin), timeout)
    }

    Ran run(SsmLink link, String line, InputStream stdin, Duration timeout) {
        def ran = new Ran()
        ran.status = link.run(new Command(line, stdin, timeout), ran)
        ran
    }

    static class Ran implements Listener {
        final ByteArrayOutputStream all = new ByteArrayOutputStream()
        final ByteArrayOutputStream errors = new ByteArrayOutputStream()
        int status

        void stdout(byte[] bytes, int offset, int length) {
            all.write(bytes, offset, length)
        }

        void stderr(byte[] bytes, int offset, int length) {
            errors.write(bytes, offset, length)
        }

        String getOut() {
            all.toString('UTF-8')
        }

        String getErr() {
            errors.toString('UTF-8')
        }
    }

    def 'a command runs: what it says, and how it ends; it takes one command of Amazon, after one that greets'() {
        when:
        def ran = run(host, 'pwd; echo to err >&2; umask; exit 7')

        then:
        ran.out == "$folder\n0022\n".toString() || ran.out.startsWith("$folder\n")
        ran.err == 'to err\n'
        ran.status == 7
        amazon.actions().count('SendCommand') == 2
        host.place() == "ssm $INSTANCE"
        host.user() == System.getProperty('user.name')
        host.trust() == 'registered with Systems Manager, agent 3.3.987.0 online'
    }

    def 'an agent without a home gives its commands the one of their user'() {
        given:
        amazon.register(INSTANCE, Files.createTempDirectory(folder, 'agent'), [:])

        expect:
        run(host, 'printf %s "$HOME"').out == System.getProperty('user.home')
    }

    def 'its input arrives byte for byte, and ends: #size bytes'() {
        given:
        def bytes = new byte[size]
        new Random(size).nextBytes(bytes)

        expect:
        run(host, 'cat', bytes).all.toByteArray() == bytes

        where:
        size << [1, 70_000]
    }

    def 'quotes, lines, braces and characters of a command do no harm, nor does its length'() {
        given:
        def much = 'x' * 90_000

        expect:
        run(host, "printf '%s' 'ü \$HOME `id` {{ssm:x}}\n\"'; printf %s $much | wc -c").out.startsWith('ü $HOME `id` {{ssm:x}}\n"90000')
    }

    def 'a command that stops reading is none the worse, and ends as it ends'() {
        expect:
        run(host, 'head -c 3', ('abc' * 100_000).bytes).out == 'abc'
        run(host, 'kill -9 $$').status == 137
    }

    def 'far more than the 24,000 characters of Run Command comes back whole, of both outputs'() {
        when:
        def ran = run(host, 'head -c 150000 /dev/urandom | tee ' + folder + '/sent; seq 1 30000; seq 1 20000 >&2')
        def all = ran.all.toByteArray()

        then:
        all[0..<150_000] as byte[] == Files.readAllBytes(folder.resolve('sent'))
        new String(all, 150_000, all.length - 150_000).readLines() == (1..30000)*.toString()
        ran.err.readLines() == (1..20000)*.toString()
        ran.status == 0
    }

    def 'an output too long for Run Command alone is refused, never cut off, and the command is ended'() {
        when:
        run(host, "trap 'touch $folder/told' TERM; head -c 9000000 /dev/zero; sleep 1000 & echo \$! >$folder/child; wait")

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('more than the 4 MiB that come back through Run Command alone')
        refused.message.contains('name a bucket: for the host in the inventory')
        refused.message.endsWith('It was ended, with everything it had started.')
        !alive(Files.readString(folder.resolve('child')))
    }

    def 'an input too long for Run Command alone is refused before anything runs'() {
        given:
        def bytes = new byte[2 << 20]
        new Random(1).nextBytes(bytes)

        when:
        run(host, "touch $folder/ran; cat >/dev/null", bytes)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('Nothing was run: name a bucket: for the host in the inventory.')
        !Files.exists(folder.resolve('ran'))
    }

    def 'with a bucket any length goes both ways; nothing is left in it'() {
        given:
        def store = new Clients(Settings.of({ [endpoint: Store.SERVER.endpoint, region: 'eu-central-1'][it] }, 'x'))
        store.s3().createBucket { it.bucket('depot') }
        def wide = link(bucket: 's3://depot/runs', bucketEndpoint: Store.SERVER.endpoint)
        def bytes = new byte[9 << 20]
        new Random(1).nextBytes(bytes)

        when:
        def ran = run(wide, 'cat; seq 1 200000 >&2', bytes)

        then:
        ran.all.toByteArray() == bytes
        ran.err.readLines().size() == 200_000
        store.s3().listObjectsV2 { it.bucket('depot') }.contents() == []

        cleanup:
        wide.close()
        store.close()
    }

    def 'no secret stands where Amazon keeps commands and outputs, nor is one on the disk when the command has ended'() {
        given:
        def secret = Marked.value('ssm')
        def before = folders()

        when:
        def ran = run(host, 'read -r x; echo "said $x"; echo "$x" >&2', "$secret\n".bytes)

        then:
        ran.out == "said $secret\n".toString()
        !amazon.kept().contains(secret)
        !amazon.kept().contains(secret.bytes.encodeBase64().toString()[0..-5])

        and: 'the session leaves nothing'
        host.close()
        folders() == before
    }

    def 'what is refused for being too much at a time is asked again'() {
        given:
        amazon.fail('SendCommand', Fault.THROTTLED, Fault.THROTTLED)
        amazon.fail('GetCommandInvocation', Fault.THROTTLED)

        expect:
        run(host, 'echo done').out == 'done\n'
    }

    def 'a command that is not known yet, pending, and in progress is waited for'() {
        given:
        amazon.slow(5)

        expect:
        run(host, 'echo done').out == 'done\n'
    }

    def 'a command whose answer is lost is sent again, and runs once'() {
        given:
        run(host, 'true')
        amazon.fail('SendCommand', Fault.LOST_ANSWER)
        amazon.fail('GetCommandInvocation', Fault.LOST_ANSWER)

        expect:
        run(host, "echo once >>$folder/count; echo done").out == 'done\n'
        Files.readAllLines(folder.resolve('count')) == ['once']

        cleanup:
        Files.delete(folder.resolve('count'))
    }

    def 'a long command outlives lost contact'() {
        given:
        def began = folder.resolve('began')
        def go = folder.resolve('go')
        def ran = null
        def worker = Thread.start { ran = run(host, "touch $began; until [ -e $go ]; do sleep 0.05; done; echo done") }
        new PollingConditions(timeout: 20, delay: 0.02).eventually { assert Files.exists(began) }

        when:
        amazon.away(true)
        def asked = amazon.turnedAway()
        new PollingConditions(timeout: 20, delay: 0.02).eventually { assert amazon.turnedAway() > asked + 2 }
        Files.createFile(go)
        amazon.away(false)
        worker.join(20_000)

        then:
        ran.out == 'done\n'
    }

    def 'when contact stays lost, nobody knows how the command ends'() {
        given:
        def began = folder.resolve('began for good')
        Throwable said = null
        def worker = Thread.start {
            try {
                run(host, "echo \$\$ >'${began}.part'; mv '${began}.part' '$began'; exec sleep 1000", new byte[0], null)
            } catch (Throwable failure) {
                said = failure
            }
        }
        new PollingConditions(timeout: 20, delay: 0.02).eventually { assert Files.exists(began) }

        when:
        amazon.away(true)
        worker.join(60_000)

        then:
        said instanceof OutcomeUnknown
        said.message.contains('the command was begun, and then contact was lost for 2 minutes')
        said.message.contains('look on the host before it is run again')

        cleanup:
        amazon.away(false)
        killed(began)
    }

    def 'an instance that is not registered is told, and what to look at'() {
        when:
        run(link(instance: 'i-0000000000000000f'), 'true')

        then:
        def failed = thrown(EffectFailed)
        failed.message.startsWith('ssm i-0000000000000000f: expected an instance that is registered with Systems Manager in eu-central-1, found none of this id. Nothing was sent.')
        failed.message.contains('AmazonSSMManagedInstanceCore')
    }

    def 'an agent that is not heard, and one that fetches nothing, were not reached'() {
        when:
        amazon.disconnect(INSTANCE)
        run(host, 'true')

        then:
        def silent = thrown(NotReached)
        silent.message.contains('its agent is ConnectionLost, heard last at ')

        when:
        amazon.register(INSTANCE, Files.createTempDirectory(folder, 'agent'), [HOME: folder.toString()])
        run(host, 'true')
        amazon.undelivered(1)
        run(host, "touch $folder/never")

        then:
        def unfetched = thrown(NotReached)
        unfetched.message.contains('the agent did not run it (DeliveryTimedOut), nothing was done')
        !Files.exists(folder.resolve('never'))
    }

    def 'what Amazon refuses is told with the permission that it needs'() {
        given:
        amazon.fail('SendCommand', Fault.DENIED)

        when:
        run(host, 'true')

        then:
        def denied = thrown(EffectFailed)
        denied.message.contains('ssm:SendCommand was refused: AccessDeniedException')
        denied.message.contains('allow it in their policy')
    }

    def 'a timeout ends the command with everything it has started'() {
        when:
        run(host, "sleep 1000 & echo \$! >$folder/late; wait", new byte[0], Duration.ofSeconds(2))

        then:
        def late = thrown(EffectFailed)
        late.message.contains("ssm $INSTANCE: the command did not end within 2.0 s; it was ended, with everything it had started.")
        !alive(Files.readString(folder.resolve('late')))
    }

    def 'an interrupt ends it too'() {
        given:
        def child = folder.resolve('interrupted')
        Throwable said = null
        def worker = Thread.start {
            try {
                run(host, "sleep 1000 & echo \$! >${child}.part; mv ${child}.part $child; wait")
            } catch (Throwable stop) {
                said = stop
            }
        }
        new PollingConditions(timeout: 20, delay: 0.02).eventually { assert Files.exists(child) }

        when:
        worker.interrupt()
        worker.join(20_000)

        then:
        said instanceof InterruptedException
        !alive(Files.readString(child))
    }

    def 'a broken input is not taken for a short one: nothing runs'() {
        given:
        def broken = new InputStream() {
            int left = 5

            int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException('the disk failed')
                }
                'x' as char
            }
        }

        when:
        run(host, "cat >$folder/part", broken, Duration.ofSeconds(60))

        then:
        def failed = thrown(EffectFailed)
        failed.message.contains('the input of the command broke off (the disk failed)')
        !Files.exists(folder.resolve('part'))
    }

    def 'a host that has forgotten its folder is greeted anew'() {
        given:
        def before = folders()
        run(host, 'true')
        (folders() - before)*.deleteDir()

        when:
        run(host, "touch $folder/forgotten")

        then:
        def lost = thrown(NotReached)
        lost.message.contains('The command was not run.')

        and:
        run(host, 'echo again').out == 'again\n'
        !Files.exists(folder.resolve('forgotten'))
    }

    def 'there are no tunnels, and no machine without its id'() {
        when:
        host.tunnel(new Endpoint('127.0.0.1', 5432))

        then:
        def none = thrown(EffectFailed)
        none.message.contains('there are no tunnels through Systems Manager, so nothing reaches 127.0.0.1:5432 via: this host')

        when:
        run(new SsmLink(new TargetSpec('host', 'old', [transport: 'ssm'], 'lab.yaml:9', 'write')), 'true')

        then:
        def wrong = thrown(RunbookException)
        wrong.message.startsWith("host 'old' (lab.yaml:9): transport: ssm needs instance:")
    }

    private static List<File> folders() {
        new File('/var/tmp').listFiles().findAll { it.name.startsWith('runbook-ssm-') && it.directory && it.canWrite() }
    }

    private static boolean alive(String pid) {
        ProcessHandle.of(pid.trim() as long).filter { it.alive && !it.info().command().empty }.present
    }

    private static void killed(Path pid) {
        ProcessHandle.of(Files.readString(pid).trim() as long).ifPresent { it.destroyForcibly() }
    }
}
