package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Timekeeper
import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors

class JobDurabilitySpec extends JobSpecification {
    def "a new engine attaches instead of starting twice, shows what is new, and repeats no milestone"() {
        given:
        def go = dir.resolve('go on')
        def command = "echo one >> starts; echo first; echo second; while [ ! -e ${go} ]; do sleep 0.02; done; echo third"
        def options = [milestones: ['first', 'third']]

        when:
        letGo(options, command) { scope.out.contains('second') }

        then:
        scope.milestones*.first() == ['first']
        scope.notes.any { it.contains('was let go: it still runs') && it.contains("runbook kill 20261121-0907-k3f 'a step'") }

        when:
        newEngine()
        Files.createFile(go)
        def result = job(options, command)

        then:
        result.tail == 'first\nsecond\nthird'
        scope.milestones*.first() == ['third', null]
        scope.out == ['third']
        scope.notes.any { it.contains('attached') }
        text('starts') == 'one\n'
    }

    def "an engine that dies at any of its #writes writes to the journal, before or after it, is followed by one that starts nothing twice"() {
        given:
        def command = 'echo one >> starts; echo said'
        int points = 0

        when:
        for (boolean after : [false, true]) {
            for (int fatal = 1; fatal <= writes; fatal++) {
                dir.resolve('starts').toFile().delete()
                scope.memory.clear()
                newEngine()
                scope.step = "step $after $fatal"
                int count = 0
                scope.remembering = { name, write ->
                    boolean now = ++count == fatal
                    if (!now || after) { write() }
                    if (now) { throw new Dead() }
                }
                try { job(command) } catch (Dead died) { points++ }
                newEngine()
                scope.step = "step $after $fatal"
                scope.takesUp = true
                assert job(command).tail == 'said'
                assert text('starts') == 'one\n'
            }
        }
        println "killed at $points points"

        then:
        points == 2 * writes

        where: 'before the start, when the job was found, at its end'
        writes = 3
    }

    def "a start of which nobody knows whether it arrived is repeated safely, arrived: #arrived"() {
        given:
        int contacts = 0
        link.before = { if (++contacts == 1 && !arrived) { throw new OutcomeUnknown('reset', null) } }
        link.after = { if (contacts == 1) { throw new OutcomeUnknown('reset', null) } }
        scope.time = pausing { }

        when:
        def result = job('echo one >> starts; echo said')

        then:
        result.tail == 'said'
        text('starts') == 'one\n'

        where:
        arrived << [true, false]
    }

    def "a job that ended while nobody looked is found with its whole output, and not repeated"() {
        given:
        job('echo one >> starts; echo said')

        when: 'its end was not written down'
        newEngine()
        memory.end = null

        then:
        job('echo one >> starts; echo said').tail == 'said'
        text('starts') == 'one\n'

        when: 'it was, and the step is taken up in the middle of another job'
        newEngine()
        scope.takesUp = true

        then:
        job('echo one >> starts; echo said').tail == 'said'
        text('starts') == 'one\n'

        when: 'the step runs again'
        newEngine()
        job('echo one >> starts; echo said')

        then:
        text('starts') == 'one\n' * 2
        folders().size() == 2
    }

    def "in the same engine a repeated step means its job anew, and jobs of one step are told apart"() {
        when:
        job('echo one >> starts')
        job('echo one >> starts')
        def again = new FakeScope(folder: dir, links: scope.links, memory: scope.memory, open: scope.open)
        again.on('source', [dir: dir.toString()]) { JobWords.job(again, [:], FakeScope.text('echo one >> starts')) }

        then:
        text('starts') == 'one\n' * 3
    }

    def "a job with another command is not taken for this one"() {
        given:
        job('echo one')
        newEngine()
        memory.end = null
        memory.folder = null

        when:
        job('echo two')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('with another command')
        e.message.contains("runbook kill 20261121-0907-k3f 'a step'")
    }

