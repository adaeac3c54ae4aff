package dev.runbook.lab

import static dev.runbook.lab.SharedLab.execute
import static dev.runbook.lab.SharedLab.run
import static dev.runbook.lab.SharedLab.value
import static dev.runbook.lab.SharedSynapse.*

import dev.runbook.lab.synapse.Scene
import dev.runbook.lab.synapse.SynapseSite
import dev.runbook.testing.RealTools
import java.nio.file.Path
import java.time.Duration
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** The other half of {@link SynapsePreconditionsSpec} and {@link SynapseTrapsSpec}: the precautions are taken out of the bundled runbook, it ends well, and everything is wrong. */
@Requires({ RealTools.wanted('pg_dump', 'pg_restore', 'psql', 'sqlite3') })
class SynapseNobodyLooksSpec extends Specification {
    @TempDir
    Path folder

    def site
    def move

    private void begin(Scene scene) {
        site = fresh(scene)
        move = SharedSynapse.move(folder)
    }

    /** Takes verifications out, by what they say. */
    private void unasked(String... verifications) {
        verifications.each { what ->
            def lines = (move.included.values() + move.script).collectMany { text -> text.readLines().findAll { it.contains("verify('$what") } }
            assert lines.size() == 1 : "not one line: $what $lines"
            move.replacing(lines[0] + '\n', '')
        }
    }

    /** People who came to ESS before the move. */
    private void newcomers() {
        execute(site.target(), "insert into users (name, creation_ts) select '@new' || n || ':example.org', 1 from generate_series(1, 9) n")
    }

    def 'SQLite into the chart: keys, settings, tables, the last media and federation are wrong, and its health page is green'() {
        given:
        begin(new Scene(false, true, false))
        SynapseTrapsSpec.loses(site)
        site.ess().forgets('signing_key', 'old_signing_keys', 'pepper', 'macaroon')
        site.ess().federates(true)
        site.ess().wellKnown('matrix.example.org')
        site.ess().mailsThrough(1)
        def guest = site.guestToken()
        newcomers()
        move.with('appServices', []).with('mailServer', '')
            .replacing(SynapseTrapsSpec.RESTORE, SynapseTrapsSpec.RESTORE + "\n    sql('target').execute(\"select setval('state_group_id_seq', 2)\")")
            .replacing("        sh \"systemctl mask \${units()}\"                  // nobody starts it by habit\n", '')
            .without('last media', 'pre-sync again', 'the media arrived', 'the database arrived', 'ESS is not in use', 'ESS is still not in use', 'both sides still fit', 'the directory is made anew', 'the rehearsed port is complete',
                'the port is complete', 'it is the same server', 'people are found', 'back up what ESS has', 'the old server stays down')
        unasked('ESS shows the carried key', 'ESS shows the old keys', 'ESS finds no room', 'appServices names', 'mailServer says', 'its backup is there', 'other servers are sent here', 'other servers reach us')

        expect:
        move.run().outcome() == 'done'
        page('/health').text == 'OK'

        and: 'other servers see a stranger, cannot check what is old, saw it before anybody had looked, and do not find it'
        !page('/_matrix/key/v2/server').text.contains('a_older')
        !page('/_matrix/key/v2/server').text.contains('a_oldKey')
        page('/_matrix/client/v3/directory/room/%23matrix:matrix.org').status == 200
        page('/api/report').text.contains('false')

        and: 'every password is wrong, and nobody gets a mail to set another; guests are shut out, bridges have no tokens'
        login() == 403
        forgotten() == 500
        page('/_matrix/client/v3/account/whoami', guest).status == 401
        site.ess().api().object('v1', 'secrets', 'ess', 'move-appservices').isMissingNode()

        and: 'the last picture is lost, and so are the backups of keys'
        page("/_matrix/client/v1/media/download/example.org/$SynapseSite.LATE").status == 404
        value(site.target(), 'select count(*) from e2e_room_keys') == 0

        and: 'numbers will be given again that are taken'
        value(site.target(), 'select last_value from state_group_id_seq') < value(site.target(), 'select max(id) from state_groups')

        and: 'who was in ESS is gone for good, and nobody is found'
        value(site.target(), "select count(*) from users where name like '@new%'") == 0
        run(site.old().folder(), "ls '${site.ess().media().resolveSibling('postgres-volume')}'").text == ''
        value(site.target(), 'select count(*) from user_directory') == 0

        and: 'the old server starts again with the next boot of its machine: two of one name'
        run(site.old().folder(), 'systemctl start matrix-synapse').status == 0
        site.oldAnswers()
    }

    def 'PostgreSQL and S3 into the chart: nobody logs in, sessions end, media are lost, and what a forgotten worker wrote'() {
        given:
        begin(new Scene(false, false, true))
        site.ess().delegates(true)
        site.ess().withoutBucket()
        site.ess().clocks(Duration.ofHours(2))
        execute(site.source(), "insert into background_updates values ('slow', '{}', null, 1)")
        def settings = site.old().folder().root().resolve('etc/homeserver.yaml').toFile()
        settings.text = settings.text.replace('macaroon_secret', '#').replace('registration_shared', '#')
        site.restart()
        def guest = site.guestToken()
        move.with('mediaInS3', false).with('guests', false)
            .replacing("phase 'Compare'", '''step('a forgotten worker writes') {
    onHost('old') { sh """PGPASSFILE=etc/pgpass psql -q -d "\\$(cat etc/ported)" -c "insert into event_auth values ('last', 'words', 'room')" """ }
}
phase 'Compare\'''')
            .without('ESS logs in by password itself', 'the clocks agree', 'the old server has finished its background updates', 'both sides still fit', 'nobody is in the old database', 'the media arrived', 'it is the same server', 'people are found')
        unasked('media are on this host', 'macaroon_secret_key is set')

        expect:
        move.run().outcome() == 'done'
        page('/health').text == 'OK'

        and: 'the Matrix Authentication Service knows no password; a session that had an hour left is over; a guest is a stranger'
        login() == 404
        page('/_matrix/client/v3/account/whoami', 'syt_@user2:example.org').status == 401
        page('/_matrix/client/v3/account/whoami', guest).status == 401

        and: 'no picture is shown; what a forgotten worker wrote is lost'
        value(site.target(), 'select media_id from local_media_repository order by 1 limit 1').with { page("/_matrix/client/v1/media/download/example.org/$it").status } == 404
        value(site.source(), 'select count(*) from event_auth') == value(site.target(), 'select count(*) from event_auth') + 1

        and: 'what the old server had begun goes on in ESS'
        page('/_synapse/admin/v1/background_updates/status').text.contains('slow')
    }
}
