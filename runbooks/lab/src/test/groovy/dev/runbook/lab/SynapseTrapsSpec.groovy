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

/**
 * The traps of the night: the bundled runbook meets each in time, and without its precaution the migration goes wrong. Only the steps run that a trap is about. Those of the days before are in
 * {@link SynapsePreconditionsSpec}, those that show when all is over in {@link SynapseNobodyLooksSpec}.
 */
@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql', 'sqlite3') })
class SynapseTrapsSpec extends Specification {
    static final List<String> STOPPED = ['how much there is', 'replicas of ESS', 'stop the Synapse of ESS', 'back up what ESS has', 'stop Synapse']
    static final List<String> CARRIED = STOPPED + ['dump', 'carry the dump']
    static final List<String> RESTORED = CARRIED + ['empty the database of ESS', 'restore']
    static final List<String> STARTED = RESTORED + ['start the Synapse of ESS']
    static final List<String> COMPARED = RESTORED + ['census of the old server', 'the database arrived', 'start the Synapse of ESS']
    static final List<String> PROBED = STARTED + ['the keys that other servers know us by', 'carry keys and secrets', 'ESS carries keys and settings', 'media and people, as the old server shows them', 'it is the same server']
    static final List<String> PRESYNCED = ['how much there is', 'hold the media claim', 'no other media lie where they go', 'pre-sync the media']
    static final FULL = /(?i)too large|wrote only/          // pg_dump and rsync, or tar
    static final RESTORE = 'postgres(\'target\').restore("${run.id}.dump") }'

    @TempDir
    Path folder

    def site
    def move

    private Rehearsal only(List<String> steps) {
        move = SharedSynapse.move(folder).only(*steps)
    }

    private int outages() {
        move.ledger.state().outages().size()
    }

    def 'without the questions of the days before, ESS refuses the database in the middle of the night: another release, another name'() {
        given:
        site = fresh()
        site.ess().release('1.100.0', 83)

        expect:
        only(STARTED).run().path() == 'start the Synapse of ESS'
        outages() == 1
        site.ess().restart().contains('too new for the server')

        when:
        site.ess().release('1.159.0', 94)
        site.ess().named('other.example')

        then:
        site.ess().restart().contains('Found users in database not native')
    }

    def 'if nobody asks for room, a full disk ends the dump or its way, in the outage; if nobody asks for tools, no restore reads the archive, and ESS has been emptied'() {
        given:
        site = fresh()
        site.old().folder().room(10)

        when:
        def end = only(CARRIED).run()

        then:
        end.path().endsWith('dump')
        end.why() =~ FULL
        outages() == 1

        when:
        site.old().folder().room(0)
        site.ess().room(10)
        end = only(CARRIED - STOPPED.tail()).run()

        then:
        end.path().endsWith('carry the dump')
        end.why() =~ FULL

        when:
        site.ess().room(0)
        end = NewerTools.onlyThese(only(RESTORED - 'stop Synapse'), site.old().folder()).run()

        then:
        end.path() == 'restore'
        end.why().contains('unsupported version (1.16) in file header')
        value(site.target(), "select count(*) from pg_tables where schemaname = 'public'") == 0
    }

    def 'a database whose locale is not C is found at every start; without the guard Synapse refuses it when the old one is stopped'() {
        given:
        site = fresh()
        site.target().recreate('C.UTF-8')
        ['synapse.sql', 'fresh.sql'].each { script -> site.target().connect().withCloseable { SqlScript.run(it, SynapseSite, script, [:]) } }

        expect:
        only(STARTED + 'the database of ESS is what Synapse needs').run().path() == 'the database of ESS is what Synapse needs'
        outages() == 0

        when:
        def end = only(STARTED).run()

        then:
        end.path() == 'start the Synapse of ESS'
        outages() == 1
        site.ess().restart().contains('IncorrectDatabaseSetup')

        cleanup:
        site.target().recreate('C')
    }