    def "many who start one job at the same time start it once"() {
        given:
        int many = 6
        def together = new CyclicBarrier(many)
        def pool = Executors.newFixedThreadPool(many)

        when:
        def all = pool.invokeAll((1..many).collect {
            { ->
                def own = new FakeScope(folder: dir, links: scope.links)
                together.await()
                own.on('source', [dir: dir.toString()]) { JobWords.job(own, [:], FakeScope.text('echo one >> starts; echo said')) }.tail
            } as Callable
        })*.get()

        then:
        all == ['said'] * many
        text('starts') == 'one\n'

        cleanup:
        pool.shutdownNow()
    }

    def "lost contact is sought again, and nothing is lost or started twice"() {
        given:
        int contacts = 0
        link.before = { Command c ->
            if (++contacts in [2, 3]) {
                throw contacts == 2 ? new OutcomeUnknown('connection reset', null) : new EffectFailed('connection refused')
            }
        }
        link.cut = { -> contacts == 1 }
        def pauses = []
        scope.time = pausing { pauses << it.toMillis() }

        when:
        def result = job('echo one >> starts; echo first; echo second')

        then:
        result.tail == 'first\nsecond'
        text('starts') == 'one\n'
        pauses == [500, 1000]
        scope.out.findAll { it.startsWith('contact with host') }.size() == 2
    }

    def "after twelve hours without contact the outcome is unknown, and the message says that contact is lost"() {
        given:
        long hours = 0
        link.before = { if (hours >= 0) { throw new OutcomeUnknown('connection reset', null) } }
        scope.time = pausing({ hours += 1 }) { hours * 3_600_000_000_000L }

        when:
        job('true')

        then:
        def e = thrown(OutcomeUnknown)
        e.message.startsWith("Contact with host 'source' has been lost for 12 h 00 m (connection reset). The job 'true' was let go: it may run")
        e.message.contains('runbook kill')
    }

    def "a host that cannot be reached at first is a failure at once"() {
        given:
        link.before = { throw new EffectFailed('connection refused') }

        when:
        job('true')

        then:
        def e = thrown(EffectFailed)
        e.message == 'connection refused'
    }

    def "a host that cannot be reached when a job is taken up is waited for"() {
        given:
        letGo('echo $$; sleep 600 & wait') { scope.out.size() == 1 }
        newEngine()
        int refused = 0
        link.before = { if (refused++ < 3) { throw new EffectFailed('connection refused') } }
        scope.time = pausing { }

        when:
        letGo('echo $$; sleep 600 & wait') { refused > 3 }

        then:
        scope.out.count { it.contains('connection refused') } == 3

        cleanup:
        JobEnd.of(scope, JobMemory.of(memory))
    }

    def "silence over stall: lets go"() {
        given:
        def go = dir.resolve('go')

        when:
        job("while [ ! -e ${go} ]; do sleep 0.05; done; echo end >> ended", stall: '200ms')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('has said nothing for')
        e.message.contains('still runs')
        e.message.contains('runbook kill')

        when:
        Files.createFile(go)

        then:
        until { Files.exists(dir.resolve('ended')) }
    }

    def "kill ends a job and everything it has started, and the next attempt starts anew"() {
        given:
        def said = null
        def first = Thread.start { try { job('echo $$; sh -c "echo \\$\\$; exec sleep 600" & setsid sh -c "echo \\$\\$; exec sleep 600" & wait') } catch (EffectFailed expected) { said = expected.message } }
        until { scope.out.size() == 3 }

        expect:
        JobEnd.of(scope, JobMemory.of(memory)) == new JobEnd(true, "the job on host 'source' was ended, with everything it had started")
        first.join()
        said.contains('was ended by runbook kill')
        scope.out.every { pid -> !alive(pid) }
        memory.end == 'killed'

        when:
        newEngine()

        then:
        job('echo anew').tail == 'anew'
    }

    def "a job that is killed before it began never begins"() {
        given:
        letGo('sleep 600') { memory?.folder != null }
        def real = JobMemory.of(memory)
        def planted = folder().resolveSibling('planted')
        Files.createDirectories(planted)

        expect:
        JobEnd.of(scope, real.at(planted.toString())) == new JobEnd(true, "the job on host 'source' had not begun, and will not")
        Files.exists(planted.resolve('go'))
        JobEnd.of(scope, real.at(planted.toString())).said().contains('had ended before')
        JobEnd.of(scope, real.at('/nowhere')).said().contains('/nowhere is gone')
        JobEnd.of(scope, real).ended()
    }

