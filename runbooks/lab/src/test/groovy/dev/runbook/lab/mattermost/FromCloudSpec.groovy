package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedCloud.*

import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import spock.lang.Requires

/** The bundled runbook out of the cloud, and its traps: each is met in time, and without the precaution the migration goes wrong. */
class FromCloudSpec extends CloudSpecification {
    /** What a rehearsal of the import alone does not need. */
    static final String[] BEFORE = ['both servers fit', 'both servers still fit', 'the clocks agree', 'the inventory means the database that the new server runs on',
                                    'nobody writes any more', 'how much there is', 'mmctl can do what is asked']
    /** What comes after the import, to its end. */
    static final String[] AFTER = ['nothing is unread', 'documents can be searched', 'attachments download whole', 'it answers where people will look for it', 'remove the export from the workspace']

    @Override
    boolean fromCloud() {
        true
    }

    @Override
    String handsOver() {
        'import upload'
    }

    def cleanup() {
        mmctl(site, CloudSite.MMCTL)
    }

    def 'the bundled runbook moves the workspace: counts, files, read state, settings; what was lying about is not taken for tonight\'s'() {
        given: 'a stale export, first in the alphabet'
        filled = true
        site.cloud().write('opt/mattermost/data/export/0_old_export.zip', 'old')

        when:
        def end = move.with('profilePictures', true).with('download', 'url').run()

        then:
        end.why() == null
        end.outcome() == 'done'
        move.ledger.state().outages().size() == 1

        and: 'what is there'
        here("select count(*) from posts where type = '' and rootid = ''") > 0
        here('select count(*) from reactions') > 0
        here("select count(*) from fileinfo where postid <> ''") > 0
        here('select count(*) from channelmembers m join channels c on c.id = m.channelid where m.msgcount < c.totalmsgcount') == 0
        here("select count(*) from preferences where category = 'direct_channel_show'") > 0
        here('select count(*) from users where lastpictureupdate > 0') == 1

        and: 'the documented losses'
        here("select count(*) from reactions r join posts p on p.id = r.postid join channels c on c.id = p.channelid where c.type in ('D', 'G')") == 0
        there("select count(*) from reactions r join posts p on p.id = r.postid join channels c on c.id = p.channelid where c.type in ('D', 'G')") > 0

        and: 'settings are back, nothing lies about, no secret is anywhere'
        with(config(site.server().folder())) {
            TeamSettings.MaxUsersPerTeam == 10
            TeamSettings.MaxChannelsPerTeam == 2
            ElasticsearchSettings == [EnableIndexing: true, EnableSearching: true, EnableAutocomplete: true]
            FileSettings.MaxFileSize == 50_000
            BleveSettings.EnableIndexing
            EmailSettings.SendEmailNotifications
        }
        SharedLab.run(site.server().folder(), 'ls var/backups').text == ''
        SharedLab.run(site.cloud(), 'ls opt/mattermost/data/export').lines == ['0_old_export.zip', 'old_export.zip']
        !move.entries.any { it.data().toString() =~ /laboratory-cloud-token|laboratory-password|password-of-|X-Amz-Signature/ }

        cleanup:
        SharedLab.run(site.cloud(), 'rm -f opt/mattermost/data/export/0_old_export.zip')
    }

    def 'what mmctl does not know is told before anything is done: #release'() {
        given:
        mmctl(site, release)

        expect:
        with(move.with('archivedChannels', archived).with('download', 'url').run()) {
            path() == 'mmctl can do what is asked'
            why().contains(told)
        }
        move.entries.every { !it.data().writes }

        where:
        release | archived | told
        '7.6.0' | true     | 'this mmctl knows every flag'
        '7.6.0' | false    | 'it makes presigned URLs'
    }

