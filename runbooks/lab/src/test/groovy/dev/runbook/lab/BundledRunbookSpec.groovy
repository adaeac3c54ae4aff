package dev.runbook.lab

import dev.runbook.dsl.Language
import dev.runbook.dsl.words.CoreWords
import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.inventory.Prompter
import dev.runbook.engine.inventory.Surroundings
import dev.runbook.engine.spi.PluginWords
import dev.runbook.engine.spi.Notifier
import dev.runbook.engine.spi.Transport
import dev.runbook.engine.spi.Vault
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class BundledRunbookSpec extends Specification {
    @TempDir
    Path folder

    def 'the example of an inventory of #runbook can be read, with all of its environments'() {
        given:
        def kinds = ServiceLoader.load(PluginWords).collectMany { it.targets() } + CoreWords.HOST
        def file = Files.copy(Rehearsal.bundled(runbook).resolve('inventory.example.yaml'), folder.resolve('inventory.yaml'))

        when:
        def inventory = Inventory.read(file, kinds, ServiceLoader.load(Transport).toList(), ServiceLoader.load(Notifier).toList(), Surroundings.of(Prompter.NOBODY, ServiceLoader.load(Vault).toList()))

        then:
        inventory.names().containsAll(['uat', 'production'])
        inventory.names().findAll { inventory.environment(it).production() } == ['production'] as Set

        where:
        runbook << Rehearsal.names()
    }

    def 'the script of #runbook has no mistake that the check finds'() {
        expect:
        Language.with(ServiceLoader.load(PluginWords).toList(), getClass().classLoader).check(Rehearsal.bundled(runbook).resolve('runbook.groovy'))*.toString() == []

        where:
        runbook << Rehearsal.names()
    }

    def 'a dry run goes through the whole runbook and touches nothing'() {
        given:
        def rehearsal = SharedLab.rehearsal(SharedLab.get(), folder)

        when:
        rehearsal.dryRun()

        then:
        rehearsal.failures() == []
        rehearsal.ends()*.tokenize(":")*.first() == ["attachments that would break the importer", "boot leaves the share alone"]
        rehearsal.effects().any { it.contains('hipchat export --export') }
        rehearsal.effects().any { it.contains('hipchat import --import') }
        !rehearsal.entries.any { it.data().toString().contains('correct horse') }
        SharedLab.value(SharedLab.get().newDatabase(), 'select count(*) from configurations') == 2
    }
}
