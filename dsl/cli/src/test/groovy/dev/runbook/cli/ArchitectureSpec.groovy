package dev.runbook.cli

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import com.tngtech.archunit.lang.ArchRule
import spock.lang.Shared
import spock.lang.Specification

class ArchitectureSpec extends Specification {
    @Shared
    JavaClasses program = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages('dev.runbook')

    def 'the packages of #module are free of cycles'() {
        expect:
        broken(slices().matching(pattern).should().beFreeOfCycles()) == []

        where:
        module             | pattern
        'the command line' | 'dev.runbook.cli.(*)..'
        'the plugins'      | 'dev.runbook.plugins.(**)'
        'the program'      | 'dev.runbook.(*)..'
    }

    def 'a plugin knows the model, the interface for plugins and links of the engine, and no other plugin'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.plugins..').should().dependOnClassesThat()
                .resideInAnyPackage('dev.runbook.dsl..', 'dev.runbook.cli..', 'dev.runbook.lab..', 'dev.runbook.engine.run..', 'dev.runbook.engine.journal..',
                'dev.runbook.engine.report..', 'dev.runbook.engine.inventory..')) == []
        broken(slices().matching('dev.runbook.plugins.(*)..').should().notDependOnEachOther()) == []
    }

    def 'nothing depends on the command line, and nothing inside it on its root package'() {
        expect:
        broken(noClasses().that().resideOutsideOfPackage('dev.runbook.cli..').should().dependOnClassesThat().resideInAPackage('dev.runbook.cli..')) == []
        broken(noClasses().that().resideInAPackage('dev.runbook.cli.*..').should().dependOnClassesThat().resideInAPackage('dev.runbook.cli')) == []
    }

    def 'the command line finds plugins as services and knows none by name'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.cli..').should().dependOnClassesThat().resideInAPackage('dev.runbook.plugins..')) == []
    }

    def 'every kind of module is there to be looked at'() {
        expect:
        ['engine', 'dsl', 'cli', 'plugins'].every { module -> program.any { it.packageName.startsWith("dev.runbook.$module") } }
    }

    private List<String> broken(ArchRule rule) {
        rule.evaluate(program).failureReport.details
    }
}
