package dev.runbook.cli.command

import dev.runbook.cli.Screen
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ProgramSpec extends Specification {
    @TempDir
    Path home
    def screen = new Screen()

    def setup() {
        bundle('move', "title 'Chat server\\'s move'\nstep('x') { note 'x' }\n")
        bundle('other', 'about "no title"\n')
        Files.createDirectories(home.resolve('runbooks/lab'))
    }

    void bundle(String name, String script) {
        def folder = Files.createDirectories(home.resolve("runbooks/$name"))
        Files.writeString(folder.resolve('runbook.groovy'), script)
        Files.writeString(folder.resolve('inventory.example.yaml'), 'environments: { lab: {} }\n')
    }

    def 'wrong usage gives status 2, what is wrong and where to look: #arguments'() {
        expect:
        screen.run(home, *arguments) == 2
        screen.out == ''
        screen.err == message

        where:
        arguments                              | message
        []                                     | 'error: expected a command\nSee: runbook --help\n'
        ['lst']                                | "error: unknown command 'lst'; did you mean 'list'?\nSee: runbook --help\n"
        ['zzzzzz']                             | "error: unknown command 'zzzzzz'\nSee: runbook --help\n"
        ['list', 'x']                          | "error: unexpected argument 'x'\nSee: runbook list --help\n"
        ['run', 'x', '--dryrun']               | "error: unknown option '--dryrun'; did you mean '--dry-run'?\nSee: runbook run --help\n"
        ['run', 'x', '--dry-run=wet']          | "error: Invalid value for option '--dry-run': expected one of [none, offline, probe] (case-sensitive) but was 'wet'\nSee: runbook run --help\n"
        ['run']                                | "error: Say which runbook: runbook run RUNBOOK, or --approved FILE\n"
        ['init', 'x']                          | "error: Missing required option: '--from=NAME'\nSee: runbook init --help\n"
        ['init', 'x', '--from', 'mvoe']        | "error: There is no bundled runbook 'mvoe'; did you mean 'move'?\n"
        ['init', 'x', '--from', 'zzzzzzzz']    | "error: There is no bundled runbook 'zzzzzzzz'; the bundled ones are: move, other\n"
        ['words', 'stpe']                      | "error: There is no word 'stpe'; did you mean 'step'?\n"
        ['words', 'zzzzzzzz']                  | "error: There is no word 'zzzzzzzz'; runbook words lists them all\n"
        ['words', 'reboot']                    | "error: 'reboot' is part of the language, but not yet available in this version\n"
        ['words', 'http.gett']                 | "error: There is no word 'http.gett'; did you mean 'http.get'?\n"
        ['words', '--plugins', '/no/such']     | 'error: --plugins: there is no folder /no/such\n'
    }

    def 'list shows the bundled runbooks, a line each'() {
        expect:
        screen.run(home, 'list') == 0
        screen.out == "move   Chat server's move\nother\n"
    }

    def 'init copies a bundled runbook and says what to do next'() {
        given:
        def target = home.resolve('mine')

        expect:
        screen.run(home, 'init', target.toString(), '--from', 'move') == 0
        Files.list(target)*.fileName*.toString().sort() == ['.github', '.gitignore', 'README.md', 'ci', 'inventory.yaml', 'runbook.gdsl', 'runbook.groovy']
        screen.out.contains("runbook check $target")
    }

    def 'words lists every word by level, and shows one in full'() {
        expect:
        screen.run(home, 'words') == 0
        screen.out.contains('Plan words')
        screen.out.contains('Step words')
        screen.out.readLines().any { it ==~ /  sh\(command, …\) .*/ }

        when:
        def page = new Screen()

        then:
        page.run(home, 'words', 'step') == 0
        page.out.startsWith('step(name, timeout:, ')
        new Screen().run(home, 'words', 'sql.value') == 0
        new Screen().run(home, 'words', "sql('x').value") == 0
        page.out.contains('timeout:')
        !page.out.contains('$at')
    }

    def 'help and version are status 0 and go to standard output'() {
        expect:
        screen.run(home, *arguments) == 0
        screen.err == ''
        screen.out.contains(text)

        where:
        arguments         | text
        ['--help']        | 'Exit status:'
        ['help', 'run']   | '--dry-run'
        ['run', '--help'] | '--consent=NAME'
        ['--version']     | 'runbook'
    }

    def 'rollback and abandon say what they are about to do, and do nothing unless somebody agrees: #command'() {
        given:
        def folder = Files.createDirectories(home.resolve('mine'))
        Files.writeString(folder.resolve('runbook.groovy'), "step('x') { note 'x' }.undo { note 'back' }\nstep('y') { verify('no') { 1 == 2 } }\n")
        new Screen().run(home, 'run', folder.toString(), '--no-input')
        def state = folder.resolve('.runbook').toString()

        when:
        def refused = screen.run(home, command, '--state', state, '--no-input')

        then:
        refused == 3
        (screen.out + screen.err).contains(says)
        screen.err.contains("error: Nothing was done. Agree with --yes, or type 'yes' when you are asked")
        outcome(state) == 'failed'

        when:
        def events = new Screen()
        def agreed = events.run(home, command, '--state', state, '--yes', '--output', 'json')

        then:
        agreed == 0
        events.out.readLines().every { it.startsWith('{') }
        outcome(state) == then

        where:
        command    | says                              || then
        'rollback' | "takes back, newest first: 'x'"   || 'rolled-back'
        'abandon'  | 'restores what is still raised'   || 'abandoned'
    }

    private static String outcome(String state) {
        def runs = new dev.runbook.engine.journal.RunStore(Path.of(state))
        dev.runbook.engine.journal.RunStore.state(runs.folders()[0]).atRest().outcome()
    }
}
