package dev.runbook.engine.report

import static dev.runbook.engine.journal.Kind.*

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Json
import dev.runbook.engine.journal.RunState
import java.time.Instant
import java.time.ZoneId
import javax.xml.parsers.DocumentBuilderFactory
import spock.lang.Specification

/** The same run in every form; what servers and authors said stays text in each. */
class ReportsSpec extends Specification {
    static final Instant START = Instant.parse('2026-10-24T23:30:00Z')
    static final ZoneId BERLIN = ZoneId.of('Europe/Berlin')
    static final String EVIL = '=cmd|\' /C calc\'!A1 <script>alert("x")</script> [a](http://e.example) `b` {{body}} $1 \\ %s\u202e\u0007'

    def 'the page shows each step, the outage, the forecast, evidence and what went wrong, and nothing of it is markup'() {
        when:
        def page = HtmlReport.of(state(), BERLIN)

        then:
        page.contains('export')
        page.contains('class="outage"')
        page.contains('class="ghost"')
        page.contains('class="milestone"')
        page.contains('forecast 1 h 00 m')
        page.contains('&lt;script&gt;alert')
        !page.contains('<script>alert')
        !page.contains('\u202e')
        page.count('<script>') == 1
        !(page =~ /(src|href)\s*=/)
        page.contains('clocks are put back from 03:00 to 02:00')
    }

    def 'a run that failed, goes on, or has hardly begun has each report too: #outcome'() {
        given:
        def state = state(entries)

        expect:
        [HtmlReport.of(state, BERLIN), MarkdownReport.of(state, BERLIN), TextReport.of(state, BERLIN), CsvReport.of(state), JunitReport.of(state), Json.write(ReportData.of(state)), Json.write(Trace.of(state, 'runbook', '1'))].every { it }

        where:
        outcome      | entries
        'begun'      | []
        'running'    | [[STARTED, 'export', 1]]
        'waiting'    | [[WAITING, 'look', 1]]
        'failed'     | [[STARTED, 'export', 1], [FAILED, 'export', 2, [seconds: 1, error: EVIL]], [STOPPED, null, 3, [outcome: 'failed', why: EVIL]]]
        'in outage'  | [[OUTAGE_BEGAN, 'o', 1, [name: null]], [STARTED, 'export', 1]]
    }

    def 'a spreadsheet takes no cell for a formula'() {
        expect:
        CsvReport.text(cell) == written

        where:
        cell           | written
        '=1+1'         | '"\'=1+1"'
        '+1'           | '"\'+1"'
        '-1'           | '"\'-1"'
        '@SUM(A1)'     | '"\'@SUM(A1)"'
        '\t=1'         | '"\'\t=1"'
        ' =1'          | '"\' =1"'
        'a,"b"'        | '"a,""b"""'
        'two\nlines'   | '"two\nlines"'
        'plain'        | 'plain'
        null           | ''
    }

    def 'the table has a row a step, and as many cells as its head'() {
        when:
        def lines = CsvReport.of(state([[STARTED, 'export', 1], [DONE, 'export', 3, [seconds: 2]]])).split('\r\n')

        then:
        lines.length == 3
        lines*.count(',').unique().size() == 1
        lines[1].contains(',done,')
    }

    def 'continuous integration reads failures, skipped steps and evidence'() {
        when:
        def suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(JunitReport.of(state()).getBytes('UTF-8'))).documentElement
        def cases = suite.getElementsByTagName('testcase').with { list -> (0..<list.length).collect { list.item(it) } }

