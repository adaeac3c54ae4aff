package dev.runbook.cli.command

import dev.runbook.cli.Screen
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

class CompletionSpec extends Specification {
    @TempDir
    Path home
    Path mine

    def setup() {
        mine = write('mine/runbook.groovy', '''
            param 'fqdn', default: 'x'
            phase 'Before'
            step('look around', tags: ['quick']) { note 'a' }
            phase 'Move'
            destructive('wipe', type: 'chat') { note 'b' }
            group('both') { step("it's done") { note 'c' } }
            '''.stripIndent()).parent
        write('mine/inventory.yaml', 'environments: { uat: { params: { fqdn: y } }, production: {} }\n')
        write('broken/runbook.groovy', 'step(')
        write('runbooks/bundled/runbook.groovy', '')
        write('mine/.runbook/runs/20261121-0907-k3f/journal.jsonl', '')
    }

    Path write(String name, String text) {
        def file = home.resolve(name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    List<String> complete(String... words) {
        def screen = new Screen()
        assert screen.run(home, 'complete', '--', *words) == 0
        assert screen.err == ''
        screen.out.readLines()
    }

    def 'what is typed goes on with what fits: #words'() {
        expect:
        complete(*words.collect { it.replace('MINE', mine.toString()) }) == expected

        where:
        words                                       | expected
        ['ch']                                      | ['check']
        ['--ver']                                   | ['--version']
        ['run', 'bu']                               | ['bundled', ':files']
        ['run', 'x', '--dry']                       | ['--dry-run']
        ['run', 'MINE', '--env', '']                | ['uat', 'production']
        ['run', 'MINE', '--env=u']                  | ['--env=uat']
        ['run', 'MINE', '--env', 'uat', '--only=l'] | ['--only=look around']
        ['run', 'MINE', '--from', '']               | ['look around', 'wipe', "it's done"]
        ['run', 'MINE', '--only', 'quick']          | ['quick']
        ['run', 'MINE', '--phase', '']              | ['Before', 'Move']
        ['run', 'MINE', '--consent', '']            | ['uat', 'production', 'wipe']
        ['run', 'MINE', '-P', '']                   | ['fqdn=']
        ['run', 'MINE', '--output', 'j']            | ['json']
        ['run', '--dry-run', 'bund']                | ['bundled', ':files']
        ['run', 'MINE', '--params', '']             | [':files']
        ['init', 'x', '--from', '']                 | ['bundled']
        ['words', 'outageB']                        | ['outageBegins']
        ['words', '--format', 'm']                  | ['markdown']
        ['completion', '']                          | ['bash', 'zsh', 'fish']
        ['help', 'do']                              | ['doctor']
        ['show', '--state', 'MINE/.runbook', '']    | ['20261121-0907-k3f']
        ['nosuch', '']                              | []
        ['plan', 'MINE', 'x', '']                   | []
    }

    def 'a runbook with a mistake, one that is not there and an unknown option complete nothing, in silence'() {
        expect:
        complete('run', home.resolve('broken').toString(), '--only', '') == []
        complete('run', '/no/such', '--env', '') == []
        complete('run', '--nosuch=', '') == ['bundled', ':files']
        complete('run', '--nosuch=') == []
    }

    def 'every option and command that is offered is there, hidden ones are not'() {
        expect:
        complete('').containsAll(['run', 'doctor', 'completion'])
        !complete('').contains('complete')
        complete('doctor', '-').containsAll(['--env', '--timeout', '-P', '--help'])
    }

    def 'bash completes commands, and names with blanks and quotes, which the program gets whole'() {
        expect:
        shell('bash', '''
            source completion
            try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _runbook ./runbook "${@: -1}" "${@: -2:1}"; printf '%s\\n' "${COMPREPLY[@]}" --; }
            try ./runbook ch
            try ./runbook run mine --only loo
            try ./runbook run mine --only "it"
            try ./runbook run mine --env = u
            ''') == ['check', '--', 'look\\ around', '--', "it\\'s\\ done", '--', 'uat', '--']
    }

    @Requires({ CompletionSpec.installed('zsh') })
    def 'zsh completes commands, and names with blanks'() {
        expect:
        shell('zsh', '''
            autoload -U compinit; compinit -D
            source ./completion
            compadd() { shift; print -rl -- "$@" }
            _files() { print files }
            try() { words=("$@"); CURRENT=$#; _runbook; print -- -- }
            try ./runbook ch
            try ./runbook run mine --only loo
            try ./runbook run mi
            ''') == ['check', '--', 'look around', '--', 'files', '--']
    }

    @Requires({ CompletionSpec.installed('fish') })
    def 'fish completes commands, and names with blanks'() {
        expect:
        shell('fish', '''
            source completion
            complete -C "runbook ch"
            complete -C "runbook run mine --only loo"
            ''') == ['check', 'look around']
    }

    /** Runs lines of a shell in which the program of this test is called runbook. */
    List<String> shell(String name, String lines) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java')
        def program = write('runbook', """#!/bin/sh
            exec '$java' -XX:TieredStopAtLevel=1 -Drunbook.home='$home' -cp '${System.getProperty('surefire.test.class.path') ?: System.getProperty('java.class.path')}' dev.runbook.cli.Main "\$@"
            """.stripIndent())
        program.toFile().setExecutable(true)
        def screen = new Screen()
        assert screen.run(home, 'completion', name) == 0
        write('completion', screen.out)
        def options = [bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['-N']][name]
        def builder = new ProcessBuilder([name] + options + [write('script', lines.stripIndent()).toString()]).directory(home.toFile())
        builder.environment().PATH = "$home:${System.getenv('PATH')}".toString()
        builder.environment().HOME = home.toString()
        def process = builder.start()
        process.outputStream.close()
        def out = new StringBuilder()
        def err = new StringBuilder()
        process.waitForProcessOutput(out, err)
        assert err.toString() == ''
        out.toString().readLines()*.trim()
    }

    static boolean installed(String tool) {
        System.getenv('PATH').tokenize(':').any { new File(it, tool).canExecute() } || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
    }
}
