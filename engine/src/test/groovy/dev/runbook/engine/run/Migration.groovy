package dev.runbook.engine.run

import static dev.runbook.engine.run.PlanOf.plan

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.MemoryDisk
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Plan
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** A migration with nodes and words of every kind, the world that it changes, and the operator who sees it through: edits, decides, resumes, and takes it back at last. */
class Migration {
    /** What may happen only once. */
    static final List<String> ONCE = ['freeze', 'rename table', 'insert', 'insert more', 'marked', 'inside', 'item x', 'item y', 'p1', 'p2', 'p3', 'drop', 'job', 'lost', 'last']
    static final Map<String, List<String>> EFFECTS = ['freeze': ['freeze'], 'many words': ['insert', 'insert more'], 'inside': ['inside'], 'item[x]/import': ['item x'], 'item[y]/import': ['item y'],
        'p1': ['p1'], 'p2': ['p2'], 'p3': ['p3'], 'drop': ['drop'], 'lost': ['lost'], 'last': ['last'], 'old name': ['rename table'], 'new name': ['rename table'], 'marked': ['marked'], 'export': ['job']]

    /** The order in which they happen, without those that happen at once. */
    static final List<String> ORDER = ['rename table', 'freeze', 'insert', 'insert more', 'marked', 'inside', 'item x', 'item y', 'job', 'lost', 'drop', 'last']

    final Rig rig
    int limit = 10
    boolean edited
    private final Map<Boolean, Plan> texts = [:]
    int resumes

    Migration(Path folder) {
        rig = new Rig(folder: folder, time: new VirtualTime() {
            @Override
            void pause(Duration length) {
                if (Thread.currentThread().name == 'runbook-background') {
                    new CountDownLatch(1).await(600, TimeUnit.SECONDS)
                }
                super.pause(length)
            }
        })
        rig.consents = ['cutover', 'drop']
        rig.selection = new Selection(null, null, [], ['unwanted'], 'not here')
        rig.answer = { manual, instructions, failed -> new People.Answer(failed == null ? 'ann' : 'bob', [node: 'n7']) }
    }

    /** The world, and the disk, as they are now; and then the engine is gone. */
    Migration killedNow(Path folder) {
        def left = new Migration(folder)
        left.limit = limit
        left.edited = edited
        synchronized (rig.done) { left.rig.done.addAll(rig.done) }
        rig.disk.files.each { file, content -> left.rig.disk.files[file] = new MemoryDisk.Content(bytes: content.bytes.clone(), forced: content.forced) }
        left.rig.time.pass(Duration.between(left.rig.time.now(), rig.time.now()))
        left
    }

    boolean did(String what) { rig.done.contains(what) }

    Plan text() { texts.computeIfAbsent(edited) { read() } }

