package dev.runbook.plugins.local

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.Listener
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Transport
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

@Timeout(30)
class LocalLinkSpec extends Specification {
    @TempDir
    Path folder

    def transport = ServiceLoader.load(Transport).find { it.name() == 'local' }
    def host = new TargetSpec('host', 'here', [transport: 'local'], 'inventory.yaml:3', 'write')
    Link link = transport.link(host) { null }
    def heard = new Heard()

    def 'a command gives its output, its errors and its status apart'() {
        expect:
        run('echo out; echo err >&2; exit 7') == 7
        heard.out == 'out\n'
        heard.err == 'err\n'
    }

    def 'death by a signal is 128 and the signal'() {
        expect:
        run('kill -TERM $$') == 143
    }

    def 'it tells place, user and server, and a tunnel leads where one already is'() {
        expect:
        link.place() == 'local'
        link.user() == System.getProperty('user.name')
        transport.server(host) == 'local'
        link.tunnel(new Endpoint('db', 5432)) == new Endpoint('db', 5432)
    }

    def 'large input and large output at once do not wait for each other'() {
        given:
        def bytes = new byte[8 << 20]
        new Random(1).nextBytes(bytes)

        expect:
        run('cat', new ByteArrayInputStream(bytes)) == 0
        Arrays.equals(heard.outBytes, bytes)
    }

    def 'a command need not read its input'() {
        expect:
        run('echo done', new ByteArrayInputStream(new byte[4 << 20])) == 0
        heard.out == 'done\n'
    }

    def 'a timeout ends the whole tree, with setsid and without'() {
        given:
        def used = new LocalLink(host, setsid)
        def line = "sleep 600 & echo \$! > $folder/child; echo started; (sleep 600 | cat)"

        when:
        used.run(new Command(line, InputStream.nullInputStream(), Duration.ofMillis(400)), heard)

        then:
        def failure = thrown(EffectFailed)
        failure.message.startsWith('local: the command did not end within 0.4 s; it was ended')
        heard.out == 'started\n'
        !alive(pid('child'))

        where:
        setsid << [Setsid.path(), Optional.empty()]
    }

    def 'who is deaf to the polite signal is ended by force'() {
        when:
        link.run(new Command("trap '' TERM; sleep 600 & echo \$! > $folder/child; wait", InputStream.nullInputStream(), Duration.ofMillis(300)), heard)

        then:
        thrown(EffectFailed)
        !alive(pid('child'))
    }

    def 'an interrupt ends the whole tree'() {
        given:
        def started = new CountDownLatch(1)
        def listener = new Heard(onOutput: { started.countDown() })
        def error = null
        def thread = Thread.start {
            try {
                link.run(new Command("sleep 600 & echo \$! > $folder/child; echo started; wait", InputStream.nullInputStream(), null), listener)
            } catch (Throwable any) {
                error = any
            }
        }
        started.await()

        when:
        thread.interrupt()
        thread.join()

        then:
        error instanceof InterruptedException
        !alive(pid('child'))
    }

    def 'input that breaks off ends the command instead of giving it a part for the whole'() {
        given:
        def broken = new InputStream() {
            int left = 10

            @Override
            int read() {
                if (left-- > 0) {
                    return 65
                }
                throw new IOException('the disk is gone')
            }

            @Override
            int read(byte[] into, int offset, int length) {
                into[offset] = (byte) read()
                return 1
            }
        }

        when:
        run("cat > $folder/copy; echo whole > $folder/whole", broken)

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('the disk is gone')
        !folder.resolve('whole').toFile().exists()
    }

    def 'a listener that fails ends the command'() {
        given:
        def listener = new Heard(onOutput: { throw new IllegalStateException('full') })

        when:
        link.run(new Command("sleep 600 & echo \$! > $folder/child; echo started; wait", InputStream.nullInputStream(), null), listener)

        then:
        def failure = thrown(IllegalStateException)
        failure.message == 'full'
        !alive(pid('child'))
    }

    def 'many commands run at once'() {
        given:
        def pool = Executors.newFixedThreadPool(16)

        when:
        def results = pool.invokeAll((1..40).collect { n ->
            { ->
                def own = new Heard()
                link.run(new Command("echo $n", InputStream.nullInputStream(), null), own)
                own.out
            } as java.util.concurrent.Callable
        })*.get()

        then:
        results == (1..40).collect { "$it\n".toString() }

        cleanup:
        pool.shutdownNow()
    }

    def 'a line that is too long for the machine is told with its length'() {
        when:
        run(': ' + 'x' * 200_000)

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('200002 characters')
    }

    private int run(String line, InputStream stdin = InputStream.nullInputStream()) {
        link.run(new Command(line, stdin, null), heard)
    }

    private long pid(String name) {
        folder.resolve(name).toFile().text.trim() as long
    }

    private static boolean alive(long pid) {
        def stat = new File("/proc/$pid/stat")
        stat.exists() ? !(stat.text.substring(stat.text.lastIndexOf(')') + 2).startsWith('Z')) : ProcessHandle.of(pid).isPresent()
    }

    static class Heard implements Listener {
        private final stdout = new ByteArrayOutputStream()
        private final stderr = new ByteArrayOutputStream()
        Closure onOutput = {}

        @Override
        void stdout(byte[] bytes, int offset, int length) {
            stdout.write(bytes, offset, length)
            onOutput()
        }

        @Override
        void stderr(byte[] bytes, int offset, int length) {
            stderr.write(bytes, offset, length)
        }

        String getOut() { stdout.toString() }

        byte[] getOutBytes() { stdout.toByteArray() }

        String getErr() { stderr.toString() }
    }
}
