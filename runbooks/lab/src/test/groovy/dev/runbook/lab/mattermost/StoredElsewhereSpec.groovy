package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The configuration lies in the database and the attachments in a bucket. Needs PostgreSQL's client tools; skipped without them, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealTools.here('pg_dump') && RealTools.here('curl') })
class StoredElsewhereSpec extends Specification {
    static final ACTIVE = 'select value::jsonb from configurations where active'

    @Shared
    @AutoCleanup
    ObjectStore store
    @Shared
    @AutoCleanup
    InstanceRole role = new InstanceRole(ObjectStore.ID, ObjectStore.SECRET)
    @TempDir
    Path folder

    def site = SharedMattermost.fresh()

    def setupSpec() {
        SharedMattermost.get()
        store = new ObjectStore()
        store.fill(data(false))
    }

    def setup() {
        changed()
        store()
    }

    def cleanup() {
        SharedLab.execute(site.oldDatabase(), 'delete from configurations')
        SharedLab.run(site.source().folder(), 'rm -rf etc/systemd/system/mattermost.service.d')
        environment("MM_SQLSETTINGS_DATASOURCE=${MattermostSite.dataSource(site.oldDatabase())}\nMM_TEAMSETTINGS_SITENAME=Laboratory\n")
    }

    def 'both are moved: the active row leads to the new database, the key comes with the environment, files are the same, and a reboot of the old machine brings nothing back'() {
        when:
        def move = move()
        def end = move.run()

        then:
        end.why() == null
        end.outcome() == 'done'
        newServer() == [ping: 200, login: 200]

        and: 'one row changed, in one place'
        stored().SqlSettings == [DriverName: 'postgres', DataSource: MattermostSite.dataSource(site.newDatabase()), AtRestEncryptKey: 'key-in-the-database']
        stored().FileSettings == new JsonSlurper().parseText(JsonOutput.toJson(config(false).FileSettings + store.settings()))
        atDestination('select count(*) from configurations') == 2
        atDestination("select value from configurations where id = 'earlier'") == '{}'

        and: 'the new unit gets its own address, and the key'
        def lines = data().resolve('../config/mattermost.environment').toFile().readLines().findAll()
        lines as Set == ["MM_FILESETTINGS_AMAZONS3SECRETACCESSKEY=$ObjectStore.SECRET", "MM_CONFIG=${MattermostSite.dataSource(site.newDatabase())}"]*.toString() as Set

        and: 'no secret is anywhere'
        !move.entries.any { it.data().toString() =~ /password-of-|key-in-the-database|secret.of.the-bucket/ }
        !move.output.any { it =~ /password-of-|key-in-the-database|secret.of.the-bucket/ }

        when:
        SharedLab.run(site.source().folder(), 'systemctl reboot')

        then:
        !running()
    }

    def 'without the change of its row the new server writes into the old database, and every other probe holds'() {
        when:
        def end = night(move()).without('configuration in the database').run()

        then:
        end.path() == 'it is the old server on a new machine'
        end.why().contains('that login is in the new database')
        ['database:', 'DiagnosticId:', 'the old password', 'schema:'].every { !end.why().contains(it) }
        newServer() == [ping: 200, login: 200]
    }

    def 'a runbook that takes the file for the configuration is stopped; else the stock file comes along, and its keys are not those that people\'s second factors need'() {
        expect:
        move().with('configuration', 'file').run().why().contains('configuration in a file, or in the database')
        untouched()

        when:
        def end = night(move().with('configuration', 'file')).run()

        then: 'all probes held'
        end.outcome() == 'done'
        config().SqlSettings.AtRestEncryptKey == 'key-of-the-old-server'
    }

    def 'a unit whose command names another configuration is found before the outage, and without the guard in it'() {
        given:
        def unit = site.destination().folder().root().resolve('etc/systemd/system/mattermost.service').toFile()
        unit.text = unit.text.replaceFirst(/(?m)^(ExecStart=.*)$/, '$1 --config postgres://elsewhere')

        expect:
        move().run().why().contains('its command names no other configuration')
        running()

        and:
        night(move()).run().path() == 'start the new server'
    }

