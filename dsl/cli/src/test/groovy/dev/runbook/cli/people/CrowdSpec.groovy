package dev.runbook.cli.people

import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.journal.RunState
import dev.runbook.engine.model.Fingerprint
import dev.runbook.engine.model.Id
import dev.runbook.engine.model.Instructions
import dev.runbook.engine.model.Manual
import dev.runbook.engine.model.StepOptions
import dev.runbook.engine.people.Announcer
import dev.runbook.engine.people.Inbox
import dev.runbook.engine.people.Message
import dev.runbook.engine.people.Outlook
import dev.runbook.engine.people.Subscriber
import dev.runbook.engine.run.Masker
import dev.runbook.engine.run.People
import dev.runbook.engine.run.Stop
import dev.runbook.engine.spi.Key
import dev.runbook.engine.spi.Notice
import dev.runbook.engine.spi.Notifier
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.engine.spi.Timekeeper
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.ZoneOffset
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class CrowdSpec extends Specification {
    @TempDir
    Path folder
    Inbox inbox
    def state = new RunState()
    def stop = new Stop()
    def told = new LinkedBlockingQueue<Notice>()
    List<String> trouble = [].asSynchronized()
    Closure<?> delivering = { }
    def ledger = new MemoryLedger(Timekeeper.SYSTEM, { })
    def way = new Notifier() {
        String name() { 'webhook' }

        List<Key> keys() { [] }

        void send(Notice notice, TargetSpec person) { delivering.call(); told << notice }
    }
    def masker = new Masker()
    @AutoCleanup
    def post = new Post(ledger, [way], masker, Timekeeper.SYSTEM, { trouble << it })
    /** Whoever sits at the terminal: types nothing until asked to go. */
    def typed = new LinkedBlockingQueue<String>()
    def asking = new CountDownLatch(1)
    def withdrawn = new CountDownLatch(1)
    def input = new LineInput() {
        String read(String prompt) {
            asking.countDown()
            try { typed.take() } catch (InterruptedException taken) { withdrawn.countDown(); null }
        }

        String readSecret(String prompt) { null }
    }
    def manual = new Manual(new Id('work', 'work', null), StepOptions.NONE, { null } as Manual.Script, [], [], 1, null, Fingerprint.NONE, 'x:1')
    def instructions = new Instructions(['one', 'two'], [], [])

    def setup() {
        inbox = new Inbox(folder)
        state.take(new Entry(0, Instant.now(), Kind.RUN, null, [title: 'Move', environment: 'uat', steps: [[path: 'work', name: 'work', phase: null, kind: 'manual']]]))
        state.take(new Entry(5, Instant.now(), Kind.WAITING, 'work', [todo: ['one', 'two']]))
    }

    Crowd crowd(boolean here, boolean patient) {
        def people = new People() {
            Optional<People.Answer> work(Manual m, Instructions i, String notYet) {
                here ? Optional.ofNullable(input.read('?')).map { new People.Answer(it, [:]) } : Optional.empty()
            }

            Optional<Boolean> consent(String name, String why, String text) { Optional.ofNullable(input.read('!')).map { it == name } }

            void tell(String text) { }
        }
        def person = Subscriber.of(new TargetSpec('people', 'admins', [webhook: 'https://x'], 'inventory.yaml:3', 'write'))
        def announcements = new Announcements(new Announcer(state, [person], ZoneOffset.UTC), post, { Outlook.NONE }, Timekeeper.SYSTEM)
        new Crowd(people, input, inbox, state, stop, announcements, Timekeeper.SYSTEM, patient)
    }

    void leave(String by, long asked = 5) { inbox.leave(new Message('work', asked, by, [1: true], [:], false)) }

    def 'who is at the terminal answers as ever'() {
        given:
        typed << 'ann'

        expect:
        crowd(true, false).work(manual, instructions, null).get().by() == 'ann'
    }

    def 'a message is heard while somebody is asked: the question is withdrawn, and the message goes once its content is in the journal'() {
        given:
        def crowd = crowd(true, false)
        def left = Thread.start { asking.await(); leave('bob') }

        when:
        def answer = crowd.work(manual, instructions, null).get()

        then:
        answer.by() == 'bob'
        answer.ticks() == [1: true]
        !answer.done()
        withdrawn.count == 0
        inbox.about('work').size() == 1

        when:
        crowd.noted(answer)

        then:
        inbox.about('work').empty

        cleanup:
        left.join()
    }

    def 'an answer to what was asked another time counts for nothing'() {
        given:
        leave('eve', 4)

        expect:
        crowd(false, false).work(manual, instructions, null).empty
        inbox.about('work').empty
        Files.list(folder.resolve('answers'))*.fileName*.toString().every { it.endsWith('.refused') }
    }

    def 'where nobody is there the run waits only where it is served to those who may answer, and stops when it is asked to'() {
        expect:
        crowd(false, false).work(manual, instructions, null).empty

        when:
        def left = Thread.start { leave('bob') }

        then:
        crowd(false, true).work(manual, instructions, null).get().by() == 'bob'

        when:
        left.join()
        inbox.about('work').each { inbox.taken(it) }
        stop.ask()

        then:
        crowd(false, true).work(manual, instructions, null).empty
    }

    def 'consent that nobody gives at once is told to people'() {
        given:
        def crowd = crowd(true, false)
        def consented = new LinkedBlockingQueue<Boolean>()
        Thread.startDaemon { consented << crowd.consent('cut over', 'no way back', null).get() }

        expect:
        told.poll(20, TimeUnit.SECONDS).text() == "Move (uat): waits for consent to 'cut over'\nno way back"

        when:
        typed << 'cut over'

        then:
        consented.poll(20, TimeUnit.SECONDS)
    }

    def 'what the runbook tells is delivered without its secrets, and a failure stops nothing and is noted'() {
        given:
        masker.hide('s3cret-value')
        def failures = [new IllegalStateException('no route for s3cret-value')].iterator()
        delivering = { if (failures.hasNext()) { throw failures.next() } }
        def crowd = crowd(false, false)

        when:
        crowd.inform('admins', 'first s3cret-value', 'work')
        crowd.inform('admins', 'then s3cret-value', 'work')
        crowd.inform('nobody', 'x', 'work')
        post.close()

        then:
        told*.text() == ['Move (uat): then ••••']
        trouble == ['could not tell admins by webhook: no route for ••••']
    }
}
