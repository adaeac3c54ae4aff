package dev.runbook.lab

import static dev.runbook.lab.SharedLab.execute
import static dev.runbook.lab.SharedLab.run
import static dev.runbook.lab.SharedLab.value
import static dev.runbook.lab.SharedSynapse.*

import dev.runbook.lab.server.SqlScript
import dev.runbook.lab.synapse.Scene
import dev.runbook.lab.synapse.SynapseSite
import dev.runbook.testing.RealTools
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** The traps of the night, each twice: the bundled runbook meets it in time, and without its precaution the migration goes wrong. Those of the days before are in {@link SynapsePreconditionsSpec}. */
@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql', 'sqlite3') })
class SynapseTrapsSpec extends Specification {
    static final String[] PROBES = ['it is the same server', 'people are found']
    static final String[] MEDIA = ['no other media lie where they go', 'pre-sync the media', 'pre-sync again', 'last media', 'the media arrived', 'hold the media claim', 'give the media claim back']
    static final String[] DAYS_BEFORE = ['both sides run the same release', 'both sides still fit', 'one server name on both sides', 'ESS logs in by password itself', 'ESS is not in use']

    @TempDir
    Path folder

    def site
    def move

    /** A move, quicker where it is not about media. */
    private Rehearsal begin(Scene scene = Scene.CHART, boolean media = false) {
        site = fresh(scene)
        move = again(media)
    }

    private Rehearsal again(boolean media = false) {
        def begun = SharedSynapse.move(folder)
        media ? begun : begun.without(MEDIA)
    }

    private int outages() {
        move.ledger.state().outages().size()
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without the questions of the days before, ESS refuses the database in the middle of the night: #refusal'() {
        given:
        begin()
        trap.call(site)

        when:
        def end = move.without(DAYS_BEFORE).without('ESS carries keys and settings').run()

        then:
        end.outcome() == 'failed'
        outages() == 1
        site.ess().restart().contains(refusal)

        where:
        refusal                              | trap
        'too new for the server'             | { it.ess().release('1.100.0', 83) }
        'Found users in database not native' | { it.ess().named('other.example') }
    }

    private void unsafe() {
        site.target().recreate('C.UTF-8')
        ['synapse.sql', 'fresh.sql'].each { script -> site.target().connect().withCloseable { SqlScript.run(it, SynapseSite, script, [:]) } }
    }

    def 'a database whose locale is not C is found at every start; without the guard Synapse refuses it when the old one is stopped'() {
        given:
        begin()
        unsafe()

        expect:
        move.run().path() == 'the database of ESS is what Synapse needs'
        outages() == 0

        when:
        move = again().without('ESS carries keys and settings')
        ["verify('collation') { facts.collate == 'C' }", "verify('character types') { facts.ctype == 'C' }", "verify('collation') { facts.collate == 'C' && facts.ctype == 'C' }"].each {
            move.replacing("        $it\n", '')
        }
        def end = move.run()

        then:
        end.path() == 'start the Synapse of ESS'
        outages() == 1
        site.ess().restart().contains('IncorrectDatabaseSetup')

        cleanup:
        site.target().recreate('C')
    }

    def 'an operator that starts again what is scaled to 0 is found before the outage; without that ESS writes into the database that is compared'() {
        given:
        begin(new Scene(true, false, false)).with('operator', '')
        move.replacing("timeout: '10m', every: '20ms', holding: '60ms'", "timeout: '2s', every: '20ms', holding: '500ms'")

        when:
        def end = move.run()

        then:
        end.path() == 'stop the Synapse of ESS'
        end.why().contains('what does? parameter operator')
        outages() == 0
        value(site.target(), 'select count(*) from users') == 1

        when:
        move = again().with('operator', '').without('stop the Synapse of ESS')
            .replacing("    verify('its Synapse is down')  { kubernetes('ess').pods(selector: params.synapsePods).isEmpty() }\n", '')
            .replacing("phase 'Compare'", '''phase 'Compare'
step('ESS has its time') {
    waitFor('ESS to write', timeout: '20s', every: '50ms') { sql('target').value('select count(*) from worker_locks') > sql('source').value('select count(*) from worker_locks') }
}''')
        end = move.run()

        then:
        end.path() == 'the database arrived'
        outages() == 1
    }

    def 'a forgotten worker is found; without looking, what it writes is lost'() {
        given:
        begin().replacing("timeout: '5m', every: '2s') { postgres('source').facts()", "timeout: '1s', every: '50ms') { postgres('source').facts()")
        def worker = site.source().connect()

        when:
        def end = move.run()

        then:
        end.why().contains('the last session to end')

        when:
        site.renew(Scene.CHART)
        move = again().without('nobody is in the old database', 'it is the same server').replacing("phase 'Compare'", '''step('a forgotten worker writes') {
    onHost('old') { sh """PGPASSFILE=etc/pgpass psql -q -d "\\$(cat etc/ported)" -c "insert into event_auth values ('last', 'words', 'room')" """ }
}
phase 'Compare\'''')
        end = move.run()

        then:
        end.outcome() == 'done'
        value(site.source(), 'select count(*) from event_auth') == value(site.target(), 'select count(*) from event_auth') + 1

        cleanup:
        worker?.close()
    }

    def 'a sequence that is behind is seen before ESS starts; a pepper, a macaroon key that did not arrive, before anybody gets in'() {
        given:
        begin()
        site.ess().forgets('pepper', 'macaroon')
        def restore = 'postgres(\'target\').restore("${run.id}.dump") }'

        when:
        def end = move.replacing(restore, restore + "\n    sql('target').execute(\"select setval('state_group_id_seq', 2)\")")
            .stoppingBefore("phase 'Start and probe'").run()

        then:
        end.why().contains('state_group_id_seq')
        !site.ess().running()

        when:
        site.renew(Scene.CHART)
        site.ess().forgets('pepper', 'macaroon')
        end = again().run()

        then:
        end.why().contains('an old password logs in: the pepper is right')
        end.why().contains('a guest of before is known')
    }

