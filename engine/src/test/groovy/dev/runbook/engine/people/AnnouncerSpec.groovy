package dev.runbook.engine.people

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunState
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.people.Announcer.Said
import dev.runbook.engine.spi.TargetSpec
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification

class AnnouncerSpec extends Specification {
    static final START = Instant.parse('2026-11-21T09:00:00Z')
    def state = new RunState()
    long seq = 0

    static Subscriber person(String name, Map values = [:]) {
        Subscriber.of(new TargetSpec('people', name, [webhook: 'https://x'] + values, 'inventory.yaml:3', 'write'))
    }

    List<String> take(Announcer announcer, Kind kind, String path, Map data = [:], int minutes = 0) {
        def entry = new Entry(seq++, START.plusSeconds(60 * minutes), kind, path, data)
        state.take(entry)
        shown(announcer.take(entry))
    }

    static List<String> shown(List<Said> said) { said.collect { "${it.to().name()} ${it.notice().event()}: ${it.notice().text()}".toString() } }

    static List<String> at(Announcer announcer, int minutes, Outlook outlook = Outlook.NONE) {
        shown(announcer.at(START.plusSeconds(60 * minutes), outlook))
    }

    Announcer announcer(Subscriber... subscribers) {
        def announcer = new Announcer(state, subscribers as List, ZoneOffset.UTC)
        take(announcer, Kind.RUN, null, [title: 'Move', environment: 'uat', operator: 'me@here',
            steps: [[path: 'export', name: 'export', phase: null, kind: 'step'], [path: 'page', name: 'page', phase: null, kind: 'manual']]])
        announcer
    }

    static Outlook outlook(Map with) {
        def due = with.due == null ? null : new Outlook.When(START.plusSeconds(60 * (with.due as int)), Duration.ofMinutes(3), with.atLeast ?: false)
        new Outlook(due == null ? [] : [new Outlook.Expected('page', 'page', null, true, false, ['admins'], due, null, 600)],
                with.outage == null ? [] : [new Outlook.Window(null, START, START.plusSeconds(60 * (with.outage as int) + 120), START.plusSeconds(60 * (with.outage as int)))],
                null, with.longest ?: [:])
    }

    def 'the life of a run is told to everybody, and the actions of people to those who do them'() {
        given:
        def announcer = announcer(person('admins'), person('dba'), person('room', [events: ['all']]), person('boss', [events: ['finished']]))

        expect:
        take(announcer, Kind.STARTED, 'export', [attempt: 1]) == []
        take(announcer, Kind.FAILED, 'export', [error: 'sh on x: status 3\nno space']) == ['admins', 'dba', 'room'].collect {
            "$it failed: Move (uat): 'export' failed\nsh on x: status 3\nno space".toString() }
        take(announcer, Kind.RESUMED, null, [by: 'ann@here']).size() == 3
        take(announcer, Kind.WAITING, 'page', [who: ['admins'], todo: ['open it', 'save'], choices: ['ok', 'bad']]) == ['admins', 'room'].collect {
            "$it due: Move (uat): due now: page (admins)\n[ ] open it\n[ ] save\nto decide: ok or bad".toString() }
        take(announcer, Kind.WAITING, 'page', [who: ['admins'], todo: [], notYet: 'x']) == []
        take(announcer, Kind.FINISHED, null, [outcome: 'done'], 61).every { it.endsWith('finished: Move (uat): done, after 1 h 01 m') }
        take(announcer, Kind.TOLD, null, [who: 'admins']) == []
    }

    def 'work for people whom the inventory does not know is told to everybody'() {
        given:
        def announcer = announcer(person('dba'))

        expect:
        take(announcer, Kind.WAITING, 'page', [who: who, todo: []]).size() == 1

        where:
        who << [[], ['chat admins']]
    }

