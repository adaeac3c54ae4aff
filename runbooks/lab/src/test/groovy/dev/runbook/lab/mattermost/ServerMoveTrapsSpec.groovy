package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.product.Release
import dev.runbook.lab.mattermost.product.Row
import dev.runbook.lab.mattermost.product.Schema
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Each trap twice: the bundled runbook meets it in time, and without its precaution the migration goes wrong. */
@Requires({ RealTools.here('pg_dump') })
class ServerMoveTrapsSpec extends Specification {

    static final GUESTS = "select count(*) from users where roles like '%system_guest%' and deleteat = 0"

    @TempDir
    Path folder

    def site = SharedMattermost.fresh()
    def move = SharedMattermost.rehearsal(folder)

    def 'a variable of the new unit that leads to another database is found before the outage'() {
        given:
        strayVariable()

        when:
        def end = move.run()

        then:
        end.why().contains('its own lines set no MM_ variable')
        untouched()
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without that guard the start succeeds and the ping says OK; the probes tell it from the old server'() {
        given:
        strayVariable()

        when:
        def end = move.without('the new unit can start').run()

        then:
        end.path() == 'it is the old server on a new machine'
        end.why().contains('DiagnosticId')
        end.why().contains('the old password logs in')
        newServer() == [ping: 200, login: 401]
    }

    def 'a unit that still requires a retired database service is found before the outage, and without the guard in it'() {
        given:
        Machines.unit(changed(), 'Requires=mysql.service')

        expect:
        move.run().why().contains('all services that it requires are active')
        untouched()

        when:
        def end = SharedMattermost.rehearsal(folder).without('the new unit can start').run()

        then:
        end.path() == 'start the new server'
        end.why().contains('mysql.service not found')
    }

    def 'a newer program on the new server is found by its bytes, by what it says, and by the schema it made'() {
        given:
        later()

        expect:
        move.run().why().contains('sha256 of bin/mattermost')
        SharedMattermost.rehearsal(folder).with('sameBuild', false).run().why().contains("'7.6.0', found '7.7.0'") 
        SharedMattermost.rehearsal(folder).with('sameBuild', false).replacing("    verifySame('version', version, client('destination', params.destinationPort).Version)\n", '').run().path() == 'both schemas are of that version'
        atSource("select value from systems where name = 'Version'") == '5.36.1'
    }

    def 'guests of a server whose guest accounts are off are found before the outage'() {
        given:
        guestAccounts(false)

        when:
        def end = move.run()

        then:
        end.path() == 'guests stay what they are'
        untouched()

        cleanup:
        guestAccounts(true)
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without their steps: guests are deactivated, the schema is migrated, keys are lost, old exports come along, and a count after the first start differs'() {
        given:
        guestAccounts(false)
        later()

        when:
        def end = move.with('sameBuild', false).without('both schemas are of that version', 'guests stay what they are', 'everything arrived', 'configuration')
                .replacing("    verifySame('version', version, client('destination', params.destinationPort).Version)\n", '')
                .replacing("verifySame('schema', schemaVersion('source'), schemaVersion('destination'))", '')
                .replacing("    verifySame('ids of the old server'", "    verifySame('count', before().kinds, kinds('destination'))\n    verifySame('ids of the old server'")
                .replacing("def LEFT_OUT = ['export/**', 'import/**']", 'def LEFT_OUT = []').run()

        then: 'every step before said that all was well'
        end.path() == 'nothing was lost since'
        end.why().contains('direct conversations')
        atSource(GUESTS) == 2
        atDestination(GUESTS) == 0
        atSource('select max(version) from db_migrations') == 96
        atDestination('select max(version) from db_migrations') == 99
        config().SqlSettings.AtRestEncryptKey == 'key-of-the-new-server'
        Files.exists(data().resolve('export/old_export.zip'))

        cleanup:
        guestAccounts(true)
    }

    def 'a server in use is never emptied, and without looking it is'() {
        given:
        changed()
        SharedLab.execute(site.newDatabase(), "insert into users (id, username, email) select 'precious' || i, 'precious' || i, i || '@x' from generate_series(1, 9) i")

        expect:
        move.run().path() == 'the new server is disposable'
        atDestination('select count(*) from users') == 10

        and: 'nor one of which nothing is kept'
        SharedMattermost.rehearsal(folder).with('disposableUsers', 99).without('keep what the new server has').run().why().contains('what it had is kept')

        when:
        [site.source(), site.destination()].each { SharedLab.run(it.folder(), 'systemctl start mattermost') }
        SharedMattermost.rehearsal(folder).without('the new server is disposable', 'the new server is still disposable').replacing("step('restore', timeout: '12h') {\n                onHost('destination', as: 'root', dir: \"\${params.destinationWork}/\${folder()}\") { postgres", "step('restore', timeout: '12h') {\n                verify('stops here') { 1 == 2 }\n                onHost('destination', as: 'root', dir: \"\${params.destinationWork}/\${folder()}\") { postgres").run()

        then:
        atDestination("select count(*) from information_schema.tables where table_schema = 'public'") == 0
    }

