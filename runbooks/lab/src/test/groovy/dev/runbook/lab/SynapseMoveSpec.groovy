package dev.runbook.lab

import static dev.runbook.lab.SharedLab.run
import static dev.runbook.lab.SharedLab.value
import static dev.runbook.lab.SharedSynapse.*

import dev.runbook.dsl.Language
import dev.runbook.dsl.words.CoreWords
import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.inventory.Prompter
import dev.runbook.engine.inventory.Surroundings
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Notifier
import dev.runbook.engine.spi.PluginWords
import dev.runbook.engine.spi.Transport
import dev.runbook.engine.spi.Vault
import dev.runbook.lab.server.ClientTools
import dev.runbook.lab.synapse.Scene
import dev.runbook.lab.synapse.SynapseSite
import dev.runbook.testing.RealTools
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql') })
class SynapseMoveSpec extends Specification {
    static final SECRETS = /pepper-of-the-old|seedOfTheOld|laboratory-as-token|laboratory-macaroon|laboratory-media-key|laboratory-mail|guest\.@17/

    @TempDir
    Path folder

    def 'the example of an inventory can be read, with its environments'() {
        given:
        def kinds = ServiceLoader.load(PluginWords).collectMany { it.targets() } + CoreWords.HOST
        def file = Files.copy(BUNDLED.resolve('inventory.example.yaml'), folder.resolve('inventory.yaml'))

        when:
        def inventory = Inventory.read(file, kinds, ServiceLoader.load(Transport).toList(), ServiceLoader.load(Notifier).toList(), Surroundings.of(Prompter.NOBODY, ServiceLoader.load(Vault).toList()))

        then:
        inventory.names() == ['uat', 'classic', 'production'] as Set
        inventory.environment('production').production()
    }

    def 'a demo without the client tools of PostgreSQL says which package to install'() {
        when:
        ClientTools.need(folder.resolve('none'), folder.toString())

        then:
        def missing = thrown(RunbookException)
        missing.status() == ExitStatus.INVALID
        missing.message.endsWith('apt install postgresql-client')
    }

    def 'the script has no mistake that the check finds'() {
        expect:
        Language.with(ServiceLoader.load(PluginWords).toList(), getClass().classLoader).check(BUNDLED.resolve('runbook.groovy'))*.toString() == []
    }

    def 'a dry run goes through the whole runbook and touches nothing, with an account of Amazon too'() {
        given:
        def site = fresh()
        def rehearsal = move(folder).with('dnsZone', 'example.org')

        when:
        rehearsal.dryRun()

        then:
        rehearsal.failures() == []
        ['systemctl stop matrix-synapse', 'TTL A matrix.example.org', 'UPSERT A matrix.example.org'].every { part -> rehearsal.effects().any { it.contains(part) } }
        Files.exists(site.old().folder().root().resolve('run/active'))
        value(site.target(), 'select count(*) from users') == 1
    }

    def 'the bundled runbook moves the server: #what'() {
        given:
        def site = fresh(scene)
        def rehearsal = move(folder).with('carriesPepper', !scene.classic())
        site.ess().forgets(scene.classic() ? ['pepper'] as String[] : new String[0])

        and: 'what people forget is found, and they put it right'
        site.ess().wellKnown('matrix.example.org')
        rehearsal.peopleRepair('switch DNS and well-known') { site.ess().wellKnown('matrix.example.org:443') }
        rehearsal.peopleForget('open federation').peopleRepair('open federation') { site.ess().federates(true) }

        when:
        def end = rehearsal.run()

        then:
        end.why() == null
        end.outcome() == 'done'
        rehearsal.unheld().containsAll(['other servers are sent here', 'other servers reach us'])
        rehearsal.ledger.state().outages().size() == 1
        page('/_matrix/client/v3/account/whoami').text.contains('@user1:example.org')
        login() == (scene.classic() ? 403 : 200)
        value(site.target(), 'select count(*) from events') == value(site.source(), 'select count(*) from events')

        and: 'what was uploaded after the pre-sync too, and people are found'
        page("/_matrix/client/v1/media/download/example.org/$SynapseSite.LATE").text == 'late'
        value(site.target(), 'select count(*) from user_directory') > 0

        and: 'nobody starts the old one by habit, and nothing is left over'
        run(site.old().folder(), 'systemctl start matrix-synapse').text.contains('masked')
        run(site.old().folder(), 'ls work').text == ''

        and: 'no secret is anywhere'
        !rehearsal.entries.any { it.data().toString() =~ SECRETS }
        !rehearsal.output.any { it =~ SECRETS }

        where:
        what                                      | scene
        'PostgreSQL into the chart'               | new Scene(false, false, false)
        'SQLite into a classic ESS without pepper'| new Scene(true, true, false)
        'media in S3, PostgreSQL into the chart'  | new Scene(false, false, true)
    }

    def 'before the point of no return, a rollback brings the old server back, and ESS stays down, its operator too'() {
        given:
        def site = fresh(new Scene(true, false, false))
        def rehearsal = move(folder).replacing("step('it is the same server') {", "step('it is the same server') { verify('it fails here') { 1 == 2 }")

        when:
        def end = rehearsal.run()

        then:
        end.why().contains('it fails here')

        when:
        def back = rehearsal.rollback()

        then:
        back.outcome() == 'rolled-back'
        Files.exists(site.old().folder().root().resolve('run/active'))
        run(site.old().folder(), 'systemctl is-enabled matrix-synapse').text.trim() == 'enabled'
        site.ess().replicas() == 0
        !site.ess().running()

        and: 'it says what must be done, since ESS has run: both have the same one-time keys to give'
        value(site.source(), 'select count(*) from e2e_one_time_keys_json') == value(site.target(), 'select count(*) from e2e_one_time_keys_json')
        rehearsal.entries.any { it.text('text')?.contains('TRUNCATE e2e_one_time_keys_json') }
    }
}
