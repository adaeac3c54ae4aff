package dev.runbook.lab.mattermost

import dev.runbook.lab.SharedLab

/** The bundled runbook into the cloud, and its traps: each is met in time, and without the precaution the migration goes wrong. */
class ToCloudSpec extends CloudSpecification {
    /** What a rehearsal of the export alone does not need. */
    static final String[] BEFORE = ['both servers fit', 'both servers still fit', 'the clocks agree', 'the inventory means the database that the old server runs on',
                                    'nobody writes any more', 'jobs run on the old server', 'there is room', 'the keys of Support open the bucket']
    static final String GATE = 'everything is in it but what is known to be lost'

    @Override
    boolean fromCloud() {
        false
    }

    def cleanup() {
        SharedLab.run(site.server().folder(), 'rm -rf s3 var/backups/* opt/mattermost/data/export/*_export.zip')
        SharedLab.execute(site.ownDatabase(), "delete from channelmembers where channelid = 'crowd'; delete from channels where id = 'crowd'")
    }

    def 'the bundled runbook hands the server over: losses counted beforehand, the import counted again in the workspace'() {
        given:
        filled = true

        when:
        def end = move.run()

        then:
        end.why() == null
        end.outcome() == 'done'
        move.ledger.state().outages().size() == 1
        ['direct posts', 'reactions'].every { kind -> move.entries.any { it.text('text') ==~ /the exporter is known to lose \d+ of \d+ $kind/ } }

        and: 'what is known to be lost is lost, and nothing else'
        def public_ = "select count(*) from posts p join channels c on c.id = p.channelid where p.type = '' and p.deleteat = 0 and p.rootid = '' and c.type in ('O', 'P')"
        there(public_) == here(public_)
        there("select count(*) from reactions r join posts p on p.id = r.postid join channels c on c.id = p.channelid where c.type in ('D', 'G')") == 0

        and: 'nothing lies about, no secret is anywhere'
        SharedLab.run(site.server().folder(), 'ls var/backups').text == ''
        !move.entries.any { it.data().toString() =~ /laboratory-cloud-token|laboratory-password|laboratory-upload-key|password-of-/ }
    }

    def 'an offline dry run goes through the whole runbook and touches nothing'() {
        when:
        move.dryRun()

        then:
        move.failures() == []
        move.effects().any { it.contains('aws s3 cp') }
        there('select count(*) from teams') == 0
    }

    def 'what is missing beyond the known losses is found in the zip; without the gate its job was a success'() {
        given:
        shared(move.without(BEFORE), "flags << '--include-archived-channels'", 'flags.size()')

        when:
        def end = move.run()

        then:
        end.path() == GATE
        end.why().contains('channels: all, or all but the known losses')

        when:
        def careless = again().without(BEFORE).replacing('counts.each { kind, n -> verify', '[:].each { kind, n -> verify').stoppingBefore("phase 'Hand over'")
        shared(careless, "flags << '--include-archived-channels'", 'flags.size()')

        then: 'the importer would not notice either'
        careless.run().path() == 'stops here'
    }

    def 'a group of nine is found days before, else in the zip, else by validate, which ends with status 0'() {
        given:
        SharedLab.execute(site.ownDatabase(), "insert into channels (id, name, type, teamid, createat, deleteat) values ('crowd', 'crowd', 'G', '', 1, 0)")
        SharedLab.execute(site.ownDatabase(), "insert into channelmembers (channelid, userid) select 'crowd', id from users order by id limit 9")

        expect:
        move.run().path() == 'nothing is there that the importer refuses'

        when:
        def end = again().without(BEFORE).without('nothing is there that the importer refuses').run()

        then:
        end.path() == GATE
        end.why().contains('the importer has nothing to complain of')

        when:
        end = again().without(BEFORE).without('nothing is there that the importer refuses')
            .replacing("        verify('the importer has nothing to complain of (see problems.txt)') { found.problemCount == 0 }\n", '').run()

        then:
        end.path() == 'validate'
    }

    def 'people in the workspace are found before the outage and again before the hand-over'() {
        given:
        filled = true
        SharedLab.execute(site.cloudDatabase(), "insert into teams (id, name, deleteat) values ('t', 'engineering', 0)")
        SharedLab.execute(site.cloudDatabase(), "insert into users (id, username, email, createat, deleteat, roles) values ('x', 'eager', 'user2@example.com', 1, 0, 'system_user')")

        expect:
        move.run().path() == 'the workspace is fresh'
        again().without(BEFORE).without('the workspace is fresh').run().path() == 'nothing is there that the importer refuses'
        again().without(BEFORE).without('the workspace is fresh', 'nothing is there that the importer refuses').run().path() == 'the workspace is still fresh'
    }

    def 'a zip under another name is not found by Support, and the run waits'() {
        given:
        move.without(BEFORE).replacing("            put(zip().name)\n            verify('it arrived whole') { uploaded(zip().name) == zip().bytes }", "            sh \"mv \${zip().name} ours.zip\"\n            put('ours.zip')")

        when:
        def end = move.run()

        then:
        end.outcome() == 'waiting'
        move.output.any { it.contains('finds no file that is called as an export is') }
    }

    def 'keys that do not open the bucket are found before the outage'() {
        given:
        def aws = site.server().folder().root().resolve('bin/aws').toFile()
        def text = aws.text
        aws.text = text.replace('LABORATORYKEYID', 'ANOTHERKEYID')

        expect:
        move.run().path() == 'the keys of Support open the bucket'
        move.ledger.state().outages().isEmpty()

        cleanup:
        aws.text = text
    }

    def 'Support may give a presigned URL for the upload, and the export may come by one: neither is seen, and pictures go along'() {
        given:
        filled = true
        move.without(BEFORE - ['the keys of Support open the bucket'] as String[]).with('handOver', 'url').with('download', 'url').with('profilePictures', true).with('recount', 'no')

        when:
        def end = move.stoppingBefore("step('attachments download whole'").run()

        then:
        end.path() == 'stops here'
        there('select count(*) from users where lastpictureupdate > 0') == 1
        !move.entries.any { it.data().toString().contains('X-Amz-Signature') }
        !move.output.any { it.contains('X-Amz-Signature') }
    }

    def 'who still writes keeps the export from beginning; without waiting, what they write is lost'() {
        when:
        def end = writing(false) { move.replacing("timeout: '2h', every: params.poll", "timeout: '1s', every: params.poll").run() }

        then:
        end.path() == 'nobody writes any more'
        !move.effects().any { it.contains('export create') && !it.contains('--help') }

        when:
        end = writing(true) { again().without(BEFORE).stoppingBefore("phase 'Hand over'").run() }

        then: 'nothing has told'
        end.path() == 'stops here'
    }
}
