package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedCloud.*

import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import java.nio.file.Files

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

    @Override
    String handsOver() {
        'aws s3 cp'
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

    def 'what is missing beyond the known losses is found in the zip; without the gate its job was a success'() {
        given:
        move.without(BEFORE).replacing("flags << '--include-archived-channels'", 'flags.size()')

        when:
        def end = move.run()

        then:
        end.path() == GATE
        end.why().contains('channels: all, or all but the known losses')

        when:
        def careless = again().without(BEFORE).without('what the exporter will lose', 'accept what is lost').replacing('counts.each { kind, n -> verify', '[:].each { kind, n -> verify')
            .replacing("flags << '--include-archived-channels'", 'flags.size()').stoppingBefore("phase 'Hand over'")

        then: 'the importer would not notice either, and nobody knows what the exporter loses'
        careless.run().path() == 'stops here'
        !careless.entries.any { it.text('text')?.contains('is known to lose') }
    }

    def 'an old mmctl exports no attachments unless asked: it is asked, and without asking the zip tells'() {
        given:
        mmctl(site, '5.37.0')
        def old = { again().without(BEFORE).without('mmctl can do what is asked').with('archivedChannels', false) }

        expect:
        old().stoppingBefore("step('validate', timeout: '8h')").run().path() == 'stops here'

        when:
        def end = old().replacing("flags << '--attachments'", "flags << '--quiet'").run()

        then:
        end.path() == GATE
        end.why().contains('attachments: all, or all but the known losses')

        cleanup:
        mmctl(site, CloudSite.MMCTL)
    }

    def 'what both ways ask of mmctl is the same text: each of its traps is set on one of them'() {
        expect:
        ['mattermost-to-cloud', 'mattermost-from-cloud'].collect { Files.readString(Rehearsal.bundled(it).resolve('mmctl.groovy')) }.toSet().size() == 1
    }

    def 'a group of nine is found days before, else in the zip, else by validate, which ends with status 0; else it is gone, and the import a success'() {
        given:
        filled = true
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

        when:
        end = again().without(BEFORE).without('nothing is there that the importer refuses').with('recount', 'no')
            .replacing("        verify('the importer has nothing to complain of (see problems.txt)') { found.problemCount == 0 }\n", '')
            .replacing("        verify('mmctl finds nothing wrong with it') { !said.contains('validation error') }\n", '').stoppingBefore("step('attachments download whole'").run()

        then:
        end.path() == 'stops here'
        there("select count(*) from (select channelid from channelmembers m join channels c on c.id = m.channelid where c.type = 'G' group by channelid having count(*) > 8) large") == 0
    }

    def 'a server that runs no jobs is found before the outage; without looking its export stays pending in it, and is called stuck'() {
        given:
        configure(site.server().folder(), JobSettings: [RunJobs: false])

        expect:
        move.only(['jobs run on the old server']).run().why().contains('JobSettings.RunJobs is on')

        when:
        def end = again().without(BEFORE).with('pendingLimit', java.time.Duration.ofSeconds(1)).run()

        then:
        end.path() == 'export'
        end.why().contains('stuck')

        cleanup:
        configure(site.server().folder(), JobSettings: [RunJobs: true])
    }

    def 'last month\'s export, first in the alphabet, is handed over where nobody looks which file is new'() {
        given: 'one post less than today'
        def export = { Rehearsal run -> run.without(BEFORE).stoppingBefore("phase 'Hand over'") }
        SharedLab.run(site.server().folder(), 'rm -f opt/mattermost/data/export/*')
        assert export(move).run().path() == 'stops here'
        assert SharedLab.run(site.server().folder(), 'cd opt/mattermost/data/export && mv *_export.zip 0_old_export.zip').text == ''
        SharedLab.execute(site.ownDatabase(), "insert into posts (id, createat, updateat, editat, deleteat, userid, channelid, rootid, originalid, message, type) select 'today', createat + 1, updateat, 0, 0, userid, channelid, '', '', 'today', '' from posts where type = '' and rootid = '' and deleteat = 0 and channelid in (select id from channels where type = 'O' and deleteat = 0) limit 1")
        def new_ = 'def own = fresh.findAll { it.startsWith(end.id) } ?: fresh\n'
        def first = "def own = zips(folder, where, 'export list').take(1)\n"

        when:
        def good = export(again())
        def careless = export(again().replacing(new_, first))
        def blind = export(again().replacing(new_, first).replacing('counts.each { kind, n -> verify', '[:].each { kind, n -> verify'))

        then:
        good.run().path() == 'stops here'
        !good.effects().any { it.contains('download') && it.contains('0_old_export.zip') }

        and: 'the count tells, and without it nothing does'
        careless.run().path() == GATE
        blind.run().path() == 'stops here'
        blind.effects().any { it.contains('download') && it.contains('0_old_export.zip') }

        cleanup:
        SharedLab.execute(site.ownDatabase(), "delete from posts where id = 'today'")
    }

    def 'people in the workspace are found before the outage and again before the hand-over, and without looking they stop the import of Support'() {
        given:
        filled = true
        SharedLab.execute(site.cloudDatabase(), "insert into teams (id, name, deleteat) values ('t', 'engineering', 0)")
        SharedLab.execute(site.cloudDatabase(), "insert into users (id, username, email, createat, deleteat, roles) values ('x', 'eager', 'user2@example.com', 1, 0, 'system_user')")

        expect:
        move.run().path() == 'the workspace is fresh'
        again().without(BEFORE).without('the workspace is fresh').run().path() == 'nothing is there that the importer refuses'
        again().without(BEFORE).without('the workspace is fresh', 'nothing is there that the importer refuses').run().path() == 'the workspace is still fresh'

        when:
        def careless = again().without(BEFORE).without('the workspace is fresh', 'nothing is there that the importer refuses', 'the workspace is still fresh')
        def end = careless.run()

        then: 'the import of Support stops at the first duplicate'
        careless.output.any { it.contains('An account with that email already exists.') }
        end.path() == 'everything can be seen in the workspace'
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

    def 'what the import of Support lost is found by counting the workspace again; who believes their "done" opens it'() {
        given:
        filled = true
        def lost = "update posts set deleteat = 1 where id = (select p.id from posts p join channels c on c.id = p.channelid where p.type = '' and p.rootid = '' and c.type = 'O' order by p.id limit 1)"
        def counted = "            verifySame('kinds of objects', inside().counts.subMap(kinds), found.subMap(kinds))\n"
        def afterwards = again { step -> if (step.contains('Support imports')) SharedLab.execute(site.cloudDatabase(), lost) }.without(BEFORE).stoppingBefore("step('attachments download whole'")

        when:
        def end = afterwards.run()

        then:
        end.path().endsWith('everything was imported')
        end.why().contains('posts')

        expect:
        afterwards.replacing(counted, '').resume().path() == 'stops here'
    }

    def 'keys that do not open the bucket are found before the outage, and without trying them in it'() {
        given:
        def aws = site.server().folder().root().resolve('bin/aws').toFile()
        def text = aws.text
        aws.text = text.replace('LABORATORYKEYID', 'ANOTHERKEYID')

        expect:
        move.run().path() == 'the keys of Support open the bucket'
        move.ledger.state().outages().isEmpty()

        and:
        again().without(BEFORE).run().path() == 'upload'

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

    def 'without waiting, what somebody goes on writing is lost'() {
        when:
        def end = writing(true) { again().without(BEFORE).stoppingBefore("phase 'Hand over'").run() }

        then: 'nothing has told'
        end.path() == 'stops here'
    }
}
