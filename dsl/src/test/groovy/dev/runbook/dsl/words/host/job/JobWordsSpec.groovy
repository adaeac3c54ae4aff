package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink
import dev.runbook.dsl.words.shell.CommandFailed
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Timekeeper
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.LocalDateTime
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(30)
class JobWordsSpec extends Specification {
    static final SHELLS = [['/bin/sh'], ['bash']].findAll { it[0] == '/bin/sh' || new File('/bin/bash').canExecute() }

    @TempDir
    Path dir
    FakeScope scope
    LocalLink link

    def setup() {
        newEngine()
    }

    /** As after the death of the engine: only what is on the disk is left. */
    private void newEngine() {
        def memory = scope?.memory ?: [:]
        scope = new FakeScope(folder: dir)
        scope.memory.putAll(memory)
        scope.links = [source: new LocalLink(env: [HOME: dir.toString()])]
        link = scope.links.source
    }

    private job(Map options = [:], Object command) {
        scope.on('source', [dir: dir.toString()]) { JobWords.job(scope, options, FakeScope.text(command)) }
    }

    private List<String> folders() {
        dir.resolve('.local/state/runbook/jobs').toFile().list()?.toList() ?: []
    }

    private void until(Closure<Boolean> condition) {
        while (!condition()) {
            Thread.onSpinWait()
        }
    }

