package dev.runbook.cli.progress

import dev.runbook.cli.Screen
import dev.runbook.cli.console.LiveArea
import dev.runbook.cli.console.Style
import dev.runbook.cli.console.Tty
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.people.Outlook
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification

class RunViewSpec extends Specification {
    static final START = Instant.parse('2026-11-21T09:00:00Z')
    def screen = new Screen()
    long seq = 0

    Entry entry(Kind kind, String path, Map data = [:], int seconds = 0) {
        new Entry(seq++, START.plusSeconds(seconds), kind, path, data)
    }

    def 'without a terminal a run is told line by line'() {
        given:
        def view = RunView.of(screen.console, Timekeeper.SYSTEM, ZoneOffset.UTC, { 80 })

        when:
        view.accept(entry(Kind.RUN, null, [steps: [[path: 'export', name: 'export', phase: 'Move', kind: 'step']]]))
        view.accept(entry(Kind.OUTAGE_BEGAN, null, [name: null]))
        view.accept(entry(Kind.STARTED, 'export', [attempt: 1]))
        view.line('export', 'rooms\u001B[1m 3/7')
        view.accept(entry(Kind.MILESTONE, 'export', [name: 'Writing rooms']))
        view.accept(entry(Kind.VERIFICATION, 'export', [what: 'users', held: true, evidence: '42 == 42']))
        view.accept(entry(Kind.DONE, 'export', [seconds: 7641.0]))
        view.accept(entry(Kind.STARTED, 'import', [attempt: 2, declared: [name: 'import', phase: 'Load', kind: 'step']]))
        view.accept(entry(Kind.FAILED, 'import', [seconds: 1.25, error: 'sh on x: status 3\nno space']))
        view.accept(entry(Kind.OUTAGE_ENDED, null, [name: null], 90))
        view.close()

        then:
        screen.out == '''\
            09:00:00 ● outage begins

            Move
            09:00:00 … export
                       | rooms 3/7
            09:00:00   • export: Writing rooms
                       ✔ users  42 == 42
            09:00:00 ✔ export  2 h 07 m

            Load
            09:00:00 … import  attempt 2
            09:00:00 ✘ import  failed after 1.3 s
                       sh on x: status 3
                       no space
            09:01:30 ○ outage ends after 1 m 30 s
            '''.stripIndent()
    }

    def 'what runs now is shown with its clock, its last line and the outage'() {
        given:
        def now = new Now(Style.PLAIN)

        when:
        now.take(entry(Kind.OUTAGE_BEGAN, null, [name: null]))
        now.take(entry(Kind.STARTED, 'export', [attempt: 1], 10))
        now.take(entry(Kind.WAITING, 'decide', [:], 3600))
        now.said('export', 'rooms 3/7\r')
        now.said('nobody', 'x')

        then:
        now.lines(START.plus(Duration.ofSeconds(3672))) == ['  export  runs 1:01:02  rooms 3/7', '  decide  waits 1:12', '  outage  1:01:12']

        when:
        now.take(entry(Kind.DONE, 'export', [:], 3673))
        now.take(entry(Kind.FINISHED, null, [:], 3673))
        now.take(entry(Kind.OUTAGE_ENDED, null, [name: null], 3673))

        then:
        now.lines(START.plusSeconds(3674)).empty
    }

    def 'what is expected stands beside what runs: how far a job is, until when, what people do next, and the end'() {
        given:
        def now = new Now(Style.PLAIN)
        def when = { int minutes, int doubt -> new Outlook.When(START.plusSeconds(60 * minutes), Duration.ofMinutes(doubt), false) }
        def outlook = new Outlook([new Outlook.Expected('export', 'export', null, false, false, [], when(0, 0), when(20, 2), 1200d),
                                   new Outlook.Expected('page', 'page', null, true, false, ['admins'], when(25, 3), when(35, 3), 600d)],
                [new Outlook.Window(null, START, START.plusSeconds(3600), START.plusSeconds(4000))], when(16 * 60, 10), [:])

        when:
        now.take(entry(Kind.OUTAGE_BEGAN, null, [name: null]))
        now.take(entry(Kind.STARTED, 'export', [attempt: 1]))
        now.take(entry(Kind.MILESTONE, 'export', [name: 'Writing rooms']))
        now.progress('export', 3, 7)
        now.said('export', 'room 3')

        then:
        now.lines(START.plusSeconds(62), outlook, ZoneOffset.UTC) == [
            '  export  runs 1:02 · 42 % · Writing rooms · until 09:20 ± 2 m 00 s  room 3',
            '  outage  1:02 · until 10:00',
            '  next for people: page (admins)  in 23:58, at 09:25 ± 3 m 00 s',
            '  expected end Sun 01:00 ± 10 m 00 s']

        when: 'people are waited for already'
        now.take(entry(Kind.WAITING, 'page', [:], 62))

        then:
        !now.lines(START.plusSeconds(62), outlook, ZoneOffset.UTC).any { it.contains('next for people') }
    }

    def 'a terminal that became narrower is cleaned of the lines that it broke'() {
        given:
        def bytes = new ByteArrayOutputStream()
        int columns = 80
        def area = new LiveArea(new PrintStream(bytes, true), { columns })

        when:
        area.show(['x' * 70, 'y' * 10])
        columns = 40
        bytes.reset()
        area.show(['z' * 70])

        then: 'the first line took two rows there'
        bytes.toString() == '\r\u001B[2A\u001B[J' + 'z' * 39
    }

    def 'many steps at once are counted'() {
        given:
        def now = new Now(Style.PLAIN)
        20.times { now.take(entry(Kind.STARTED, "step $it", [attempt: 1])) }

        expect:
        now.lines(START).size() == 9
        now.lines(START).last() == '  and 12 more'
    }

    def 'on a terminal nothing is drawn while somebody is asked'() {
        given:
        def live = new Screen(new Tty(true, true, true, true))
        def view = RunView.of(live.console, Timekeeper.SYSTEM, ZoneOffset.UTC, { 80 })

        when:
        view.accept(entry(Kind.STARTED, 'export', [attempt: 1]))
        view.pause { false }
        int before = live.out.length()
        view.line('export', 'more')
        view.tell('asked')

        then:
        live.out.substring(before) == 'asked\n'
        live.out.contains('export')

        cleanup:
        view.close()
    }
}
