package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.shell.CommandFailed
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.testing.Marked
import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDateTime

class JobWordsSpec extends JobSpecification {
    static final SHELLS = [['/bin/sh'], ['bash']].findAll { it[0] == '/bin/sh' || new File('/bin/bash').canExecute() }

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

    def "a short job costs little: its end is looked for every 20 ms, by one command"() {
        given:
        link.env.PATH = "$dir/bin:${System.getenv('PATH')}".toString()
        Files.createDirectory(dir.resolve('bin'))
        dir.resolve('bin/sleep').toFile().with {
            text = "#!/bin/sh\necho \$1 >> $dir/naps\nPATH=${System.getenv('PATH')} exec sleep \$1\n"
            executable = true
        }

        when:
        job("until grep -c . naps | grep -q '[3-9]'; do :; done")
        int commands = link.lines.size()

        then:
        Files.readAllLines(dir.resolve('naps')).findAll { it != '5' }.take(2) == ['0.02', '0.02']
        commands == 1
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
        job("echo ${Secret.of('p', Marked.value('p'))} is wrong; exit 7")

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

    def "a host that cannot be reached at first is a failure at once"() {
        given:
        link.before = { throw new EffectFailed('connection refused') }

        when:
        job('true')

        then:
        def e = thrown(EffectFailed)
        e.message == 'connection refused'
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
