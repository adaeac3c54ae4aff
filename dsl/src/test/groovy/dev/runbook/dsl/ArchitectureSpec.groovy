package dev.runbook.dsl

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.ArchRule
import spock.lang.Shared
import spock.lang.Specification

class ArchitectureSpec extends Specification {
    @Shared
    JavaClasses language = new ClassFileImporter().importUrl(Language.protectionDomain.codeSource.location)

    def 'the packages of the language are free of cycles'() {
        expect:
        broken(slices().matching('dev.runbook.dsl.(**)').should().beFreeOfCycles()) == []
    }

    def 'the language knows neither the command line nor a plugin'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.dsl..').should().dependOnClassesThat().resideInAnyPackage('dev.runbook.cli..', 'dev.runbook.plugins..', 'dev.runbook.lab..')) == []
    }

    def 'the language knows of the engine what a plan is made of, and neither its runner, journal, report nor inventory'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.dsl..').should().dependOnClassesThat()
                .resideInAnyPackage('dev.runbook.engine.run..', 'dev.runbook.engine.journal..', 'dev.runbook.engine.report..', 'dev.runbook.engine.inventory..')) == []
    }

    def 'nothing inside the language imports its root package'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.dsl.*..').should().dependOnClassesThat().resideInAPackage('dev.runbook.dsl')) == []
    }

    def 'the registry of words knows nothing of scripts, plans and words'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.dsl.registry').should().dependOnClassesThat()
                .resideInAnyPackage('dev.runbook.dsl.script..', 'dev.runbook.dsl.plan..', 'dev.runbook.dsl.words..', 'dev.runbook.dsl.compile..')) == []
    }

    def 'words do not know how scripts are compiled, checked or planned'() {
        expect:
        broken(noClasses().that().resideInAPackage('dev.runbook.dsl.words..').should().dependOnClassesThat()
                .resideInAnyPackage('dev.runbook.dsl.compile..', 'dev.runbook.dsl.check..', 'dev.runbook.dsl.plan..')) == []
    }

    private List<String> broken(ArchRule rule) {
        rule.evaluate(language).failureReport.details
    }
}
