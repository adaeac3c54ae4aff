package dev.runbook.engine

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.ArchRule
import dev.runbook.engine.model.Plan
import spock.lang.Shared
import spock.lang.Specification

class ArchitectureSpec extends Specification {
    static final String ROOT = 'dev.runbook.engine'
    static final List<String> ROOMS = ['forecast', 'inventory', 'journal', 'link', 'model', 'people', 'report', 'run', 'spi']

    @Shared
    JavaClasses engine = new ClassFileImporter().importUrl(Plan.protectionDomain.codeSource.location)

    def 'the packages of the engine are free of cycles'() {
        expect:
        broken(slices().matching("${ROOT}.(*)..").should().beFreeOfCycles()) == []
    }

    def 'the engine knows neither Groovy nor the modules that stand on it'() {
        expect:
        broken(noClasses().that().resideInAPackage("${ROOT}..").should().dependOnClassesThat().resideInAnyPackage('groovy..', 'org.codehaus.groovy..', 'org.apache.groovy..',
                'dev.runbook.dsl..', 'dev.runbook.cli..', 'dev.runbook.plugins..', 'dev.runbook.lab..')) == []
    }

    def 'of the engine, #room knows #known and nothing else'() {
        given:
        def closed = (ROOMS - room - known).collect { "${ROOT}.${it}..".toString() } as String[]

        expect:
        broken(noClasses().that().resideInAPackage("${ROOT}.${room}..").should().dependOnClassesThat().resideInAnyPackage(closed)) == []

        where:
        room        | known
        'model'     | []
        'spi'       | ['model']
        'journal'   | ['model', 'spi']
        'link'      | ['model', 'spi']
        'inventory' | ['model', 'spi']
        'report'    | ['model', 'journal', 'forecast']
        'forecast'  | ['model', 'journal', 'run']
        'people'    | ['model', 'spi', 'journal']
        'run'       | ['model', 'spi', 'journal', 'people', 'link']
    }

    def 'every package is one of these rooms'() {
        expect:
        engine*.packageName.findAll { it.startsWith(ROOT) }.unique().sort() ==
                ROOMS.collect { "${ROOT}.$it".toString() }
    }

    private List<String> broken(ArchRule rule) {
        rule.evaluate(engine).failureReport.details
    }
}