    def 'an operator that starts again what is scaled to 0 is found before the outage; without that ESS writes into the database that is compared'() {
        given:
        site = fresh(new Scene(true, false, false))
        only(COMPARED).with('operator', '').replacing("timeout: '10m', every: '20ms', holding: '60ms'", "timeout: '2s', every: '20ms', holding: '500ms'")

        when:
        def end = move.run()

        then:
        end.path() == 'stop the Synapse of ESS'
        end.why().contains('what does? parameter operator')
        outages() == 0
        value(site.target(), 'select count(*) from users') == 1

        when:
        only(COMPARED - 'stop the Synapse of ESS').with('operator', '')
            .replacing("    verify('its Synapse is down')  { kubernetes('ess').pods(selector: params.synapsePods).isEmpty() }\n", '')
            .replacing("wipe(schema: 'public')", "wipe(schema: 'public', force: true)")
            .replacing("phase 'Compare'", '''phase 'Compare'
step('ESS has its time') {
    waitFor('ESS to write', timeout: '20s', every: '50ms') { sql('target').value('select count(*) from worker_locks') > sql('source').value('select count(*) from worker_locks') }
}''')
        end = move.run()

        then:
        end.path() == 'the database arrived'
        outages() == 1
    }

    def 'a forgotten worker, and a sequence that is behind, are found before ESS starts; a pepper, a macaroon key that did not arrive, before anybody gets in'() {
        given:
        site = fresh()
        def worker = site.source().connect()

        when:
        def end = only(['stop Synapse', 'nobody is in the old database', 'census of the old server'])
            .replacing("timeout: '5m', every: '2s') { postgres('source').facts()", "timeout: '500ms', every: '50ms') { postgres('source').facts()").run()

        then:
        end.why().contains('the last session to end')

        when:
        worker.close()
        end = only(COMPARED).replacing(RESTORE, RESTORE + "\n    sql('target').execute(\"select setval('state_group_id_seq', 2)\")").run()

        then:
        end.why().contains('state_group_id_seq')
        !site.ess().running()

        when: 'the pepper is in conf.d, which nobody reads, and the other is forgotten'
        site.renew(Scene.CHART)
        site.ess().forgets('macaroon')
        end = only(PROBED).replacing("settings = settings + (readYaml(file, secret: true) ?: [:])", "readYaml(file, secret: true)").run()

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

    def 'media of others are not taken for those of ESS, or they are gone'() {
        given:
        site = fresh()
        def others = strangers()

        when:
        def end = only(PRESYNCED).run()

        then:
        end.path() == 'no other media lie where they go'
        others.every { it.exists() }

        when:
        move.rollback()
        end = only(PRESYNCED - 'no other media lie where they go' + 'last media').run()

        then:
        end.outcome() == 'done'
        !others.any { it.exists() }
    }

    def 'an ESS that people have come to is not emptied, nor one that has no backup; a restore over what is there is refused, and with the usual commands it doubles tables'() {
        given:
        site = fresh()

        expect:
        only(RESTORED - 'back up what ESS has').run().why() =~ /could not open input file "before-/
        value(site.target(), 'select count(*) from users') == 1

        when:
        execute(site.target(), "insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n")
        def end = only(['ESS is still not in use', 'empty the database of ESS']).run()

        then:
        end.why().contains('users of a fresh installation')
        value(site.target(), 'select count(*) from users') == 10

        when:
        end = only(RESTORED - 'empty the database of ESS' - 'stop Synapse').run()

        then:
        end.path() == 'restore'
        value(site.target(), 'select count(*) from users') == 10

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
        given:
        site = fresh()

        when:
        def end = only(PRESYNCED + RESTORED + ['go or no-go', 'the media arrived']).run()

        then:
        end.why().contains('files by SHA-256')
        end.why().contains('every upload has its file')

        when: 'in S3 nothing but a download tells'
        site = fresh(new Scene(false, false, true))
        end = only(PROBED + ['upload what is only here', 'go or no-go']).run()

        then:
        end.why().contains('media come back, by SHA-256')
    }

    def 'a port that loses rows is found when it is rehearsed; one whose directory nobody makes anew, when people are searched'() {
        given:
        site = fresh(new Scene(false, true, false))
        def port = loses(site)

        expect:
        only(['a snapshot', 'rehearse the port on it', 'the rehearsed port is complete', 'stop Synapse']).run().path().endsWith('the rehearsed port is complete')
        outages() == 0

        when:
        port.text = port.text.replace('delete from e2e_room_keys; ', '')
        def end = only(PROBED - 'it is the same server' + ['the last snapshot', 'port it', 'people are found']).run()

        then:
        end.path() == 'people are found'
    }

    /** Its synapse_port_db does not carry everything. */
    static File loses(SynapseSite site) {
        def port = site.old().folder().root().resolve('bin/synapse_port_db').toFile()
        port.tap { text = text.replace("echo 'commit;'", "echo 'delete from e2e_room_keys; commit;'") }
    }
}
