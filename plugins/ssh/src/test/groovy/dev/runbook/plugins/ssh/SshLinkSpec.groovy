package dev.runbook.plugins.ssh

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.Transport
import spock.util.concurrent.PollingConditions

import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

class SshLinkSpec extends SshSpecification {
    def server = server()
    def link = ready(server)
    def soon = new PollingConditions(timeout: 10, delay: 0.02)

    def 'it is found as a service'() {
        expect:
        ServiceLoader.load(Transport).find { it.name() == 'ssh' }.keys()*.name() == ['password', 'passphrase']
    }

    def 'a command gives its output, its errors and its status apart'() {
        expect:
        run(link, 'echo out; echo err >&2; exit 7') == 7
        heard.out == 'out\n'
        heard.err == 'err\n'
        link.place() == "ssh ops@127.0.0.1:$server.port"
        link.user() == 'ops'
    }

    def 'death by a signal is 128 and the signal'() {
        expect:
        run(link, 'kill -TERM $$') == 143
    }

    def 'any bytes go in and come out as they are'() {
        given:
        def hostile = (0..255).collect { it as byte } as byte[]

        expect:
        run(link, 'cat; printf "\\200\\0\\377" >&2; printf "ü’\\n"', new ByteArrayInputStream(hostile)) == 0
        heard.outBytes.toList() == hostile.toList() + "ü’\n".getBytes('UTF-8').toList()
        heard.errBytes.toList() == [0x80, 0, 0xff]*.byteValue()
    }

    def 'large input and large output at once do not wait for each other'() {
        given:
        def bytes = new byte[12 << 20]
        new Random(1).nextBytes(bytes)

        expect:
        run(link, 'tee /dev/stderr', new ByteArrayInputStream(bytes)) == 0
        Arrays.equals(heard.outBytes, bytes)
    }

    def 'a copy from a host to itself over one connection does not stand still'() {
        given:
        def pipe = new PipedInputStream(4096)
        def into = new PipedOutputStream(pipe)
        def size = 16 << 20
        def counted = new Heard()
        def reader = Thread.start { link.run(new Command('wc -c', pipe, null), counted) }
        def writer = new dev.runbook.engine.spi.Listener() {
            void stdout(byte[] bytes, int offset, int length) { into.write(bytes, offset, length) }

            void stderr(byte[] bytes, int offset, int length) { }
        }

        when:
        link.run(new Command("head -c $size /dev/zero", InputStream.nullInputStream(), null), writer)
        into.close()
        reader.join()

        then:
        counted.out.trim() == "$size"
        server.connections == 1
    }

    def 'a command need not read its input'() {
        expect:
        run(link, 'echo done', new ByteArrayInputStream(new byte[8 << 20])) == 0
        heard.out == 'done\n'
    }

    def 'many commands share one connection, and more are opened when it is full'() {
        given:
        def pool = Executors.newFixedThreadPool(40)
        def results = { int count ->
            pool.invokeAll((1..count).collect { n -> { -> text(link, "sleep 0.1; echo $n") } as Callable })*.get()
        }

        expect:
        results(8) == (1..8).collect { "$it" }
        server.connections == 1
        results(36) == (1..36).collect { "$it" }
        server.connections > 1
        server.connections <= 4

        cleanup:
        pool.shutdownNow()
    }

    def 'a timeout ends the remote tree'() {
        when:
        run(link, "sleep 600 & echo \$!; (sleep 600; echo never) | cat", InputStream.nullInputStream(), Duration.ofMillis(500))

        then:
        def failure = thrown(EffectFailed)
        failure.message.startsWith("ssh ops@127.0.0.1:$server.port: the command did not end within 0.5 s; it was ended")
        !alive(heard.out.trim())

        and: 'the connection serves on'
        text(link, 'echo on') == 'on'
        server.connections == 1
    }

    def 'an interrupt ends the remote tree'() {
        given:
        def started = new CountDownLatch(1)
        def listener = new Heard(onOutput: { started.countDown() })
        def error = null
        def thread = Thread.start {
            try {
                link.run(new Command('sleep 600 & echo $!; wait', InputStream.nullInputStream(), null), listener)
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
        !alive(listener.out.trim())
    }

    def 'contact lost in the middle of a command leaves its outcome unknown, and the next command gets a new connection'() {
        given:
        def listener = new Heard(onOutput: { server.breakConnections() })

        when:
        link.run(new Command('echo started; sleep 2', InputStream.nullInputStream(), null), listener)

        then:
        def unknown = thrown(OutcomeUnknown)
        unknown.message.startsWith("ssh ops@127.0.0.1:$server.port: the command was sent, but contact was lost")
        text(link, 'echo again') == 'again'
    }

    def 'a connection that was lost while nobody used it is replaced unnoticed'() {
        given:
        text(link, 'echo one')

        when:
        server.breakConnections()

        then:
        text(link, 'echo two') == 'two'
    }

    def 'a tunnel leads to a TCP server, for one client after the other, also after the connection was lost'() {
        given:
        def echo = new EchoServer()
        open << echo

        when:
        def near = link.tunnel(new Endpoint('127.0.0.1', echo.port))

        then:
        near.host() == '127.0.0.1'
        echo.talk(near, 'hello') == 'hello'
        link.tunnel(new Endpoint('127.0.0.1', echo.port)) == near

        when:
        server.breakConnections()

        then:
        soon.eventually { assert echo.talk(near, 'again') == 'again' }
        echo.talk(near, 'x' * 3_000_000).length() == 3_000_000
    }

    def 'a server that falls silent is found out, #how'() {
        given:
        def door = new BusyDoor(server.port, 0)
        open << door
        known(server.line(), server.line("[127.0.0.1]:$door.port"))
        file('.ssh/config', 'ServerAliveInterval 1\nServerAliveCountMax 1\n')
        def reached = link('reached', [address: "127.0.0.1:$door.port", user: 'ops'] + jump)
        def listener = new Heard(onOutput: { door.silent = true })

        when:
        reached.run(new Command('echo started; sleep 5', InputStream.nullInputStream(), null), listener)

        then:
        def unknown = thrown(OutcomeUnknown)
        unknown.message.contains('contact was lost')

        where:
        how                   | jump
        'straight'            | [:]
        'through a jump host' | [jump: 'source']
    }

    def 'after close nothing is opened any more'() {
        given:
        text(link, 'echo one')

        when:
        link.close()
        run(link, 'echo two')

        then:
        thrown(EffectFailed)
        soon.eventually { assert server.connections == 0 }
    }

    def 'a server that hangs up on the first connects is asked again'() {
        given:
        def busy = new BusyDoor(server.port, 2)
        open << busy
        known(server.line("[127.0.0.1]:$busy.port"))

        expect:
        text(link('busy', [address: "127.0.0.1:$busy.port", user: 'ops']), 'echo in') == 'in'
        busy.refused == 2
    }
}
