package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** Jobs on this machine, followed by one engine after the other. */
@Timeout(30)
abstract class JobSpecification extends Specification {
    @TempDir
    Path dir
    FakeScope scope
    LocalLink link

    def setup() {
        newEngine()
    }

    /** As after the death of the engine: only what is on the disk is left. */
    void newEngine() {
        def memory = scope?.memory ?: [:]
        def shell = link?.shell
        def env = link?.env ?: [HOME: dir.toString()]
        scope = new FakeScope(folder: dir)
        scope.memory.putAll(memory)
        link = new LocalLink(env: env)
        link.shell = shell ?: link.shell
        scope.links = [source: link]
    }

    /** What the step remembers of its only job. */
    Map getMemory() {
        scope.memory['job 1 on source']
    }

    def job(Map options = [:], Object command) {
        scope.on('source', [dir: dir.toString()]) { JobWords.job(scope, options, FakeScope.text(command)) }
    }

    /** A job that an engine begins, and lets go of as soon as the condition holds. */
    void letGo(Map options = [:], Object command, Closure<Boolean> condition) {
        Throwable failure = null
        def first = Thread.start { try { job(options, command) } catch (InterruptedException expected) { } catch (Throwable broken) { failure = broken } }
        until { condition() || failure }
        first.interrupt()
        first.join()
        if (failure) {
            throw failure
        }
    }

    List<String> folders() {
        dir.resolve('.local/state/runbook/jobs').toFile().list()?.toList()?.sort() ?: []
    }

    Path folder() {
        Path.of(memory.folder)
    }

    String text(String file) {
        dir.resolve(file).toFile().text
    }

    /** Polls until it holds, or the feature's time is over. */
    static void until(Closure<Boolean> condition) {
        while (!condition()) {
            Thread.sleep(1)
        }
    }

    static boolean alive(Object pid) {
        def stat = new File("/proc/$pid/stat")
        stat.exists() ? !(stat.text.substring(stat.text.lastIndexOf(')') + 2).startsWith('Z')) : ProcessHandle.of(pid as long).present
    }
}
