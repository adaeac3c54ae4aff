package dev.runbook.cli.progress

import dev.runbook.cli.Screen
import dev.runbook.cli.console.Style
import dev.runbook.cli.console.Tty
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
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
