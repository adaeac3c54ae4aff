package dev.runbook.engine.people

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.HumanWork
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunState
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import java.util.concurrent.CountDownLatch
import spock.lang.Specification
import spock.lang.TempDir

class InboxSpec extends Specification {
    @TempDir
    Path folder

    static Message message(Map with = [:], String step) {
        new Message(step, 7, with.by ?: 'ann', with.ticks ?: [:], with.values ?: [:], with.containsKey('done') ? with.done : true)
    }

    def 'a message arrives whole, in the order of leaving, and is there until it is taken'() {
        given:
        def inbox = new Inbox(folder)
        def first = message('decide', by: 'bob', ticks: [2: true, 1: false], done: false)
        def second = message('decide', values: [choice: 'go', note: 'ünï "x"\n'])

        when:
        inbox.leave(first)
        inbox.leave(message('other'))
        inbox.leave(second)

        then:
        new Inbox(folder).about('decide')*.message() == [first, second]
        inbox.about('decide')*.message() == [first, second]

        when:
        inbox.taken(inbox.about('decide').first())

        then:
        inbox.about('decide')*.message() == [second]
        inbox.about('other').size() == 1
    }

    def 'only the owner of the run can leave or read messages'() {
        when:
        new Inbox(folder).leave(message('decide'))
        def answers = folder.resolve('answers')

        then:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(answers)) == 'rwx------'
        Files.list(answers).toList().collect { PosixFilePermissions.toString(Files.getPosixFilePermissions(it)) } == ['rw-------']
    }

    def 'what is no message is put aside, and hides no other: #content'() {
        given:
        def inbox = new Inbox(folder)
        Files.createDirectories(folder.resolve('answers'))
        Files.writeString(folder.resolve('answers/0.json'), content)
        Files.writeString(folder.resolve('answers/half.draft'), '{"step":')
        inbox.leave(message('decide'))

        expect:
        inbox.about('decide').size() == 1
        Files.exists(folder.resolve('answers/0.json.refused'))

        where:
        content << ['', '{"step":"decide"', '[]', '{}', '{"step":"decide","asked":"x","by":"a","ticks":{},"values":{},"done":true}', '{"step":"decide","asked":1,"by":null,"ticks":{},"values":{},"done":true}',
                    '{"step":"decide","asked":1,"by":"a","ticks":{"one":true},"values":{},"done":true}']
    }

    def 'many people at once lose nothing'() {
        given:
        def inbox = new Inbox(folder)
        def go = new CountDownLatch(1)
        def people = (1..8).collect { who -> Thread.start { go.await(); 20.times { inbox.leave(message('decide', by: "p$who", ticks: [(it + 1): true])) } } }

        when:
        go.countDown()
        people*.join()
        def letters = inbox.about('decide')

        then:
        letters.size() == 160
        letters.groupBy { it.message().by() }.every { by, own -> own*.message()*.ticks()*.keySet().flatten() == (1..20) as List }
    }

    def 'an answer must hold what is asked: #values'() {
        given:
        def state = new RunState()
        state.take(new Entry(0, Instant.EPOCH, Kind.WAITING, 'decide', [declared: [name: 'decide', phase: null, kind: 'manual'], todo: ['look', 'think'], choices: ['go', 'no-go'],
                asks: [[name: 'ticket', choices: [], secret: false], [name: 'colour', choices: ['red', 'blue'], secret: false]]]))
        HumanWork work = state.step('decide').get().people().get()
        def wanted = Wanted.of(work)

        expect:
        wanted.problems(values) + wanted.unknown(values.keySet()) == problems
        wanted.ticks([0, 1, 2, 3] as Set) == ['there is nothing number 0 to do; expected 1 to 2', 'there is nothing number 3 to do; expected 1 to 2']

        where:
        values                                                | problems
        [ticket: 'C1', colour: 'red', choice: 'no-go']        | []
        [ticket: 'C1', colour: 'rde', choice: 'go']           | ["'colour': expected red or blue, found 'rde'"]
        [ticket: 'C1', colour: 'red']                         | ["'choice' is not answered; expected go or no-go"]
        [colour: 'red', choice: 'go', tikcet: '1']            | ["'ticket' is not answered", "nobody asked for 'tikcet'; did you mean 'ticket'?"]
    }
}