        then:
        ['tests', 'failures', 'skipped'].collect { suite.getAttribute(it) } == ['3', '1', '0']
        cases*.getAttribute('name') == ['export', 'look', EVIL.replace('\u0007', '\uFFFD')]
        cases[2].getElementsByTagName('failure').item(0).textContent.contains('<script>')
        cases[0].getElementsByTagName('system-out').item(0).textContent.contains('users: 42 == 42')
    }

    def 'the retrospective says what, when, how long, and what is left behind'() {
        when:
        def text = MarkdownReport.of(state(), BERLIN)

        then:
        text.startsWith('# Chat move')
        text.contains('## Outage')
        text.contains('| export | ')
        text.contains('| — Fetching users | 10 m 00 s |')
        text.contains('7200 files (2.0/s)')
        text.contains('by ann')
        text.contains('by hand: restarted \\<nginx\\>')
        text.contains('- API keys')
        !text.contains('<script>alert("x")</script>\n|')
        text.readLines().findAll { it.startsWith('|') && it.contains('script') }.every { !it.contains('<script>') || it.contains('\\<script\\>') }
    }

    def 'the critical path is what everything waited for'() {
        given:
        def timeline = Timeline.of(state([[STARTED, 'export', 0], [STARTED, 'look', 0], [DONE, 'look', 50, [seconds: 50]], [DONE, 'export', 3600, [seconds: 3600]]]))

        expect:
        timeline.steps().findAll { timeline.critical(it) }*.path() == ['export']
    }

    def 'a trace has a span for the run, each step and each effect, always with the same ids'() {
        given:
        def text = Json.write(Trace.of(state(), 'runbook', '1'))
        def spans = Json.object(text).resourceSpans[0].scopeSpans[0].spans

        expect:
        text == Json.write(Trace.of(state(), 'runbook', '1'))
        spans*.name.containsAll(['move in uat', 'export', 'job'])
        spans.every { it.traceId ==~ /[0-9a-f]{32}/ && it.spanId ==~ /[0-9a-f]{16}/ }
        spans*.spanId.unique(false).size() == spans.size()
        spans.findAll { it.parentSpanId }.every { span -> spans*.spanId.contains(span.parentSpanId) }
        spans.find { it.name == 'export' }.events*.name == ['Fetching users', 'Writing']
        spans.find { it.name == 'job' }.startTimeUnixNano == String.valueOf(START.toEpochMilli() * 1_000_000L)
        spans.find { it.name == EVIL }.status.code == 2
    }

    def 'runs side by side: sums, each step, and what differs most'() {
        given:
        def other = state([[STARTED, 'export', 0], [DONE, 'export', 1800, [seconds: 1800]]], 'later')
        def comparison = Comparison.of([state(), other])

        expect:
        comparison.runs()*.state()*.run() == ['now', 'later']
        comparison.rows().find { it.name() == 'export' }.difference() == -1800d
        comparison.rows().find { it.name() == 'look' }.outcomes() == ['done', 'pending']
        comparison.sums()*.name() == ['all', 'machines', 'people', 'outage']
        comparison.largest(5)*.name() == ['export']
    }

    /** A run in the night in which clocks are put back. */
    private static RunState state() {
        state([
            [OUTAGE_BEGAN, 'o', 0, [name: null]],
            [STARTED, 'export', 0], [MILESTONE, 'export', 0, [name: 'Fetching users']], [MILESTONE, 'export', 600, [name: 'Writing']],
            [EFFECT, 'export', 3600, [kind: 'job', target: 'source', what: EVIL, writes: true, seconds: 3600]],
            [MEASURE, 'export', 3600, [unit: 'files', amount: 7200]],
            [VERIFICATION, 'export', 3600, [what: 'users', held: true, evidence: '42 == 42']],
            [DONE, 'export', 3600, [seconds: 3600]],
            [WAITING, 'look', 3600], [DONE, 'look', 4000, [seconds: 400, result: [by: 'ann']]],
            [OUTAGE_ENDED, 'p', 4000, [name: null]],
            [STARTED, EVIL, 4000], [VERIFICATION, EVIL, 4001, [what: EVIL, held: false, evidence: EVIL]], [FAILED, EVIL, 4002, [seconds: 2, error: EVIL]],
            [NOTE, null, 4003, [text: 'restarted <nginx>', by: 'ann']],
            [STOPPED, null, 7200, [outcome: 'failed', why: EVIL]]
        ])
    }

    private static RunState state(List<List> entries, String run = 'now') {
        def moment = { second -> [at: START.plusSeconds(second).toString(), latest: START.plusSeconds(second + 60).toString()] }
        def forecast = [ends: moment(3600), steps: [[path: 'export', kind: 'step', due: moment(0), seconds: 3000.0, between: [2000.0, 3500.0]]]]
        def header = [run: run, runbook: 'move', title: 'Chat move', environment: 'uat', operator: 'ann@ops1', notMigrated: ['API keys', EVIL], params: [fqdn: EVIL], forecast: forecast, script: '/x/runbook.groovy',
                      steps: [[path: 'export', name: 'export', phase: 'Move', kind: 'step'], [path: 'look', name: 'look', phase: 'Move', kind: 'manual']]]
        long seq = 1
        RunState.of([new Entry(0, START, RUN, null, header)] + entries.collect { kind, path, second, data = [:] ->
            new Entry(seq++, START.plusSeconds(second), kind, path, (path == EVIL ? [declared: [name: EVIL, phase: EVIL, kind: 'step']] : [:]) + data)
        })
    }
}
