package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.product.Release
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** The traps of the night, each twice: the bundled runbook meets it in time, and without its precaution the migration goes wrong. Those of the days before are in {@link ServerMovePreconditionsSpec}. */
@Requires({ RealTools.here('pg_dump') })
class ServerMoveTrapsSpec extends Specification {

    static final GUESTS = "select count(*) from users where roles like '%system_guest%' and deleteat = 0"
    static final TABLES = "select count(*) from information_schema.tables where table_schema = 'public'"
    static final SYSTEM = '/usr/local/bin:/usr/bin:/bin'
    static final AGAIN = ['a folder for this run', 'stop the new server', 'keep what the new server has', 'the new server is still disposable', 'empty the new database']
    static final RESTORE = "step('restore', timeout: '12h') {\n                onHost('destination', as: 'root', dir: \"\${params.destinationWork}/\${folder()}\") { postgres"

    @TempDir
    Path folder

    def site = SharedMattermost.fresh()

    private Rehearsal move() {
        SharedMattermost.rehearsal(folder)
    }

    def 'guests are asked for days before; without their steps guests are deactivated, the schema is migrated, keys are lost, old exports come along, and a count after the first start differs'() {
        given:
        guestAccounts(false)
        Machines.release(changed(), Release.LATER)

        expect:
        move().only(['what the old server really runs with', 'guests stay what they are']).run().path() == 'guests stay what they are'

        when:
        def end = move().only(DATABASE - ['everything arrived', 'configuration'] + ['last pass of the files', 'nothing was lost since'])
                .replacing("verifySame('schema', schemaVersion('source'), schemaVersion('destination'))", '')
                .replacing("    verifySame('ids of the old server'", "    verifySame('count', before().kinds, kinds('destination'))\n    verifySame('ids of the old server'")
                .replacing("def LEFT_OUT = ['export/**', 'import/**']", 'def LEFT_OUT = []').run()

        then: 'every step before said that all was well'
        end.path() == 'nothing was lost since'
        end.why().contains('direct conversations')
        atSource(GUESTS) == 2
        atDestination(GUESTS) == 0
        config().SqlSettings.AtRestEncryptKey == 'key-of-the-new-server'
        Files.exists(data().resolve('export/old_export.zip'))

        and: 'the schema was migrated, and systems knows nothing of it'
        atSource('select max(version) from db_migrations') == 96
        atDestination('select max(version) from db_migrations') == 99
        [atSource("select value from systems where name = 'Version'"), atDestination("select value from systems where name = 'Version'")] == ['5.36.1', '5.36.1']

        cleanup:
        guestAccounts(true)
    }

    def 'a server in use is never emptied, and without looking it is'() {
        given:
        changed()
        SharedLab.execute(site.newDatabase(), "insert into users (id, username, email) select 'precious' || i, 'precious' || i, i || '@x' from generate_series(1, 9) i")

        expect:
        move().only(['the new server is disposable']).run().path() == 'the new server is disposable'
        move().only(AGAIN).run().path().endsWith('the new server is still disposable')
        atDestination('select count(*) from users') == 10

        and: 'nor one of which nothing is kept'
        move().with('disposableUsers', 99).only(AGAIN - 'keep what the new server has').run().why().contains('what it had is kept')

        when:
        night(move()).stoppingBefore(RESTORE).run()

        then:
        atDestination(TABLES) == 0
    }

    def 'a disk that fills up meanwhile is seen right before the wipe; without looking again the new database is empty, and the old one does not fit'() {
        given:
        def host = changed()
        host.script('bin/df', '#!/bin/sh\n[ -e "$HOME/lab/full" ] || exec /bin/df "$@"\nprintf "Filesystem 1024-blocks Used Available Capacity Mounted on\\n/dev/lab 1000 1000 0 100%% /\\n"\n')
        ['pg_dump', 'psql'].each { host.script("tools/$it", "#!/bin/sh\nPATH=$SYSTEM exec $it \"\$@\"\n") }
        host.script('tools/pg_restore', '#!/bin/sh\ncase "$*" in *--dbname*|*-d*) echo "ERROR:  could not extend file: No space left on device" >&2; exit 1 ;; esac\nPATH=' + SYSTEM + ' exec pg_restore "$@"\n')

        expect: 'days before there was room'
        with(meanwhile(move().only(['a folder for this run', 'there is room', 'there is still room', 'empty the new database']), "        step('there is still room'", 'destination', 'touch lab/full').run()) {
            path().endsWith('there is still room')
            why().contains('for the restored database')
        }
        atDestination('select count(*) from users') == 1

        when:
        SharedLab.run(host, 'rm lab/full')
        def end = night(move(), 'there is room').replacing("restore('mattermost.dump', jobs: params.jobs)", "restore('mattermost.dump', jobs: params.jobs, tools: '${host.root().resolve('tools')}')").run()

        then:
        end.path().endsWith('restore')
        end.why().contains('No space left on device')
        atDestination(TABLES) == 0

        cleanup:
        SharedLab.run(host, 'rm -rf lab/full bin/df tools')
    }

    def 'a file that comes after the first pass is missed without the last one, and the comparison tells'() {
        given:
        changed()

        when:
        def end = meanwhile(move(), "manual('go or no-go'", 'source', 'echo late >opt/mattermost/data/late.txt')
            .only(['first pass of the files', 'meanwhile', 'stop the old server', 'census of the old server', 'every file arrived']).run()

        then:
        end.path() == 'every file arrived'
        end.why().contains('late.txt')
        !Files.exists(data().resolve('late.txt'))
    }

    def 'somebody on the old database stops the run, before anything is counted; without waiting what they write is lost'() {
        given:
        def connection = site.oldDatabase().connect()
        def waiting = "    waitFor('nobody on its database', timeout: '5m', every: '1s') { facts('source').sessions.isEmpty() }\n"

        when:
        def end = move().only(['stop the old server', 'census of the old server']).replacing(waiting, waiting.replace('5m', '1s').replace("every: '1s'", "every: '200ms'")).run()

        then:
        end.path() == 'stop the old server'
        end.why().contains('nobody on its database')

        when:
        SharedMattermost.fresh()
        def dumped = "dump('mattermost.dump', jobs: params.jobs) }\n            }\n"
        def writes = "PGPASSWORD=${site.oldDatabase().password()} psql -qh 127.0.0.1 -p ${site.oldDatabase().port()} -U mmuser mattermost -c \"update systems set value = 'written' where name = 'Version'\""
        end = night(move()).replacing(waiting, '').replacing(dumped, "${dumped}            step('meanwhile') { onHost('source') { sh '''$writes''' } }\n").run()

        then:
        end.outcome() == 'done'
        [atSource("select value from systems where name = 'Version'"), atDestination("select value from systems where name = 'Version'")] == ['written', '5.36.1']

        cleanup:
        connection.close()
        SharedLab.execute(site.oldDatabase(), "update systems set value = '5.36.1' where name = 'Version'")
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
