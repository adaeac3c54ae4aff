package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class WholeMoveSpec extends Specification {
    @TempDir
    Path folder

    def site = SharedLab.fresh()

    def cleanup() {
        SharedLab.fresh()
    }

    def 'the bundled runbook moves the server, with the help of Amazon: nothing is lost, clients load, the counter is right, boots are quick'() {
        given:
        def amazon = new LabAmazon(site, folder)
        site.source().folder().write('file_store/users/files/1/my users.json', '{}')

        and: 'an archive of an earlier rehearsal lies about'
        site.source().folder().write('carrier/export-old.tar.gz.aes', 'old')
        def rehearsal = amazon.rehearsal(folder)

        when:
        def end = rehearsal.run()

        then:
        end.why() == null
        end.outcome() == 'done'
        rehearsal.ledger.state().outages().size() == 1

        and: 'messages'
        counts('muc').values().sum() == value(site.oldDatabase(), "select count(*) from messages m join rooms r on r.id = m.room_id where r.is_deleted = 0")
        counts('private').values().sum() == value(site.oldDatabase(), "select count(*) from messages where kind = 'private'")
        redis('GET messages:total').contains((counts('muc').values().sum() + counts('private').values().sum()).toString())

        and: 'clients'
        http('/chat') == 200
        search('user').size() == 24

        and: 'the share stays as it is at a boot'
        run(site.destination().folder(), 'find file_share -type f -exec chmod 0400 {} + && reboot && find file_share -type f -perm -u+w | wc -l').lines.last().trim() == '0'

        and: 'the phases of the product are in the report, and no secret is anywhere'
        def milestones = rehearsal.entries.findAll { it.kind().name() == 'MILESTONE' }*.data()*.name*.toString()
        milestones.containsAll(['Fetching users', 'Creating export artifact', 'Truncating data in database', 'processing rooms.json'])
        !rehearsal.entries.any { it.data().toString().contains('correct horse') }
        !rehearsal.output.any { it.contains('correct horse') }

        and: 'files named like those of the importer are pointed out'
        rehearsal.entries.any { it.kind().name() == 'NOTE' && it.text('text').contains('./1/my users.json') }

        and: 'Amazon: the volume is at the new machine, the share is fast, the name leads to the load balancer'
        amazon.amazon.ec2.volumes['vol-7'].more.at == 'i-2'
        amazon.amazon.efs.systems['fs-1'].ThroughputMode == 'elastic'
        amazon.amazon.count('DescribeTargetHealth') > 0
        amazon.record.contains('<AliasTarget>')
        amazon.record.contains('<HostedZoneId>Z215JYRZR1TBD5</HostedZoneId>')

        cleanup:
        amazon.close()
        site.source().folder().root().resolve('file_store/users/files/1/my users.json').toFile().delete()
    }

    def 'before the point of no return, a rollback leaves the new server as it was found, but for what the import did'() {
        given:
        def amazon = new LabAmazon(site, folder)
        def rehearsal = amazon.rehearsal(folder).replacing("choices: ['open', 'back']", "choices: ['back', 'open']")
                .replacing("step('nothing was lost since') {", "step('nothing was lost since') { verify('it fails here') { 1 == 2 }")

        when:
        def end = rehearsal.run()

        then:
        end.outcome() == 'failed'
        end.why().contains('it fails here')
        amazon.record.contains('<TTL>60</TTL>')

        when:
        def back = rehearsal.rollback()

        then:
        back.outcome() == 'rolled-back'
        search('user') == []
        run(site.destination().folder(), 'grep -c "^# taken over" opt/atlassian/hipchat/sbin/*.sh').lines.every { it.endsWith(':0') }
        run(site.source().folder(), 'ls carrier').text == ''
        rows(site.newDatabase(), "select * from configurations where key = 'fqdn'").isEmpty()
        amazon.record.contains('<TTL>3600</TTL>')
        amazon.record.contains('<Value>192.0.2.1</Value>')
        amazon.amazon.efs.systems['fs-1'].ThroughputMode == 'bursting'

        cleanup:
        amazon.close()
    }
}