    private Plan read() {
        def rig = rig
        def migration = this
        def renamed = edited ? 'new name' : 'old name'
        plan {
            phase 'Prepare'
            step('count', safe: true) { reads('wc') { 7 } }
            step('versions', guard: true) { reads('cat') { '2.29' } }
            background('pre-sync', 'freeze') { writes('rsync') { rig.happen('pre-sync') } }
            step(renamed, source: 'one') { writes('rename') { rig.happen('rename table') } }.undo { writes('back') { rig.happen('undo rename table') } }
            step('edited', safe: true, source: edited ? 'two' : 'one') { 'e' }
            step('unwanted') { rig.happen('unwanted') }
            group('g', when: { reads('asked') { true } }) {
                step('flaky', safe: true, retries: 3) { writes('flaky') { rig.happen('flaky'); if (rig.done.count('flaky') == 1) { throw new EffectFailed('busy') } } }
                step('skipped', when: { reads('asked') { false } }) { rig.happen('skipped') }
            }
            step('broken', safe: true, source: edited ? 'mended' : 'broken') { if (!migration.edited) { throw new EffectFailed('a mistake in the runbook') } }
            outageBegins()
            step('freeze') { writes('stop') { rig.happen('freeze') } }.undo { writes('start') { rig.happen('undo freeze') } }
            manual('four eyes', need: 2, asks: ['node']) { true }
            step('many words') {
                scope.remember('old', 1)
                writes('i1') { rig.happen('insert') }
                scope.milestone('half', null)
                scope.measure('rows', 5)
                scope.progress(1, 2)
                scope.note('going on')
                scope.verified('rows', true, '5 == 5')
                scope.keep('list.txt', 'x'.bytes)
                writes('i2') { rig.happen('insert more') }
                result('four eyes').node
            }
            step('marked', doneWhen: { migration.did('marked') }) { writes('m') { rig.happen('marked') } }
            step('already', doneWhen: { true }) { rig.happen('unwanted') }
            temporarily('limit', { reads('get') { migration.limit } }, { was -> writes('set') { rig.happen('set'); migration.limit = 99 } }, { was -> writes('put') { rig.happen('put'); migration.limit = was } }) {
                step('inside') { writes('in') { assert migration.limit == 99; rig.happen('inside') } }
            }
            step('list', safe: true) { ['x', 'y'] }
            forEach('item', { result('list') }) { item -> step('import') { writes('import') { rig.happen("item $item".toString()) } } }
            parallel(max: 2) {
                step('p1') { writes('p1') { rig.happen('p1') } }
                group('branch') { step('p2') { writes('p2') { rig.happen('p2') } }; step('p3') { writes('p3') { rig.happen('p3') } } }
            }
            step('export') {
                if (scope.remembered('job 1') == null) { scope.remember('job 1', [claim: 1]) }
                job('export') { if (!migration.did('job')) { rig.happen('job') } }
                'exported'
            }
            step('lost') { writes('commit') { rig.happen('lost'); throw new OutcomeUnknown('the answer was lost', null) } }
            pointOfNoReturn('cutover')
            step('drop', typed: 'chat') { writes('drop') { rig.happen('drop') } }
            notBefore(Instant.parse('2026-11-21T09:10:00Z'))
            outageEnds()
            step('last') { writes('last') { rig.happen('last') } }
            onFailure { failure -> writes('alarm') { rig.happen('alarm') } }
        }
    }

    /** Goes on, as an operator would, until the run is done; gives its last state. */
    def finish() {
        for (resumes = 0; resumes < 40; resumes++) {
            def state = rig.disk.files.containsKey(Rig.JOURNAL) ? rig.state() : null
            if (state?.run() == null) {
                rig.disk.files.clear()
                rig.start text()
            } else if (state.outcome() == 'done' || isRollingBack()) {
                return state
            } else {
                edited |= state.outcomeOf('broken') == Outcome.FAILED
                def plan = text()
                rig.resume(decisions(state), plan)
            }
        }
        throw new AssertionError("it does not come to an end: ${rig.state().why()}" as Object)
    }

    /** Whether a rollback was begun. */
    boolean isRollingBack() { rig.entries().any { it.kind() == Kind.RESUMED && it.text('why') == 'rollback' } }

    def takeBack() {
        for (resumes = 0; resumes < 20 && rig.state().outcome() != 'rolled-back'; resumes++) {
            rig.rollback text()
        }
        rig.state()
    }

    /** Looks at the world about every step that is unknown: what happened is marked as done, what half happened is brought to its end by hand, what did not happen runs again. */
    private Map decisions(state) {
        def unknown = state.steps().findAll { it.outcome() == Outcome.UNKNOWN && EFFECTS.containsKey(it.path()) && it.remembered().keySet().every { !it.startsWith('job') } }
        def begun = unknown.findAll { step -> EFFECTS[step.path()].any { did(it) } }
        begun.each { step -> EFFECTS[step.path()].findAll { !did(it) }.each { rig.act(it) } }
        def fits = edited && state.step('old name').isPresent()
        [markDone: begun.collectEntries { [it.path(), it.path() == 'many words' ? 'n7' : null] }, rerun: (unknown - begun)*.path(), why: 'looked',
         renamed: fits ? ['old name': 'new name'] : [:], accept: edited && !state.step('edited').get().accepted() ? ['edited'] : []]
    }
}