    def 'a key that does not open the bucket is found before the outage; without the key the new server has no files, and a unit that stays enabled comes back over the bucket'() {
        expect:
        move('another').run().path() == 'the new machine reads the bucket'
        untouched()

        when:
        def end = night(move()).replacing('"${lines}\\n${own}"', 'own').replacing('systemctl disable --now ${params.sourceService}', 'systemctl stop ${params.sourceService}').run()

        then:
        end.path() == 'it is the old server on a new machine'
        end.why().contains('file store')

        when:
        SharedLab.run(site.source().folder(), 'systemctl reboot')

        then:
        running()
    }

    def 'a role of the machine opens the bucket as well; a new machine without it is told by the new server itself, before people are led there, and the run goes on when it has one'() {
        given:
        role.of(site.source().folder(), true)
        role.of(site.destination().folder(), false)
        store('')
        def move = roleMove()

        when:
        def end = move.run()

        then:
        end.path() == 'it is the old server on a new machine'
        end.why().contains('file store')
        !leadsToNew()

        when:
        role.of(site.destination().folder(), true)
        SharedLab.run(site.destination().folder(), 'systemctl restart mattermost')
        end = move.resume()

        then:
        end.outcome() == 'done'
        newServer() == [ping: 200, login: 200]
        leadsToNew()

        when: 'nobody asks'
        SharedMattermost.fresh()
        role.of(changed(), false)
        end = roleMove().without('attachments download whole').replacing("        verify('file store')                { status.filestore_status == 'OK' }\n", '').run()

        then: 'people are led to a server that has no files'
        end.outcome() == 'done'
        newServer() == [ping: 200, login: 200]
        download() == 404
    }

    /** So much of it as brings files before people. */
    private Rehearsal roleMove() {
        move().with('s3Login', 'role').only(DATABASE + ['what the old server really runs with', 'the parameters say the same', 'a sample of attachments', 'attachments download whole', 'switch DNS'])
    }

    private Rehearsal move(String secret = ObjectStore.SECRET) {
        Files.writeString(folder.resolve('bucket'), secret)
        SharedMattermost.rehearsal(folder) { it + "      s3Secret: { file: ${folder.resolve('bucket')} }\n" }.with('configuration', 'database').with('files', 's3')
    }

    /** As after {@code mattermost config migrate}: the file is the stock one again, an earlier configuration is kept, and the bucket's key comes from the environment. */
    private void store(String key = ObjectStore.ID) {
        def text = config(false)
        text.SqlSettings = [DriverName: 'postgres', DataSource: MattermostSite.dataSource(site.oldDatabase()), AtRestEncryptKey: 'key-in-the-database']
        text.FileSettings += store.settings() + [AmazonS3AccessKeyId: key]
        SharedLab.execute(site.oldDatabase(), """delete from configurations;
            insert into configurations values ('earlier', '{}', 1, null), ('now', '${JsonOutput.toJson(text)}', 2, true)""")
        environment("MM_CONFIG=${MattermostSite.dataSource(site.oldDatabase())}\n${key ? "MM_FILESETTINGS_AMAZONS3SECRETACCESSKEY=$ObjectStore.SECRET\n" : ''}")
        SharedLab.run(site.source().folder(), 'systemctl enable mattermost')
    }

    private void environment(String lines) {
        Machines.secret(site.source().folder(), Machines.ENVIRONMENT, lines)
        assert SharedLab.run(site.source().folder(), 'systemctl restart mattermost').text == ''
    }

    private Map stored() {
        new JsonSlurper().parseText(atDestination(ACTIVE).toString()) as Map
    }

    /** Of an attachment, by somebody who logs in. */
    private int download() {
        def login = (HttpURLConnection) new URL("${site.url()}/api/v4/users/login").openConnection()
        login.doOutput = true
        login.outputStream.withCloseable { it << JsonOutput.toJson([login_id: SourceData.ADMIN, password: SourceData.PASSWORD]) }
        def file = (HttpURLConnection) new URL("${site.url()}/api/v4/files/${atDestination('select min(id) from fileinfo')}").openConnection()
        file.setRequestProperty('Authorization', "Bearer ${login.getHeaderField('Token')}")
        file.responseCode
    }

    /** The old server is stopped: nobody else answers there. */
    private boolean leadsToNew() {
        try {
            ((HttpURLConnection) new URL("${site.url()}/api/v4/system/ping").openConnection()).responseCode == 200
        } catch (IOException nobody) {
            false
        }
    }

    private boolean running() {
        SharedMattermost.running(site.source())
    }
}
