package dev.runbook.engine.run

import dev.runbook.engine.journal.JournalFile
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunLock
import dev.runbook.engine.journal.RunStore
import dev.runbook.engine.model.ExitStatus
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

/** Real processes: killed at random instants, and racing for one run. {@code -Drunbook.kills=500} kills more often than the normal build does. */
class KilledEngineSpec extends Specification {
    static final int KILLS = Integer.getInteger('runbook.kills', 25)

    @TempDir
    Path folder

    Process engine() {
        def classes = [Runner, KilledEngine, com.fasterxml.jackson.databind.ObjectMapper, com.fasterxml.jackson.core.JsonFactory, Class.forName('com.fasterxml.jackson.annotation.JsonInclude'), dev.failsafe.Failsafe]
        def classPath = classes.collect { Path.of(it.protectionDomain.codeSource.location.toURI()).toString() }.unique().join(File.pathSeparator)
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        new ProcessBuilder(java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-cp', classPath, KilledEngine.name, folder.toString()).redirectErrorStream(true).start()
    }

    List<String> getHappened() { Files.exists(folder.resolve('world')) ? Files.readAllLines(folder.resolve('world')) : [] }

    def 'however often the engine is killed, every step happens once, and the run comes to its end'() {
        given:
        long seed = Long.getLong('runbook.seed', System.nanoTime())
        def random = new Random(seed)
        println "kills: $KILLS, seed: $seed"
        int kills = 0
        int status = -1

        when:
        while (status != 0) {
            int before = happened.size()
            def process = engine()
            assert process.inputStream.newReader().readLine() == 'begun'
            if (kills < KILLS) {
                int more = random.nextInt(25)
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
                while (process.alive && happened.size() < before + more && System.nanoTime() < until) {
                    Thread.onSpinWait()
                }
                process.destroyForcibly()
                kills++
                process.waitFor()
            } else {
                status = process.waitFor()
                assert status == 0
            }
        }
        def entries = JournalFile.read(folder.resolve(RunStore.JOURNAL)).entries()

        then:
        happened.toSorted() == (0..<400).collect { "step $it".toString() }.toSorted()
        entries.findAll { it.kind() in [Kind.DONE, Kind.DECIDED] }*.path().toSorted() == happened.toSorted()
        entries.count { it.kind() == Kind.RESUMED } > KILLS.intdiv(2)
        println "resumed ${entries.count { it.kind() == Kind.RESUMED }} times, ${entries.count { it.kind() == Kind.REPAIRED }} torn ends, ${entries.count { it.kind() == Kind.DECIDED }} steps decided"
    }

    def 'of eight processes that race for one run, one has it, and the others say who'() {
        when:
        def racers = (1..8).collect { engine() }
        def said = racers.collect { it.inputStream.text }
        def statuses = racers*.waitFor()

        then:
        statuses.every { it in [ExitStatus.DONE.code(), ExitStatus.BUSY.code()] }
        statuses.count(0) >= 1
        [statuses, said].transpose().findAll { it[0] != 0 }.every { [RunLock.operator() + ', process', 'one that has just begun'].any { who -> it[1].contains(who) } }
        happened.size() == 400
        happened.toSet().size() == 400
    }
}
