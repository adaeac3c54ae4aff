package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.SharedLab
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Needs PostgreSQL's client tools; skipped without them, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealTools.here('pg_dump') })
class ServerMoveSpec extends Specification {
    @TempDir
    Path folder

    def site = SharedMattermost.fresh()
    def move = SharedMattermost.rehearsal(folder)

    def 'the bundled runbook moves the server: rows, files, configuration, environment, passwords; old exports stay behind'() {
        given: 'a row whose file was lost long ago'
        def file = data(false).resolve(atSource('select path from fileinfo order by id desc limit 1') as String)
        def lost = Files.move(file, data(false).resolve('../lost'))

        when:
        def end = meanwhile(move.with('sampleFiles', 1).replacing("verify('it still answers') {", "verify('mail is off meanwhile') { !${SharedMattermost.MAIL} }; verify('it still answers') {"), "manual('go or no-go'", 'source', 'echo late >opt/mattermost/data/late.txt').without('later passes of the files').run()

        then:
        end.why() == null
        end.outcome() == 'done'
        move.ledger.state().outages().size() == 1

        and: 'rows'
        ['posts', 'reactions', 'channelmembers', 'pluginkeyvaluestore', 'preferences'].every { atDestination("select count(*) from $it") >= atSource("select count(*) from $it") }
        atDestination("select count(*) from posts where id = '${atSource('select min(id) from posts')}'") == 1
        atDestination("select value from systems where name = 'AsymmetricSigningKey'") == atSource("select value from systems where name = 'AsymmetricSigningKey'")

        and: 'files, the last one too, but not those of old exports'
        Files.exists(data().resolve('late.txt'))
        Files.isRegularFile(data().resolve(atSource('select path from fileinfo order by id limit 1') as String))
        !Files.exists(data().resolve('export'))
        !Files.exists(data().resolve('import'))
        ['plugins/playbooks/plugin.json', 'client/plugins/playbooks/main.js', 'config/saml-idp.crt'].every { Files.exists(data().resolve('..').resolve(it)) }

        and: 'settings: its keys, its own database, and the environment without the old one'
        config().SqlSettings.AtRestEncryptKey == 'key-of-the-old-server'
        config().SqlSettings.DataSource == MattermostSite.dataSource(site.newDatabase())
        Files.readString(data().resolve('../config/mattermost.environment')).trim() == 'MM_TEAMSETTINGS_SITENAME=Laboratory'

        and: 'people get in with their old passwords; mail is on again'
        newServer() == [ping: 200, login: 200]
        config().EmailSettings.SendEmailNotifications
        !running(site.source())

        and: 'no secret is anywhere'
        !move.entries.any { it.data().toString() =~ /password-of-|laboratory-password|key-of-the-old/ }
        !move.output.any { it =~ /password-of-|laboratory-password|key-of-the-old/ }

        cleanup:
        Files.move(lost, file)
    }

    def 'a run that fails before the point of no return puts the mail setting back, and a rollback starts the old server again'() {
        given:
        move.replacing("verify('it still answers') {", "verify('it still answers') { 1 == 2 }; verify('and') {")
        night(move, 'people try it')

        when:
        def end = move.run()

        then:
        end.outcome() == 'waiting'
        config().EmailSettings.SendEmailNotifications

        when:
        def back = move.rollback()

        then:
        back.outcome() == 'rolled-back'
        running(site.source())
        !config().SqlSettings.AtRestEncryptKey.contains('old')
    }

    def 'an offline dry run goes through the whole runbook and touches nothing'() {
        when:
        move.dryRun()

        then:
        move.failures() == []
        move.effects().any { it.contains('systemctl disable --now') }
        move.effects().any { it.contains('drop schema public') }
        running(site.source())
    }
}
