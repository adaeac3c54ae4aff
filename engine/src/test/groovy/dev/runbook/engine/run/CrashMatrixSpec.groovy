package dev.runbook.engine.run

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Fate
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.MemoryDisk
import dev.runbook.engine.model.Outcome
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.stream.IntStream
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * The engine dies before, in the middle of and after every write, force and effect of a migration with nodes of every kind and of its rollback, and again
 * while it is resumed. Nothing that was acknowledged is lost, nothing happens twice that must not, and the world ends as it does undisturbed.
 * {@code -Drunbook.crashes=all} dies a second time at every moment of every resume, too.
 */
class CrashMatrixSpec extends Specification {
    static final boolean ALL = System.getProperty('runbook.crashes') == 'all'
    static final List<Kind> ENDS = [Kind.DONE, Kind.ALREADY_DONE, Kind.DECIDED, Kind.SKIPPED, Kind.LEFT_OUT]

    @Shared
    @TempDir
    Path folder

    @Shared
    Map<String, List> undisturbed
    /** What every moment of an undisturbed run, and then of its rollback, leaves behind. */
    @Shared
    List<Migration> left = []
    @Shared
    List<String> moments
    @Shared
    long seed = Long.getLong('runbook.seed', System.nanoTime())
    @Shared
    Set<Kind> seen = ConcurrentHashMap.newKeySet()

    def setupSpec() {
        def quiet = new Migration(folder)
        quiet.rig.disk.fate.whenMet = { left << quiet.killedNow(folder) }
        undisturbed = ends(quiet.finish())
        quiet.takeBack()
        moments = quiet.rig.disk.fate.met
        check(quiet)
    }

    static Map<String, List> ends(state) {
        // nobody knows whether an alarm went off that was in flight; it is no step
        state.steps().findAll { it.kind() != 'on-failure' }.collectEntries { [it.path() == 'old name' ? 'new name' : it.path(), [it.outcome() == Outcome.ALREADY_DONE ? Outcome.DONE : it.outcome(), it.result()]] }
    }

    /** Sees a migration through, however often its engine dies. */
    void seeThrough(Migration migration, String what, boolean takeBack = ALL) {
        try {
            def done = migration.rig.disk.files[Rig.JOURNAL] != null && migration.rig.state().outcome() == 'rolled-back' ? null : surviving(migration) { migration.finish() }
            assert done == null || migration.rollingBack || ends(done) == undisturbed
            if (takeBack || migration.rollingBack) {
                surviving(migration) { migration.takeBack() }
            }
            check(migration)
        } catch (Throwable failure) {
            throw new AssertionError("$what, seed $seed: $failure\n${migration.rig.done}".toString(), failure)
        }
    }

    void check(Migration migration) {
        def happened = migration.rig.done
        Migration.ONCE.each { assert happened.count(it) == 1 }
        assert migration.limit == 10
        assert !migration.did('unwanted') && !migration.did('skipped')
        def order = happened.findAll { it in Migration.ONCE && !(it ==~ /p\d/) }
        assert order == Migration.ORDER
        List<Entry> entries = migration.rig.entries()
        def ended = entries.findAll { it.kind() in ENDS && !(it.path() in ['onFailure', 'limit', 'pre-sync']) }
        assert ended*.path().countBy { it }.every { it.value == 1 }
        assert migration.rig.state().outcome() != 'rolled-back' || happened.findAll { it.startsWith('undo') }.unique() == ['undo freeze', 'undo rename table']
        seen.addAll(entries*.kind())
    }

    private static surviving(Migration migration, Closure<?> work) {
        while (true) {
            try {
                return work.call()
            } catch (Fate.Halted dead) {
                migration.rig.disk.fate = new Fate()
            }
        }
    }

    private void everyMoment(Closure<?> work) {
        IntStream.range(0, left.size()).parallel().forEach { work.call(left[it], it) }
    }

    def 'it dies once, at every moment, or the machine does'() {
        when:
        everyMoment { Migration each, int moment ->
            seeThrough(each.killedNow(folder), "killed ${moments[moment]} ($moment of ${moments.size()})", moment % 10 == 0 || ALL)
        }

        then: 'every kind of entry was among those that were written, but for what is noted of notifications: they are delivered beside the engine'
        println "killed at ${moments.size()} moments: ${moments.countBy { it }}; ${seen.size()} of ${Kind.values().size()} kinds of entries were written"
        seen == (Kind.values() as Set) - Kind.TOLD
    }

    def 'the machine loses its power, and of what was not forced anything may be left'() {
        given:
        def losses = MemoryDisk.Loss.values().toList()

        expect:
        everyMoment { Migration each, int moment ->
            (ALL ? losses : moment % 5 == 0 ? [losses[moment.intdiv(5) % losses.size()]] : []).each { loss ->
                def migration = each.killedNow(folder)
                migration.rig.disk.losePower(loss)
                seeThrough(migration, "power lost ${moments[moment]} ($moment of ${moments.size()}), $loss")
            }
        }
    }

    def 'it dies again while it is resumed'() {
        given:
        println "second deaths: seed $seed"

        expect:
        everyMoment { Migration each, int moment ->
            (ALL ? (0..<moments.size()) : moment % 5 == 1 ? [new Random(seed + moment).nextInt(moment % 2 ? 20 : moments.size())] : []).each { again ->
                def migration = each.killedNow(folder)
                migration.rig.disk.fate = Fate.at(again)
                seeThrough(migration, "killed ${moments[moment]} ($moment of ${moments.size()}), and again at $again")
            }
        }
    }
}