    def "a job gives status, tail and matches, and leaves nothing behind (login shell #shell)"() {
        given:
        link.shell = shell

        when:
        def result = job("echo ${"it's"}; echo oops >&2; pwd; exit 3", ok: [3])

        then:
        result.status == 3
        result.tail == "it's\noops\n${dir.toRealPath()}"
        result.matches(~/oo/) == ['oops']
        scope.out == ["it's", 'oops', dir.toRealPath().toString()]
        scope.shown() == ["source: job echo 'it'\\''s'; echo oops >&2; pwd; exit 3"]

        when:
        scope.close()

        then:
        folders() == []

        where:
        shell << SHELLS
    }

    def "a short job costs little"() {
        given:
        job('true')
        long begun = System.nanoTime()

        when:
        job('true', name: 'second')

        then:
        System.nanoTime() - begun < 400_000_000
    }

    def "secrets reach a job exactly, and neither its arguments nor a file nor its children hold them"() {
        given:
        def secret = Secret.of('s', "it's\na secret\n")

        when:
        def result = job("printf '%s|%s|' ${secret} \"\$TOKEN\" > got; env | grep -c RB_ || true; tr '\\0' '\\n' </proc/\$\$/cmdline | grep -c 'a secre[t]' || true", env: [TOKEN: Secret.of('t', 'to ken')])

        then:
        dir.resolve('got').toFile().text == "it's\na secret\n|to ken|"
        result.tail == '0\n0'
        !dir.resolve('.local').toFile().traverse(type: groovy.io.FileType.FILES) { assert !it.text.contains('a secret') }
        !link.lines.any { it.contains('a secret') || it.contains('to ken') }
    }

    def "its folder is private"() {
        when:
        job('umask; ls -ld "$HOME/.local/state/runbook/jobs"/*')

        then:
        scope.out[0] == String.format('%04o', Integer.parseInt('sh -c umask'.execute().text.trim(), 8))
        scope.out[1].startsWith('drwx------')
    }

    def "milestones begin with their first line, at the time that the line names"() {
        when:
        job("echo '  2018/03/25 00:51:24 Fetching users'; echo Fetching users; echo '[2018/03/25 00:51:30] Writing rooms 7'; echo Done",
            timestamps: 'yyyy/MM/dd HH:mm:ss', milestones: ['Fetching users', ~/rooms \d/, 'Done', 'Never'])

        then:
        scope.milestones == [['Fetching users', LocalDateTime.of(2018, 3, 25, 0, 51, 24)], ['rooms \\d', LocalDateTime.of(2018, 3, 25, 0, 51, 30)], ['Done', null], [null, LocalDateTime.of(2018, 3, 25, 0, 51, 30)]]
    }

    def "success: and failure: judge what the job said"() {
        when:
        job('echo Export completed', success: ~/completed$/, failure: 'panic')

        then:
        noExceptionThrown()

        when:
        job('echo all is well', success: ~/completed/, name: 'b')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('no line was found that success: expects')

        when:
        job('echo panic: no space; echo completed', success: 'completed', failure: ~/panic/, name: 'c')

        then:
        e = thrown(EffectFailed)
        e.message.contains('panic: no space')
    }

    def "a failing job says its status and last lines"() {
        when:
        job("echo ${Secret.of('p', 'geheimnis')} is wrong; exit 7")

        then:
        def e = thrown(CommandFailed)
        e.message.contains('status 7')
        e.message.contains('•••• is wrong')
    }

    def "progress is read from lines, also from those that overwrite themselves"() {
        when:
        job("printf '1 of 1,000\\r500 of 1,000\\r\\n'; echo 1,000 of 1,000", progress: ~/(?<done>[\d,]+) of (?<total>[\d,]+)/)

        then:
        scope.progress == [[1d, 1000d], [500d, 1000d], [1000d, 1000d]]
    }

    def "long lines and characters of many bytes arrive whole"() {
        given:
        def line = '日本€ü' * 20_000

        when:
        job("i=0; while [ \$i -lt 20000 ]; do printf %s ${'日本€ü'}; i=\$((i + 1)); done; echo")

        then:
        scope.out.join('') == line
    }

    def "a new engine attaches instead of starting twice, shows what is new, and repeats no milestone"() {
        given:
        def go = dir.resolve('go on')
        def command = "echo one >> starts; echo first; echo second; while [ ! -e ${go} ]; do sleep 0.02; done; echo third"
        def options = [milestones: ['first', 'third']]
        def first = Thread.start { try { job(options, command) } catch (InterruptedException expected) { } }
        until { scope.out.contains('second') }

        when:
        first.interrupt()
        first.join()

        then:
        scope.milestones*.first() == ['first']
        scope.notes.any { it.contains('It still runs there') && it.contains("runbook kill 20261121-0907-k3f 'a step'") }

        when:
        newEngine()
        Files.createFile(go)
        def result = job(options, command)

        then:
        result.tail == 'first\nsecond\nthird'
        scope.milestones*.first() == ['third', null]
        scope.out.last() == 'third'
        scope.notes.any { it.contains('attached') }
        dir.resolve('starts').toFile().text == 'one\n'
    }

    def "a job that ended while nobody looked, or whose end was not written down, is found and not repeated"() {
        given:
        job('echo one >> starts; echo said')

        when:
        newEngine()
        def result = job('echo one >> starts; echo said')

        then:
        result.tail == 'said'
        dir.resolve('starts').toFile().text == 'one\n'
    }

    def "in the same engine a repeated step means its job anew, and jobs of one step are told apart"() {
        when:
        job('echo one >> starts')
        job('echo one >> starts')
        def again = new FakeScope(folder: dir, links: scope.links, memory: scope.memory, open: scope.open)
        again.on('source', [dir: dir.toString()]) { JobWords.job(again, [:], FakeScope.text('echo one >> starts')) }

        then:
        dir.resolve('starts').toFile().text == 'one\n' * 3
    }

    def "a job with another command is not taken for this one"() {
        given:
        job('echo one')
        newEngine()

        when:
        job('echo two')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('with another command')

        when:
        def answer = JobEnd.of(scope, scope.memory['job 1 on source'])
        newEngine()

        then:
        answer == "the job on host 'source' had ended before, with status 0"
        job('echo two').tail == 'two'
    }

    def "lost contact is sought again, and nothing is lost or started twice"() {
        given:
        int contacts = 0
        link.before = { Command c ->
            if (++contacts in [2, 3]) {
                throw new OutcomeUnknown('connection reset', null)
            }
        }
        link.cut = { -> contacts == 1 }
        def pauses = []
        scope.time = new Timekeeper() {
            java.time.Instant now() { java.time.Instant.now() }
            long nanos() { System.nanoTime() }
            void pause(Duration length) { pauses << length.toMillis() }
        }

        when:
        def result = job('echo one >> starts; echo first; echo second')

        then:
        result.tail == 'first\nsecond'
        dir.resolve('starts').toFile().text == 'one\n'
        pauses == [500, 1000]
        scope.out.findAll { it.startsWith('contact with host') }.size() == 2
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

    def "silence over stall: lets go"() {
        given:
        def go = dir.resolve('go')

        when:
        job("while [ ! -e ${go} ]; do sleep 0.05; done; echo end >> ended", stall: '200ms')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('has said nothing for')
        e.message.contains('still runs')

        when:
        Files.createFile(go)

        then:
        until { Files.exists(dir.resolve('ended')) }
    }

    def "kill ends a job and all its processes, and the next attempt starts anew"() {
        given:
        def first = Thread.start { try { job('echo $$; sh -c "echo \\$\\$; exec sleep 600"') } catch (CommandFailed expected) { scope.notes << expected.message } }
        until { scope.out.size() == 2 }

        expect:
        JobEnd.of(scope, scope.memory['job 1 on source']) == "the job on host 'source' was ended"
        first.join()
        scope.notes.any { it.contains('status 143') }
        scope.out.every { pid -> !ProcessHandle.of(pid as long).map { it.alive }.orElse(false) }

        when:
        newEngine()

        then:
        job('echo anew').tail == 'anew'
    }

    def "a job that was killed from outside is gone, and says so"() {
        when:
        job('kill -9 $PPID $$')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('is gone without a status')
    }

    @spock.lang.IgnoreIf({ System.getProperty('user.name') != 'root' })
    def "a job runs as the user of onHost, also one without a home"() {
        given:
        scope.hosts.source = [become: 'su']

        when:
        def result = scope.on('source', [as: 'nobody', dir: '/']) { JobWords.job(scope, [env: [TOKEN: Secret.of('t', 'hush')]], FakeScope.text("id -un; printf '%s ' ${Secret.of('s', "it's")} \$TOKEN")) }

        then:
        result.matches('nobody') == ['nobody']
        scope.out*.trim() == ["nobody", "•••• ••••"]

        when:
        def folder = Path.of(scope.memory['job 1 on source'].folder)
        scope.close()

        then:
        folder.parent.fileName.toString().startsWith('runbook-') || folder.parent.fileName.toString() == 'jobs'
        !Files.exists(folder)
    }

    def "a dry run shows the command and starts nothing"() {
        given:
        scope.dry = true

        expect:
        job("export --password ${Secret.of('s', 'hush')} ${new Pending('x')}") instanceof Pending
        scope.shown() == ['source: job export --password •••• ‹x›']
        folders() == []
    }

    def "a bad option is an error: #options"() {
        when:
        job(options, 'true')

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        where:
        options                  || says
        [timestamps: 'qqbb{']    || 'timestamps'
        [zone: 'Nowhere/City']   || 'zone'
        [progress: ~/\d+/]       || '(?<percent>'
        [stall: 'long']          || 'stall'
        [milestones: [null]]     || 'milestones'
    }
}
