package dev.runbook.cli.command

import dev.runbook.cli.Screen
import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ApprovalSpec extends Specification {
    @TempDir
    Path folder
    Path state

    def setup() {
        state = folder.resolve('state')
        Files.createDirectories(folder.resolve('work'))
        write 'runbook.groovy', '''
            title 'Greeting'
            param 'name', default: 'world'
            targets { host 'here' }
            phase 'Only'
            outageBegins()
            def who = step('ask', expect: '2m') { onHost('here') { probe("printf %s ${params.name}").text } }
            step('greet', timeout: '5m') {
                onHost('here') {
                    upload 'greeting.txt', 'greeting.txt'
                    sh "echo ${who()} > greeted"
                }
            }.undo { onHost('here') { sh 'rm -f greeted' } }
            outageEnds()
            '''
        write 'greeting.txt', 'hello'
        inventory()
    }

    def 'what was approved is run, and the journal and the report say so'() {
        given:
        save()

        when:
        def screen = new Screen()
        def status = screen.run(folder, 'run', '--approved', plan, '--state', state.toString(), '--no-input')
        def seal = new ObjectMapper().readValue(folder.resolve("plan.json").toFile(), Map).sha256

        then:
        status == 0
        Files.readString(folder.resolve('work/greeted')) == 'world\n'

        when:
        def report = new Screen()
        report.run(folder, 'report', '--state', state.toString())

        then:
        report.out.contains("approved: $plan, SHA-256 $seal, saved by ")
    }

    def 'refused with the difference, and nothing touched, when #what changed since'() {
        given:
        save()
        change(this)

        when:
        def screen = new Screen()
        def status = screen.run(folder, *['run', '--approved', plan, '--state', state.toString(), '--no-input'], *more)

        then:
        status == 5
        differences.every { screen.err.contains(it) }
        screen.err.contains('Nothing was touched')
        !Files.exists(folder.resolve('work/greeted'))
        !Files.exists(state.resolve('runs'))

        where:
        what               | change                                                                          | more               | differences
        'the runbook'      | { it.write('runbook.groovy', it.script.replace('> greeted', '> somewhere')) }   | []                 | ['script runbook.groovy', '> somewhere', 'greet: ! here: sh echo']
        'a comment in it'  | { it.write('runbook.groovy', it.script + '// later\n') }                        | []                 | [': // later']
        'a parameter'      | { }                                                                             | ['-P', 'name=Ann'] | ['- 1: name = "world"', '+ 1: name = "Ann"']
        'the inventory'    | { it.inventory("user: somebody,") }                                             | []                 | ['environment here', 'host here.user: somebody']
        'a parameter of the inventory' | { it.inventory('', 'params: { name: Bob }') }                           | []                 | ['+ 1: name = "Bob"']
        'a shipped file'   | { it.write('greeting.txt', 'good bye') }                                        | []                 | ['files', 'greeting.txt SHA-256']
    }

    def 'a file that was edited is no approval, whatever it says'() {
        given:
        save()
        write('plan.json', Files.readString(folder.resolve('plan.json')).replace('Greeting', 'Greetings'))

        expect:
        def screen = new Screen()
        screen.run(folder, 'run', '--approved', plan) == 2
        screen.err.contains('was edited since it was saved')
    }

    def 'what does not fit together is refused: #arguments'() {
        expect:
        def screen = new Screen()
        screen.run(folder, *arguments) == 2
        screen.err.contains(message)

        where:
        arguments                                                   | message
        ['run', 'x', '-o', 'plan.json']                             | '-o FILE goes with --dry-run'
        ['run', 'x', '--with-results', 'y']                         | '--with-results RUN goes with --dry-run'
        ['run', '--approved', 'plan.json', '--only', 'greet']       | '--approved runs what was approved'
        ['run', '--dry-run']                                        | 'Say which runbook'
        ['run', '--approved', 'no-such.json']                       | 'no-such.json cannot be read'
    }

    def 'the saved dry run is for people and programs: what was shown, the steps, and no secret'() {
        when:
        save()
        def saved = new ObjectMapper().readValue(folder.resolve("plan.json").toFile(), Map)

        then:
        saved.shown.first().startsWith('DRY RUN of Greeting in here')
        saved.shown.last() == 'DRY RUN: nothing was changed'
        saved.shown.any { it == '   2. greet  [timeout 5 m 00 s; has an undo]' }
        saved.shown.containsAll(['  outage: from step 1 to step 2, of unknown length', '  undo: of step 2'])
        saved.steps*.name == ['ask', 'greet']
        saved.steps[1].effects*.writes == [true, true]
    }

    def 'what an earlier run saw stands in for what only a real run can know'() {
        given:
        new Screen().run(folder, 'run', folder.toString(), '--state', state.toString(), '--no-input', '-P', 'name=Ann') == 0
        def run = Files.list(state.resolve('runs')).toList()[0].fileName.toString()

        when:
        def offline = new Screen()
        def filled = new Screen()
        offline.run(folder, 'run', folder.toString(), '--state', state.toString(), '--dry-run')
        filled.run(folder, 'run', folder.toString(), '--state', state.toString(), '--dry-run', '--with-results', run)

        then:
        offline.out.contains('! here: sh echo ‹value of probe here: printf %s world› > greeted')
        filled.out.contains('! here: sh echo Ann > greeted')
        filled.out.contains("result as run $run saw it: \"Ann\"")
    }

    def 'check --output says each problem with its place: #form'() {
        given:
        write 'broken.groovy', "step('x') { onHst('a') { } }\nphasee 'y'\n"

        when:
        def screen = new Screen()
        def status = screen.run(folder, 'check', folder.resolve('broken.groovy').toString(), '--output', form)

        then:
        status == 2
        screen.out.readLines()*.toString() == lines

        where:
        form     | lines
        'github' | ["::error file=broken.groovy,line=1,col=13,title=runbook check::unknown word 'onHst'; did you mean 'onHost'?",
                    "::error file=broken.groovy,line=2,col=1,title=runbook check::unknown word 'phasee'; did you mean 'phase'?"]
        'json'   | ['{"file":"broken.groovy","line":1,"column":13,"message":"unknown word \'onHst\'; did you mean \'onHost\'?","suggestion":"onHost","source":"step(\'x\') { onHst(\'a\') { } }"}',
                    '{"file":"broken.groovy","line":2,"column":1,"message":"unknown word \'phasee\'; did you mean \'phase\'?","suggestion":"phase","source":"phasee \'y\'"}']
    }

    private void save() {
        def screen = new Screen()
        assert screen.run(folder, 'run', folder.toString(), '--state', state.toString(), '--dry-run', '-o', plan) == 0
        assert screen.out.startsWith('DRY RUN')
        assert screen.out.trim().readLines().last() == 'DRY RUN: nothing was changed'
    }

    String getPlan() {
        folder.resolve('plan.json').toString()
    }

    String getScript() {
        Files.readString(folder.resolve('runbook.groovy'))
    }

    void inventory(String host = '', String more = '') {
        write 'inventory.yaml', """
            environments:
              here:
                hosts: { here: { transport: local, $host dir: "${folder.resolve('work')}" } }
                $more
            """
    }

    void write(String name, String text) {
        Files.writeString(folder.resolve(name), text.stripIndent())
    }
}