    def 'a human action is announced once, as long before it is due as each of them wants'() {
        given:
        def announcer = announcer(person('admins'), person('room', [events: ['all'], ahead: Duration.ofMinutes(30)]))

        expect:
        at(announcer, 0, outlook(due: 45)) == []
        at(announcer, 16, outlook(due: 45)) == ['room soon: Move (uat): due in 29 m 00 s: page (admins), at 09:45 ± 3 m 00 s']
        at(announcer, 17, outlook(due: 45)) == []
        at(announcer, 40, outlook(due: 50)) == ['admins soon: Move (uat): due in 10 m 00 s: page (admins), at 09:50 ± 3 m 00 s']
        at(announcer, 41, outlook(due: 50)) == []
    }

    def 'what may be later than forecast is announced as the earliest'() {
        expect:
        at(announcer(person('admins')), 0, outlook(due: 5, atLeast: true)) == ['admins soon: Move (uat): due in 5 m 00 s: page (admins), at 09:05 ± 3 m 00 s at the earliest']
    }

    def 'people who are waited for are reminded, also of their deadline'() {
        given:
        def announcer = announcer(person('admins', [remind: Duration.ofMinutes(20)]))
        take(announcer, Kind.WAITING, 'page', [who: ['admins'], todo: ['open it'], by: START.plusSeconds(3600).toString()])
        take(announcer, Kind.TICKED, 'page', [item: 1, text: 'open it', by: 'ann', done: true])

        expect:
        (0..70).collectMany { minute -> at(announcer, minute).collect { "$minute ${it.lines().findFirst().get()}".toString() } } == [
            '20 admins reminder: Move (uat): still waits for people: page, for 20 m 00 s; its deadline is 10:00',
            '40 admins reminder: Move (uat): still waits for people: page, for 40 m 00 s; its deadline is 10:00',
            '50 admins reminder: Move (uat): still waits for people: page, for 50 m 00 s; its deadline is 10:00',
            '60 admins reminder: Move (uat): still waits for people: page, for 1 h 00 m; its deadline was 10:00']

        when:
        take(announcer, Kind.DONE, 'page', [seconds: 1])

        then:
        at(announcer, 200) == []
    }

    def 'longer than ever before is told once, and only where it is worth telling'() {
        given:
        def announcer = announcer(person('dba'))
        take(announcer, Kind.STARTED, 'export', [attempt: 1])

        expect:
        at(announcer, 60, outlook(longest: [export: 3600d])) == []
        at(announcer, 65, outlook(longest: [export: 3600d])) == []
        at(announcer, 67, outlook(longest: [export: 3600d])) == ["dba longest: Move (uat): 'export' takes longer than ever before: 1 h 07 m so far, at most 1 h 00 m in earlier runs"]
        at(announcer, 68, outlook(longest: [export: 3600d])) == []
    }

    def 'an outage that outlasts what was forecast when it began is told once'() {
        given:
        def announcer = announcer(person('dba'))
        take(announcer, Kind.OUTAGE_BEGAN, 'outage', [name: null])

        expect:
        at(announcer, 1, outlook(outage: 60)) == []
        at(announcer, 59, outlook(outage: 90)) == []
        at(announcer, 61, outlook(outage: 90)) == ['dba outage: Move (uat): users are without service since 09:00, longer than forecast: it was to end by 10:00\nnow expected to end at 10:32']
        at(announcer, 62, outlook(outage: 90)) == []
    }

    def 'what the runbook tells goes to whom it names'() {
        given:
        def announcer = announcer(person('dba'), person('admins'), person('room', [events: ['all']]))

        expect:
        shown(announcer.told('dba', 'the index\nis built', 'export')) == ['dba told: Move (uat): the index\nis built']
        announcer.told('nobody', 'x', 'export') == []
    }

    def 'an event that there is not is an error with file and line'() {
        when:
        person('dba', [events: ['faild']])

        then:
        def wrong = thrown(RunbookException)
        wrong.message == "inventory.yaml:3: 'events' of people 'dba': unknown event 'faild'; did you mean 'failed'?"
    }
}