    def 'a file that comes after the first pass is carried by the last one, and missed without it'() {
        given:
        def late = "step('meanwhile') { onHost('source') { sh 'echo late >opt/mattermost/data/late.txt' } }\nmanual('go or no-go'"
        move.replacing("manual('go or no-go'", late).without('later passes of the files', 'last pass of the files')

        when:
        def end = move.run()

        then:
        end.path() == 'every file arrived'
        end.why().contains('late.txt')
    }

    def 'somebody on the old database stops the run, before anything is counted'() {
        given:
        def connection = site.oldDatabase().connect()

        when:
        def end = move.with('files', 'elsewhere').replacing("waitFor('nobody on its database', timeout: '5m', every: '1s')", "waitFor('nobody on its database', timeout: '1s', every: '200ms')").run()

        then:
        end.path() == 'stop the old server'
        end.why().contains('nobody on its database')

        cleanup:
        connection.close()
    }

    def 'an administrator who is none, a file store elsewhere, a wrong clock, and a database that the server does not run on are found before the outage'() {
        expect:
        move.with('files', 's3').with('s3Login', 'role').run().path() == 'the parameters say the same'
        SharedMattermost.rehearsal(folder).with('adminUser', 'user2').run().path() == 'the administrator logs in today'
        SharedMattermost.rehearsal(folder).with('sourceData', data().toString()).run().why().contains('sourceData is its file store')

        when:
        def late = site.destination().folder().script('bin/date', '#!/bin/sh\necho $(($(/bin/date +%s) + 3600))\n')

        then:
        SharedMattermost.rehearsal(folder).run().why().contains('the clocks are within 30 seconds')

        when:
        Files.delete(late)
        stale()
        def end = SharedMattermost.rehearsal(folder) { it.replaceFirst('(jdbc:postgresql://[^/]+)/mattermost"', '$1/stale"') }.run()

        then:
        end.path() == 'the inventory means the database that the old server runs on'
        untouched()

        cleanup:
        late && Files.deleteIfExists(late)
    }

    private boolean untouched() {
        [site.source(), site.destination()].every { running(it) }
    }

    /** A drop-in of the installation: with it the new server runs on a database of its own. */
    private void strayVariable() {
        site.newDatabase().superuser().withCloseable {
            it.createStatement().execute('drop database if exists stray')
            it.createStatement().execute('create database stray owner mmuser')
        }
        changed().write('etc/systemd/system/mattermost.service.d/stray.conf',
            "[Service]\nEnvironment=MM_SQLSETTINGS_DATASOURCE=${MattermostSite.dataSource(site.newDatabase()).replace('/mattermost?', '/stray?')}\n")
    }

    /** Another database of Mattermost on the old database server, left from long ago. */
    private void stale() {
        site.oldDatabase().superuser().withCloseable {
            it.createStatement().execute('drop database if exists stale')
            it.createStatement().execute('create database stale owner mmuser')
        }
        java.sql.DriverManager.getConnection(site.oldDatabase().url().replace('/mattermost', '/stale'), 'mmuser', site.oldDatabase().password()).withCloseable {
            def schema = new Schema(it)
            schema.upTo(Release.RUNNING.schema())
            schema.insert('Systems', new Row().with('Name', 'DiagnosticId').with('Value', 'another'))
        }
    }

    private void later() {
        Machines.release(changed(), Release.LATER)
        assert SharedLab.run(site.destination().folder(), 'systemctl restart mattermost').text == ''
    }

    /** By a variable of its unit, which the new server gets too; it deactivates guests when it starts the next time. */
    private void guestAccounts(boolean on) {
        def host = site.source().folder()
        def lines = host.root().resolve(Machines.ENVIRONMENT).toFile().readLines().findAll { !it.contains('GUEST') } + (on ? [] : ['MM_GUESTACCOUNTSSETTINGS_ENABLE=false'])
        Machines.secret(host, Machines.ENVIRONMENT, lines.join('\n') + '\n')
        SharedLab.execute(site.oldDatabase(), "update users set roles = 'system_user' where roles = 'system_guest'")
        assert SharedLab.run(host, 'systemctl restart mattermost').text == ''
        SharedLab.execute(site.oldDatabase(), "update users set roles = 'system_guest' where username in ('user4', 'user13')")
    }
}
