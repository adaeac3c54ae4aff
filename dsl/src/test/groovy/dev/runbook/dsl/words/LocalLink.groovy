package dev.runbook.dsl.words

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.Listener
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** Runs commands with a shell of this machine. */
class LocalLink implements Link {
    List<String> shell = ['/bin/sh']
    String user = System.getProperty('user.name')
    Map<String, String> env = [:]
    final List<String> lines = Collections.synchronizedList([])
    /** Called before each command; may throw. */
    Closure before = { Command c -> }
    /** Called after each command, before anybody hears of its end; may throw. */
    Closure after = { }
    /** Whether contact is lost at the first output of a command. */
    Closure<Boolean> cut = { -> false }

    @Override
    int run(Command command, Listener listener) throws InterruptedException {
        lines << command.line()
        before(command)
        def builder = new ProcessBuilder(shell + ['-c', command.line()])
        builder.environment().putAll(env)
        def process = builder.start()
        def lock = new Object()
        def broken = Collections.synchronizedList([])
        def heard = new CompletableFuture<Boolean>()
        def threads = [
            pump { -> copy(command.stdin(), process.outputStream) },
            pump { ->
                hear(process, broken) { read(process.inputStream) { b, n -> synchronized (lock) { listener.stdout(b, 0, n) }; heard.complete(true) } }
                heard.complete(false)
            },
            pump { -> hear(process, broken) { read(process.errorStream) { b, n -> synchronized (lock) { listener.stderr(b, 0, n) } } } }]
        try {
            if (command.timeout() != null && !process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EffectFailed("timed out after ${command.timeout()}")
            }
            if (cut() && heard.get()) {
                throw new OutcomeUnknown('connection reset', null)
            }
            int status = process.waitFor()
            threads[1].join()
            threads[2].join()
            if (broken) {
                throw (broken[0] as Throwable)
            }
            after()
            return status
        } finally {
            process.descendants().forEach { it.destroyForcibly() }
            process.destroyForcibly()
        }
    }

    private static Thread pump(Runnable work) {
        def thread = new Thread(work)
        thread.daemon = true
        thread.start()
        thread
    }

    private static void hear(Process process, List broken, Runnable reading) {
        try {
            reading.run()
        } catch (Throwable failure) {
            broken << failure
            process.descendants().forEach { it.destroyForcibly() }
            process.destroyForcibly()
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try {
            from.transferTo(to)
            to.close()
        } catch (IOException gone) {
            // the command did not want it
        }
    }

    private static void read(InputStream from, Closure got) {
        byte[] bytes = new byte[8192]
        int n
        while ((n = from.read(bytes)) >= 0) {
            got(bytes, n)
        }
    }

    @Override
    Endpoint tunnel(Endpoint there) {
        there
    }

    @Override
    String user() {
        user
    }

    @Override
    String place() {
        'local'
    }

    @Override
    void close() {}
}
