package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.NewerTools
import dev.runbook.lab.RealTools
import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.product.Release
import dev.runbook.lab.mattermost.product.Row
import dev.runbook.lab.mattermost.product.Schema
import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** What is asked days before, each trap twice: the bundled runbook meets it before the outage, and without the question the night goes wrong. */
@Requires({ RealTools.here('pg_dump') })
class ServerMovePreconditionsSpec extends Specification {
    static final SETTINGS = ['what the old server really runs with', 'the parameters say the same']

    @TempDir
    Path folder

    def site = SharedMattermost.fresh()
    def host = site.destination().folder()

    private Rehearsal move(String... only) {
        def move = SharedMattermost.rehearsal(folder)
        only ? move.only(only) : move
    }

    def 'a variable of the new unit that leads to another database is found; without that guard the start succeeds and the ping says OK, and the probes tell it from the old server'() {
        given:
        site.newDatabase().superuser().withCloseable {
            it.createStatement().execute('drop database if exists stray')
            it.createStatement().execute('create database stray owner mmuser')
        }
        changed().write('etc/systemd/system/mattermost.service.d/stray.conf',
            "[Service]\nEnvironment=MM_SQLSETTINGS_DATASOURCE=${MattermostSite.dataSource(site.newDatabase()).replace('/mattermost?', '/stray?')}\n")

        expect:
        move().run().why().contains('its own lines set no MM_ variable')
        untouched()

        when:
        def end = night(move()).run()

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
        move('the new unit can start').run().why().contains('all services that it requires are active')
        untouched()

        when:
        def end = night(move()).run()

        then:
        end.path() == 'start the new server'
        end.why().contains('mysql.service not found')
    }

    def 'a newer program is found by its bytes, by what it says, and by the schema it made; the row of systems tells nothing'() {
        given:
        Machines.release(changed(), Release.LATER)
        assert SharedLab.run(host, 'systemctl restart mattermost').text == ''

        expect:
        move('the programs are the same').run().why().contains('sha256 of bin/mattermost')
        move('both servers say the same version').run().why().contains("'7.6.0', found '7.7.0'")
        move('both schemas are of that version').run().path() == 'both schemas are of that version'
        atSource("select value from systems where name = 'Version'") == '5.36.1'
    }

    def 'an administrator who is none, a file store elsewhere, a database of another kind, and a wrong clock are found'() {
        expect:
        move(*SETTINGS).with('files', 's3').with('s3Login', 'role').run().path() == SETTINGS[1]
        move(*SETTINGS).with('database', 'mysql').run().why().contains("driver: expected 'mysql', found 'postgres'")
        move(*SETTINGS).with('sourceData', data().toString()).run().why().contains('sourceData is its file store')
        move('the administrator logs in today').with('adminUser', 'user2').run().path() == 'the administrator logs in today'

        when:
        def late = host.script('bin/date', '#!/bin/sh\necho $(($(/bin/date +%s) + 3600))\n')

        then:
        move('the clocks agree').run().why().contains('the clocks are within 30 seconds')

        cleanup:
        late && Files.deleteIfExists(late)
    }

    def 'a file store that means another folder on the new machine is found; without looking the new server has no files'() {
        given:
        configure('../elsewhere/data')
        SharedLab.run(site.source().folder(), 'mkdir opt/elsewhere && ln -s ../mattermost/data opt/elsewhere/data')

        expect:
        move(*SETTINGS).run().path() == SETTINGS[1]

        when:
        def end = night(move()).run()

        then:
        end.path() == 'it is the old server on a new machine'
        end.why().contains('file store')

        cleanup:
        configure('./data/')
        SharedLab.run(site.source().folder(), 'rm -rf opt/elsewhere')
    }

    def 'an inventory that names a database which the server does not run on is found; without looking an empty one is moved'() {
        given:
        stale()
        def stale = { SharedMattermost.rehearsal(folder) { it.replaceFirst('(jdbc:postgresql://[^/]+)/mattermost"', '$1/stale"') } }

        expect:
        stale().only(['the inventory means the database that the old server runs on']).run().why().contains('DiagnosticId')
        untouched()

        when:
        night(stale().replacing("verifySame('DiagnosticId', identity(), client('destination', params.destinationPort).DiagnosticId)", ''))
            .without('the inventory means the database that the old server runs on').run()

        then:
        newServer() == [ping: 200, login: 401]
    }

    def 'a program that is exchanged after the days before is found right before the wipe'() {
        given:
        changed()

        when:
        def end = meanwhile(night(move(), 'the programs are the same', 'everything still fits'), "        step('everything still fits'", 'destination', 'echo "# another" >>opt/mattermost/bin/mattermost').run()

        then:
        end.path().endsWith('everything still fits')
        end.why().contains('sha256 of bin/mattermost')
        atDestination('select count(*) from users') == 1
    }

    def 'another order of text is found before the outage; without looking the letters of the moved texts have other cases, and without its switch everybody gets mail while people try'() {
        given:
        changed()
        site.newDatabase().recreate('C.UTF-8')
        SharedMattermost.fresh()

        expect:
        move('the databases fit').run().why().contains('C.UTF-8')
        night(move(), 'people try it')
            .replacing('set:     { was -> sendMail(false) }', 'set:     { was -> was }')
            .replacing("verify('it still answers') {", "verify('mail goes to everybody') { ${SharedMattermost.MAIL} }; verify('it still answers') {").run().outcome() == 'done'
        atSource("select lower('Ä')") != atDestination("select lower('Ä')")

        cleanup:
        changed()
        site.newDatabase().recreate('C')
    }

    def 'an archive that the pg_restore of the new machine would refuse is found before the outage; without looking it is refused when the old server stands still'() {
        given:
        changed()
        def newer = { Rehearsal move -> NewerTools.onlyThese(move, site.source().folder()) }

        expect:
        newer(move('the databases fit')).run().why().contains('pg_restore reads what pg_dump writes')
        untouched()

        when:
        def end = newer(night(move())).run()

        then:
        end.path().endsWith('restore')
        end.why().contains('unsupported version (1.16) in file header')
        !running(site.source())
        atDestination("select count(*) from pg_tables where schemaname = 'public'") == 0
    }

    /** Where the old server looks for its files. */
    private void configure(String directory) {
        def text = config(false)
        text.FileSettings.Directory = directory
        data(false).resolve('../config/config.json').toFile().text = JsonOutput.toJson(text)
        assert SharedLab.run(site.source().folder(), 'systemctl restart mattermost').text == ''
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
}
