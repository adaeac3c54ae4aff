package dev.runbook.dsl

import dev.runbook.dsl.plan.Given
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.Outcome
import dev.runbook.engine.model.Secret
import dev.runbook.engine.run.*
import dev.runbook.engine.spi.*
import dev.runbook.plugins.local.LocalTransport
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class WholeRunSpec extends Specification {
    @TempDir
    Path folder

    Map<String, Object> params = [:]
    Map<String, String> secrets = [:]
    List<Entry> entries = []
    def ledger = new MemoryLedger(Timekeeper.SYSTEM, { entries << it })

    def 'a step runs commands on a host and its result is read by a later step'() {
        when:
        def end = run '''
            targets { host 'here' }
            def first = step('write') {
                onHost('here') { sh "printf %s ${'a b$c'} > out; cat out" }
            }
            step('read') {
                verify('it is there') { first() == 'a b$c' && first().length() == 5 }
                onHost('here') { verify('file') { probe('cat out').text == 'a b$c' } }
            }
        '''

        then:
        end.outcome() == 'done'
        ledger.state().step('read').get().verifications()*.evidence[1] == "'a b\$c' == 'a b\$c'"
    }

    def 'a verification that does not hold fails the step with the values of its parts'() {
        when:
        def end = run '''
            def before = step('count') { [users: 3, rooms: ['a', 'b']] }
            step('compare') { verify('users') { before().users + 1 == 5 } }
        '''

        then:
        end.outcome() == 'failed'
        end.path() == 'compare'
        end.why().contains('4')
        end.why().contains('false')
    }

    def 'a version is compared with a text as with the version in it'() {
        expect:
        run("""
            param 'wanted', default: '2.29'
            step('same') { verify('version') { version('chat 2.29.0 (x)') == params.wanted; '2.29' == version('2.29') } }
            step('other') { verify('version') { version('2.30') != params.wanted; !(version('2.30') == '2.29') } }
        """).outcome() == 'done'
    }

    def 'evidence names what the script names, not our classes'() {
        when:
        run """
            param 'mode', default: 'quick'
            step('slow', when: { params.mode == 'slow' }) { note 'x' }
        """

        then:
        def note = entries.find { it.kind().name() == 'NOTE' }.text('text')
        note.contains("'quick'") && !note.contains('dev.runbook')
    }

    def 'work of people belongs to what a resume compares'() {
        given:
        def plan = { String todo -> loaded("manual('page') { todo '$todo' }").plan().nodes()[0] }

        expect:
        plan('a').fingerprint().differences(plan('a').fingerprint()) == []
        plan('a').fingerprint().differences(plan('b').fingerprint()) == ['source changed']
    }

    def 'a dry run shows what would be sent, and pending values flow'() {
        when:
        def failures = dry '''
            targets { host 'here' }
            def n = step('count') { onHost('here') { probe('wc -l < list').trim() as Long } }
            def m = step('text') { onHost('here') { probe('cat list').trim() } }
            step('use') { onHost('here') { sh "echo ${m()} ${m() + 1}" } }
            step('branch') { if (m()) { note 'x' } }
        '''

        then:
        failures == 0
        entries.findAll { it.kind().name() == 'EFFECT' }*.data()*.what == ['wc -l < list', 'cat list', 'echo ‹value of probe here: cat list› ‹value of probe here: cat list + 1›']
    }

    def 'forEach over a list that only a real run can know is shown once, with a pending item'() {
        when:
        def failures = dry '''
            targets { host 'here' }
            def files = step('list') { onHost('here') { probe('ls').lines } }
            forEach('file', files) { file ->
                manual("ask about ${file}") { todo "Ask about ${file}"; verify("${file} is gone") { onHost('here') { !exists(file) } } }
                step("move ${file}") { verify("${file} is there") { onHost('here') { exists(file) } }; onHost('here') { sh "mv -- ${file} x" } }
            }
            forEach('name', files) { name -> if (name) { step("do ${name}") { note name } } }
            step('after') { note 'after' }
        '''
        def each = '‹each of value of probe here: ls.lines›'

        then:
        failures == 0
        entries.findAll { it.kind().name() == 'STARTED' }*.path() == ['list', "file[‹each›]/ask about $each", "file[‹each›]/move $each", 'after']
        entries.find { it.text('text') == "Ask about $each" }
        entries.find { it.text('what') == "mv -- $each x".toString() }
        entries.find { it.text('text')?.startsWith('the steps of each item: needs ‹each of') }
    }

    def 'forEach, parallel, groups, undo and an outage window are walked'() {
        when:
        def end = run '''
            phase 'A'
            outageBegins()
            parallel(max: 2) {
                step('one') { 1 }
                group('two and three') { step('two') { 2 }; step('three') { 3 } }
            }
            def list = step('list') { ['x', "o'dd", 'ünï'] }
            forEach('item', list, max: 2) { item ->
                step("do ${item}") { note "did ${item}"; item }.undo { was -> note "undid ${was}" }
            }
            outageEnds()
        '''

        then:
        end.outcome() == 'done'
        ledger.state().steps()*.path() as Set == ['one', 'two', 'three', 'list', 'item[x]/do x', "item[o'dd]/do o'dd", 'item[ünï]/do ünï'] as Set
        ledger.state().outages().size() == 1
        ledger.state().steps().every { it.outcome() == Outcome.DONE }
    }

    def 'steps that are named after the items of a list that only a run knows are planned and shown'() {
        when:
        def failures = dry '''
            targets { host 'here' }
            def list = step('list') { onHost('here') { probe('ls').lines } }
            forEach('item', list) { item ->
                step("do ${item}", timeout: item.patience, tags: [item]) { onHost('here') { sh "rm -- ${item}" } }
            }
            forEach('odd', list) { item -> if (item.odd) { step("odd ${item}") { note 'x' } } }
        '''

        then:
        failures == 0
        ledger.state().steps()*.name() == ['list', 'do ‹each of value of probe here: ls.lines›', 'odd']
        ledger.state().step('odd').get().notes()[0].startsWith('the steps of each item: needs ‹each of value of probe here: ls.lines.odd›')
    }

    private RunEnd run(String script) {
        new Runner(prepared(script, new LiveBackend(Timekeeper.SYSTEM))).start([:])
    }

    private int dry(String script) {
        new DryRun(prepared(script, new OfflineBackend())).run()
    }

    private LoadedRunbook loaded(String script) {
        def file = folder.resolve('test.groovy')
        Files.writeString(file, script)
        Language.with([], getClass().classLoader).load(file, given())
    }

    private Setup prepared(String script, Backend backend) {
        def runbook = loaded(script)
        def people = [work: { m, i, f -> Optional.empty() }, consent: { n, w, t -> Optional.empty() }, tell: { }] as People
        new Setup(runbook.plan(), world(), ledger, backend, { s, l -> } as Output, people, new Stop(), Selection.ALL, Decisions.NONE)
    }

    private Given given() {
        [names: { params.keySet() }, has: { params.containsKey(it) }, value: { params[it] }, where: { '-P ' + it }, lenient: { false },
         secret: { String name -> Secret.of(name, secrets[name]) }, environment: { 'test' }, production: { false }] as Given
    }

    private World world() {
        def info = new RunInfo('test-run', 'me', 'test', false, folder, folder)
        [run: { info }, target: { String kind, String name -> new TargetSpec(kind, name, [dir: folder.toString()], 'test', 'write') },
         group: { [it] }, open: { String host -> new LocalTransport().link(new TargetSpec('host', host, [:], 'test', 'write'), null) },
         time: { Timekeeper.SYSTEM }, masker: { new Masker() }] as World
    }
}
