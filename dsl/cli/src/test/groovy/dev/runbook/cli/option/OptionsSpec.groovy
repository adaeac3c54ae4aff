package dev.runbook.cli.option

import dev.runbook.engine.inventory.Located
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import picocli.CommandLine
import picocli.CommandLine.Command
import picocli.CommandLine.Mixin
import picocli.CommandLine.Parameters
import spock.lang.Specification
import spock.lang.TempDir

class OptionsSpec extends Specification {
    @TempDir
    Path folder

    @Command
    static class Run {
        @Parameters
        String runbook
        @Mixin
        DryRunOption dryRun
        @Mixin
        EnvironmentOptions where
    }

    Run parsed(String... arguments) {
        new Run().tap { new CommandLine(it).parseArgs(arguments) }
    }

    def 'a dry run takes its kind only after =: #arguments'() {
        when:
        def run = parsed(*arguments)

        then:
        run.runbook == 'field'
        run.dryRun.mode() == mode

        where:
        arguments                    | mode
        ['field']                    | DryRunOption.Mode.none
        ['--dry-run', 'field']       | DryRunOption.Mode.offline
        ['field', '--dry-run']       | DryRunOption.Mode.offline
        ['--dry-run=probe', 'field'] | DryRunOption.Mode.probe
        ['field', '--dry-run=offline'] | DryRunOption.Mode.offline
    }

    def 'parameters of the command line win over the file, each with where it comes from'() {
        given:
        def file = Files.writeString(folder.resolve('p.yaml'), 'fqdn: file\nbatch: 5\n')

        expect:
        parsed('field', '-P', 'fqdn=a=b', '--params', file.toString(), '-Pempty=').where.params().values() ==
            [fqdn: new Located('a=b', '-P fqdn'), batch: new Located(5, "$file:2"), empty: new Located('', '-P empty')]
    }

    def 'a wrong parameter is an error: #pairs'() {
        when:
        CommandLineParams.read(pairs, null)

        then:
        def error = thrown(RunbookException)
        error.message == message

        where:
        pairs          | message
        ['fqdn']       | "-P: expected name=value, found 'fqdn'"
        ['=x']         | "-P: expected name=value, found '=x'"
        ['a=1', 'a=2'] | '-P a is given twice; give it once'
    }

    def 'decisions that do not fit together are refused: #arguments'() {
        given:
        def decisions = new DecisionOptions()
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin('d', CommandLine.Model.CommandSpec.forAnnotatedObject(decisions))).parseArgs(*arguments)

        when:
        decisions.check(why)
        decisions.renamed()

        then:
        def error = thrown(RunbookException)
        error.message == message

        where:
        arguments                | why  | message
        ['--mark-done', 'x']     | null | '--mark-done needs --why TEXT, for the record'
        ['--take-over']          | ' '  | '--take-over needs --why TEXT, for the record'
        ['--result', '1']        | 'y'  | '--result goes with --mark-done STEP'
        ['--renamed', 'old']     | null | "--renamed: expected OLD=NEW, found 'old'"
    }
}
