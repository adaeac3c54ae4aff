package dev.runbook.lab

import static dev.runbook.lab.SharedLab.execute
import static dev.runbook.lab.SharedLab.run
import static dev.runbook.lab.SharedLab.value
import static dev.runbook.lab.SharedSynapse.*

import dev.runbook.testing.RealTools
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Each trap twice: the bundled runbook meets it in time, and without its precaution the migration goes wrong. */
@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql') })
class SynapseTrapsSpec extends Specification {
    static final RELEASES = ['both sides run the same release', 'both sides still run the same release'] as String[]
    static final PROBES = 'it is the same server'

    @TempDir
    Path folder

    def site = SharedSynapse.fresh()
    def move = SharedSynapse.move(folder)

    /** A server whose media lie in S3: quicker, for what is not about media. */
    private Rehearsal noMedia() {
        move.with('mediaInS3', true).with('mediaClaim', '')
    }

    private int outages() {
        move.ledger.state().outages().size()
    }

    private void older() {
        execute(site.target(), 'update schema_version set version = 83; update schema_compat_version set compat_version = 80')
        site.ess().release('1.100.0', 83)
    }

    def 'ESS of another release is seen before the outage'() {
        given:
        older()

        when:
        def end = move.run()

        then:
        end.why().contains('1.100.0')
        outages() == 0
    }

    def 'without that, it refuses the newer database in the middle of the night'() {
        given:
        older()

        when:
        def end = noMedia().without(RELEASES).run()

        then:
        end.outcome() == 'failed'
        outages() == 1
        site.ess().restart().contains('too new for the server')
    }

    private void namedOtherwise() {
        execute(site.target(), "update users set name = '@ess-admin:other.example'")
        site.ess().named('other.example')
        site.ess().restart()
    }

    def 'ESS of another name is seen before the outage'() {
        given:
        namedOtherwise()

        when:
        def end = move.run()

        then:
        end.why().contains('other.example')
        outages() == 0
    }

    def 'without that, it does not start on users of another name'() {
        given:
        namedOtherwise()

        when:
        def end = noMedia().without('one server name on both sides').run()

        then:
        end.outcome() == 'failed'
        outages() == 1
        site.ess().restart().contains('Found users in database not native')
    }

    def 'the Matrix Authentication Service is seen before the outage'() {
        given:
        site.ess().delegates()

        when:
        def end = move.run()

        then:
        end.why().contains('its login has passwords')
        outages() == 0
    }

    def 'without that, and without the probes, nobody can log in'() {
        given:
        site.ess().delegates()

        expect:
        noMedia().without('ESS logs in by password itself', PROBES).run().outcome() == 'done'
        login() == 404
    }

    def 'a signing key that did not reach ESS keeps the run waiting, before the outage'() {
        given:
        site.ess().forgets('signing_key')

        expect:
        move.run().outcome() == 'waiting'
        outages() == 0
    }

    def 'a pepper that did not reach ESS is seen before anybody gets in'() {
        given:
        site.ess().forgets('pepper')

        when:
        def end = noMedia().run()

        then:
        end.why().contains('an old password logs in: the pepper is right')
    }

    /** A picture that somebody sends between the pre-sync and the outage. */
    private static Rehearsal uploading(Rehearsal move) {
        def upload = '''cd ~ && mkdir -p media_store/local_content/la/te && printf late > media_store/local_content/la/te/picture
            PGPASSFILE=etc/pgpass psql -q -d "$(cat etc/ported)" -c "insert into local_media_repository (media_id) values (md5('x')), ('latepicture') on conflict do nothing"
            PGPASSFILE=etc/pgpass psql -q -d "$(cat etc/ported)" -c "delete from local_media_repository where media_id = md5('x')"'''
        move.replacing('sh "systemctl stop matrix-synapse', 'sh """' + upload.replace('$', '\\$') + '"""\n        sh "systemctl stop matrix-synapse')
    }

    def 'without the last sync the comparison stops the run'() {
        when:
        def end = uploading(move).without('last media').run()

        then:
        end.why().contains('files by SHA-256')
        end.why().contains('every upload has its file')
    }

    private Rehearsal behind() {
        def restore = 'postgres(\'target\').restore("${run.id}.dump") }'
        move.replacing(restore, restore + "\n    sql('target').execute(\"select setval('state_group_id_seq', 2)\")")
    }

    def 'a sequence that is behind is seen before ESS starts'() {
        when:
        noMedia()
        def end = behind().run()

        then:
        end.why().contains('state_group_id_seq')
        !site.ess().running()
    }

    private void inUse() {
        execute(site.target(), "insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n")
    }

    def 'an ESS in use is not emptied'() {
        given:
        inUse()

        when:
        def end = noMedia().run()

        then:
        end.why().contains('users of a fresh installation')
        value(site.target(), 'select count(*) from users') == 10
    }

    def 'a restore over what is there is refused, and with the usual commands it doubles tables'() {
        when:
        def end = noMedia().without('empty the database of ESS').run()

        then:
        end.outcome() == 'failed'
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

    def 'what was uploaded after the pre-sync comes along, and after a port from SQLite people are found again'() {
        expect:
        uploading(move).with('sourceDb', 'sqlite').run().outcome() == 'done'
        page('/_matrix/client/v1/media/download/example.org/latepicture').text == 'late'
        value(site.target(), 'select count(*) from user_directory') > 0
    }

    def 'without all these, the run is done, its health page is green, and everything is wrong'() {
        given:
        ['signing_key', 'pepper'].each { site.ess().forgets(it) }
        inUse()
        uploading(behind()).with('sourceDb', 'sqlite')
            .replacing("    verify('ESS shows the carried key') { sameKeys(keysBefore()) }\n", '')
            .without(PROBES, 'last media', 'the media arrived', 'the database arrived', 'ESS is not in use', 'people are found again')

        expect:
        move.run().outcome() == 'done'
        page('/health').text == 'OK'

        and: 'other servers see a stranger'
        !page('/_matrix/key/v2/server').text.contains('a_oldKey')

        and: 'every password is wrong'
        login() == 403

        and: 'the last picture is lost'
        page('/_matrix/client/v1/media/download/example.org/latepicture').status == 404

        and: 'numbers will be given again that are taken'
        value(site.target(), 'select last_value from state_group_id_seq') < value(site.target(), 'select max(id) from state_groups')

        and: 'who was in ESS is gone'
        value(site.target(), "select count(*) from users where name like '@new%'") == 0

        and: 'nobody is found'
        value(site.target(), 'select count(*) from user_directory') == 0
    }
}