    def 'a flag that is assumed and not asked for stops the export when nobody can write any more'() {
        given:
        move.without(BEFORE).replacing("flags << '--include-archived-channels'", "flags << '--with-archived-channels'")

        expect:
        with(move.run()) {
            path().endsWith('export')
            why().contains('--with-archived-channels') && why().contains('ended with status 1')
        }
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'a new server that is tight, indexes, and reads no larger file takes the import only with its settings raised: #left'() {
        given:
        filled = true
        move.without(BEFORE).without(AFTER).replacing("set:     { was -> settings(raised(was, inside(), zip().bytes)) },", "set:     { was -> settings(raised(was, inside(), zip().bytes).collectEntries { section, keys -> [section, keys.findAll { key, value -> '$left' != section + '.' + key }] }) },")
        if (stall) {
            move.replacing("timeout: '72h'", "timeout: '3s'")
        }

        when:
        def end = move.run()

        then:
        end.path().endsWith(where)
        end.why().contains(why)
        teams == null || here('select count(*) from teams') == teams

        and: 'what was raised is put back all the same'
        with(config(site.server().folder())) {
            TeamSettings.MaxUsersPerTeam == 10 && TeamSettings.MaxChannelsPerTeam == 2 && FileSettings.MaxFileSize == 50_000
            BleveSettings.EnableIndexing && ElasticsearchSettings.EnableIndexing
        }

        where:
        left                                   | where    | why                                         | teams | stall
        'FileSettings.MaxFileSize'             | 'upload' | 'too large'                                 | 0     | false
        'TeamSettings.MaxUsersPerTeam'         | 'import' | 'maximum number of allowed accounts'        | 2     | false
        'TeamSettings.MaxChannelsPerTeam'      | 'import' | 'limit of the number of allowed channels'   | 2     | false
        'BleveSettings.EnableIndexing'         | 'import' | 'did not end within its timeout'            | 0     | true
        'ElasticsearchSettings.EnableIndexing' | 'import' | 'did not end within its timeout'            | null  | true
    }

    def 'an import that stopped half-way is idempotent: with room the same file completes it'() {
        given:
        filled = true
        def roomless = "set:     { was -> settings(raised(was, inside(), zip().bytes)) },"
        move.without(BEFORE).without(AFTER).replacing(roomless, "set:     { was -> settings(raised(was, inside(), zip().bytes).findAll { section, keys -> section != 'TeamSettings' }) },")

        when:
        def end = move.run()
        def name = SharedLab.run(site.server().folder(), 'MMCTL_LOCAL_SOCKET_PATH=$HOME/mattermost_local.socket mmctl --local import list available').text.trim()
        configure(site.server().folder(), TeamSettings: [MaxUsersPerTeam: 100, MaxChannelsPerTeam: 100], BleveSettings: [EnableIndexing: false], ElasticsearchSettings: [EnableIndexing: false])
        SharedLab.run(site.server().folder(), "MMCTL_LOCAL_SOCKET_PATH=\$HOME/mattermost_local.socket mmctl --local import process $name")
        def done = waited { here("select count(*) from jobs where type = 'import_process' and status = 'success'") == 1 }

        then:
        end.why().contains('line')
        done
        here("select count(*) from posts p join channels c on c.id = p.channelid where p.type = '' and p.rootid = '' and c.type in ('O', 'P')") ==
            there("select count(*) from posts p join channels c on c.id = p.channelid where p.type = '' and p.rootid = '' and c.type in ('O', 'P') and p.deleteat = 0")
    }

    def 'a server that runs no jobs is found before the outage; without looking, the export\'s twin stays pending and is called stuck'() {
        given:
        filled = true
        configure(site.server().folder(), JobSettings: [RunJobs: false])

        expect:
        move.run().why().contains('JobSettings.RunJobs is on')

        when:
        def end = again().without(BEFORE).without('jobs run on the new server').with('pendingLimit', java.time.Duration.ofSeconds(1)).run()

        then:
        end.path().endsWith('import')
        end.why().contains('stuck')
        end.why().contains('JobSettings.RunJobs is off')
    }

    def 'an attachment that the workspace lost is told by warnings.txt; without the gate it is missed by the import, whose success the log denies'() {
        given:
        filled = true
        def file = site.cloud().root().resolve('opt/mattermost/data').resolve(there("select path from fileinfo f join posts p on p.id = f.postid where p.deleteat = 0 order by f.id limit 1") as String)
        def kept = file.toFile().bytes
        file.toFile().delete()

        expect:
        move.without(BEFORE).run().why().contains('it holds no warnings.txt')

        when:
        def careless = again().without(BEFORE).without(AFTER).without('validate')
            .replacing("        verify('it holds no warnings.txt: every attachment could be read')                { !found.warnings }\n", '')
            .replacing("        verify('a file for each attachment and emoji')                                    { found.files >= (found.counts.attachments ?: 0) + (found.counts.emoji ?: 0) + pictures }\n", '')
        def end = careless.run()

        then:
        end.path().endsWith('no attachment was dropped')

        cleanup:
        file.toFile().bytes = kept
    }

    def 'a server that is not fresh gets no import, and validate says so with status 0; without both, what is imported goes into somebody else\'s team'() {
        given:
        filled = true
        SharedLab.execute(site.ownDatabase(), "insert into users (id, username, email, createat, deleteat, roles) values ('x', 'user2', 'user2@example.com', 1, 0, 'system_user')")
        SharedLab.execute(site.ownDatabase(), "insert into teams (id, name, deleteat) values ('t', 'engineering', 0)")

        expect:
        move.run().path() == 'the new server is fresh'

        when:
        def end = again().without(BEFORE).without('the new server is fresh').replacing('    fresh()\n    [counts', '    [counts').run()

        then: 'not by its status'
        end.path().endsWith('validate')
        end.why().contains('mmctl finds nothing wrong with it')

        when: 'and the zip itself is counted among the attachments'
        end = again().without(BEFORE).without('the new server is fresh', 'validate').replacing('    fresh()\n    [counts', '    [counts')
            .replacing('from fileinfo f join ${live} x on x.id = f.postid', 'from fileinfo f left join ${live} x on x.id = f.postid').run()

        then:
        end.path().endsWith('everything arrived')
        end.why().contains('teams: expected 2, found 1')
        end.why() =~ /attachments: expected \d+, found \d+/
        here("select count(*) from channels where teamid = 't'") > 0
    }

    def 'upload calls a name that process does not know; and without marking it everything is unread'() {
        given:
        filled = true
        move.without(BEFORE).without(AFTER)

        when:
        def end = move.run()

        then:
        end.outcome() == 'done'
        here('select count(*) from channelmembers m join channels c on c.id = m.channelid where m.msgcount < c.totalmsgcount') > 0
        here("select count(*) from fileinfo where postid = ''") == 1

        and: 'nobody has their picture, since nobody asked'
        here('select count(*) from users where lastpictureupdate > 0') == 0

        when: 'what upload called the name is the id of that row'
        configure(site.server().folder(), BleveSettings: [EnableIndexing: false], ElasticsearchSettings: [EnableIndexing: false])
        def process = SharedLab.run(site.server().folder(), "MMCTL_LOCAL_SOCKET_PATH=\$HOME/mattermost_local.socket mmctl --local import process ${here("select id from fileinfo where postid = ''")}")

        then:
        process.status == 0
        waited { here("select count(*) from jobs where type = 'import_process' and status = 'error'") == 1 }
    }

    def 'a workspace that counts no posts is told by its channels whether somebody writes; without looking there, nobody seems to, and what they write is lost'() {
        given:
        configure(site.cloud(), AnalyticsSettings: [MaxUsersForStatistics: 1])
        def channels = ", last: everyPage('/channels?include_deleted=true').collect { it.last_post_at ?: 0 }.max()"
        def waits = { Rehearsal run -> run.only(['nobody writes any more']).replacing("timeout: '2h', every: params.poll", "timeout: '1s', every: params.poll") }

        expect:
        writing(false) { waits(move).run() }.path() == 'nobody writes any more'
        writing(false) { waits(again().replacing(channels, '')).run() }.outcome() == 'done'

        when:
        filled = true
        def lost = null
        def end = writing(true) {
            def done = again().without(BEFORE).without(AFTER).run()
            lost = there("select count(*) from posts where message = 'still here'") - here("select count(*) from posts where message = 'still here'")
            done
        }

        then:
        end.outcome() == 'done'
        lost == 1

        cleanup:
        configure(site.cloud(), AnalyticsSettings: [MaxUsersForStatistics: 2500])
    }

    def 'what was asked for and is not in the export, whose job was a success, is told by the zip: archived channels, pictures of people'() {
        when:
        def end = move.without(BEFORE).with('profilePictures', true).replacing("flags << '--include-profile-pictures'", 'flags.size()').replacing("flags << '--include-archived-channels'", 'flags.size()').run()

        then:
        end.path() == 'everything is in it'
        end.why().contains('every picture that people have')
        end.why().contains('channels')
    }

    def 'room for a zip like the rehearsed one is asked for before the outage'() {
        when:
        def end = move.with('rehearsedBytes', Long.MAX_VALUE.intdiv(4)).run()

        then:
        end.path() == 'there is room for a zip like the rehearsed one'
        move.ledger.state().outages().isEmpty()
    }
}