    /** What another server keeps where ESS is said to have its media. */
    private List<File> strangers() {
        def folder = site.ess().media().resolve('media_store/local_content/st/ra').toFile()
        folder.mkdirs()
        (1..30).collect { n -> new File(folder, "nger$n").tap { text = 'of others' } }
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'settings that a package keeps in conf.d are carried; read without them, the pepper is lost; media of others are not taken for those of ESS, or they are gone'() {
        given:
        begin().replacing("settings = settings + (readYaml(file, secret: true) ?: [:])", "readYaml(file, secret: true)")

        expect:
        move.run().why().contains('an old password logs in: the pepper is right')

        when: 'ESS can be given none'
        site.renew(Scene.CHART)
        site.ess().forgets('pepper')
        def others = strangers()
        move = again(true).with('carriesPepper', false)
        def end = move.run()

        then:
        end.path() == 'no other media lie where they go'
        outages() == 0

        when:
        site.renew(Scene.CHART)
        site.ess().forgets('pepper')
        others = strangers()
        end = again(true).with('carriesPepper', false).without('no other media lie where they go').run()

        then:
        end.outcome() == 'done'
        !others.any { it.exists() }
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'an ESS that people have come to since is not emptied; a restore over what is there is refused, and with the usual commands it doubles tables'() {
        given:
        begin().replacing("step('ESS is still not in use') {", "step('ESS is still not in use') {\n    sql('target').execute(\"insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n\")")

        expect:
        move.run().why().contains('users of a fresh installation')
        value(site.target(), 'select count(*) from users') == 10

        when:
        site.renew(Scene.CHART)
        move = again().without('empty the database of ESS')
        def end = move.run()

        then:
        end.path() == 'restore'
        value(site.target(), 'select count(*) from users') == 1

        when:
        def environment = [PGPASSWORD: site.target().password()]
        def target = "-h 127.0.0.1 -p ${site.target().port()} -U ${site.target().user()} -d synapse"
        execute(site.target(), "insert into event_auth select 'e' || n, 'a', 'r' from generate_series(1, 5) n")
        def restored = run(site.old().folder(), "pg_dump -Fc -O $target -f doubled && pg_restore -O $target doubled", environment)

        then:
        restored.status == 1
        value(site.target(), 'select count(*) from event_auth') == 10
    }

    def 'what came after the pre-sync is missed without the last sync, and the run stops: on disk, in S3'() {
        when:
        def end = begin(Scene.CHART, true).without('last media', 'pre-sync again').run()

        then:
        end.why().contains('files by SHA-256')
        end.why().contains('every upload has its file')

        when: 'in S3 nothing but a download tells'
        end = begin(new Scene(false, false, true), true).without('last media', 'pre-sync again').run()

        then:
        end.why().contains('media come back, by SHA-256')
    }

    def 'a port that loses rows is found when it is rehearsed'() {
        given:
        begin(new Scene(false, true, false))
        loses()

        expect:
        move.run().path().endsWith('the rehearsed port is complete')
        outages() == 0
    }

    private void loses() {
        def port = site.old().folder().root().resolve('bin/synapse_port_db').toFile()
        port.text = port.text.replace("echo 'commit;'", "echo 'delete from e2e_room_keys; commit;'")
    }

    def 'without all these, the run is done, its health page is green, and everything is wrong'() {
        given:
        begin(new Scene(false, true, false), true)
        loses()
        site.ess().forgets('signing_key', 'pepper', 'macaroon')
        site.ess().federates(true)
        execute(site.target(), "insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n")
        def restore = 'postgres(\'target\').restore("${run.id}.dump") }'
        move.with('appServices', []).replacing(restore, restore + "\n    sql('target').execute(\"select setval('state_group_id_seq', 2)\")")
            .replacing("    verify('ESS shows the carried key') { sameKeys(keysBefore()) }\n", '')
            .replacing("    verify('ESS finds no room of another server: federation is closed') { federationClosed() }\n", '')
            .replacing("        verify('appServices names every app_service_config_files') { (settings.app_service_config_files ?: []).size() == params.appServices.size() }\n", '')
            .without(PROBES).without('last media', 'pre-sync again', 'the media arrived', 'the database arrived', 'ESS is not in use', 'ESS is still not in use', 'both sides still fit', 'the directory is made anew',
                'the rehearsed port is complete', 'the port is complete')

        expect:
        move.run().outcome() == 'done'
        page('/health').text == 'OK'

        and: 'other servers see a stranger, and saw it before anybody had looked'
        !page('/_matrix/key/v2/server').text.contains('a_oldKey')
        page('/_matrix/client/v3/directory/room/%23matrix:matrix.org').status == 200

        and: 'every password is wrong, guests are shut out, bridges have no tokens'
        login() == 403
        page('/_matrix/client/v3/account/whoami', guest()).status == 404
        site.ess().api().object('v1', 'secrets', 'ess', 'move-appservices').isMissingNode()

        and: 'the last picture is lost, and so are the backups of keys'
        page("/_matrix/client/v1/media/download/example.org/$SynapseSite.LATE").status == 404
        value(site.target(), 'select count(*) from e2e_room_keys') == 0

        and: 'numbers will be given again that are taken'
        value(site.target(), 'select last_value from state_group_id_seq') < value(site.target(), 'select max(id) from state_groups')

        and: 'who was in ESS is gone, and nobody is found'
        value(site.target(), "select count(*) from users where name like '@new%'") == 0
        value(site.target(), 'select count(*) from user_directory') == 0
    }
}