    def "a job without a status is unknown, and why is told: #why"() {
        given:
        letGo('echo $$ > shell; echo said; sleep 600 & wait') { scope.out == ['said'] }
        def pid = folder().resolve('pid').toFile()
        def lines = pid.readLines()
        JobEnd.of(scope, JobMemory.of(memory))
        folder().resolve('status').toFile().delete()
        folder().resolve('killed').toFile().delete()
        change(pid, lines, folder())
        newEngine()

        when:
        job('echo $$ > shell; echo said; sleep 600 & wait')

        then:
        def e = thrown(OutcomeUnknown)
        e.message.contains('is gone without a status: ' + why)
        memory.end in ['dead', 'reboot', 'vanished']

        when: 'somebody decided that it runs again'
        newEngine()

        then:
        job('echo anew').tail == 'anew'

        where:
        why                                     | change
        'its processes were killed'             | { file, was, where -> }
        'its processes were killed'             | { file, was, where -> file.text = "${ProcessHandle.current().pid()}\n${was[1]}\n${was[2]}\n" }
        'the host was started anew'             | { file, was, where -> file.text = "${ProcessHandle.current().pid()}\n${was[1]}\nanother boot\n" }
        'the host was started anew'             | { file, was, where -> file.text = ''; new File(where.toFile(), 'status').text = '' }
        'its folder is not there any more'      | { file, was, where -> where.toFile().deleteDir() }
    }

    def "a job whose shell was killed goes on as long as anything of it runs"() {
        given:
        def go = dir.resolve('go')

        when:
        job("(while [ ! -e ${go} ]; do sleep 0.05; done; echo last) & kill -9 \$PPID; touch ${go}; kill -9 \$\$")

        then:
        def e = thrown(OutcomeUnknown)
        e.message.contains('Its last lines:\n  last')
    }

    def "a start that was cut off between the claim and the command is started anew, since nothing ran"() {
        given: 'a claim by a process that has died'
        letGo('echo one >> starts; sleep 600 & wait') { memory?.folder && Files.exists(dir.resolve('starts')) }
        JobEnd.of(scope, JobMemory.of(memory))
        Files.move(folder().resolve('pid'), folder().resolve('pid.77'))
        ['status', 'killed'].each { folder().resolve(it).toFile().delete() }
        newEngine()

        expect:
        job('echo one >> starts; echo said').tail == 'said'
        scope.notes.any { it.contains('was cut off before its command ran') }
        memory.round == 2
    }

    def "what is left behind on a host is listed"() {
        given:
        def dead = dir.resolve('.local/state/runbook/jobs/20251121-0907-aaa-0123456789ab-1')
        Files.createDirectories(dead.resolve('go'))
        dead.resolve('out').toFile().text = 'four'
        job('echo said')
        letGo(name: 'long', 'sleep 600') { scope.memory['job long on source']?.folder != null }
        def begun = JobMemory.of(scope.memory['job long on source'])

        expect:
        Leftover.on(scope, 'source', null).collect { [it.run(), it.state(), it.bytes()] } as Set == [
            ['20251121-0907-aaa', 'gone', 4L], ['20261121-0907-k3f', 'ended 0', 5L], ['20261121-0907-k3f', 'running', 0L]] as Set
        Leftover.on(scope, 'source', null).findAll { it.running() }*.name() == [folderName(begun)]
        JobEnd.of(scope, begun).ended()
    }

    private static String folderName(JobMemory job) {
        job.folder().tokenize('/').last()
    }

    /** The death of the engine, as the thread that follows the job sees it. */
    static class Dead extends Error {}

    private static Timekeeper pausing(Closure onPause, Closure<Long> nanos = { System.nanoTime() }) {
        [now: { -> java.time.Instant.now() }, nanos: { -> nanos() as long }, pause: { Duration length -> onPause(length) }] as Timekeeper
    }
}
