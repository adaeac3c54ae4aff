package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Each trap twice: the bundled runbook meets it in time, and without its precaution the migration goes wrong. */
class TrapsSpec extends Specification {
    static final String[] SCANS = ['file', 'no such attachment is left']
    static final String MEMBERS = 'its members are what the importer expects'
    static final String[] PINS = ['the releases are the rehearsed ones', 'the releases still are', 'and the releases still are']

    @TempDir
    Path folder

    def site = SharedLab.fresh()
    def move = SharedLab.rehearsal(site, folder)

    def cleanupSpec() {
        SharedLab.fresh()
    }

    def 'a file that the uploader did not delete keeps the run waiting, before the window'() {
        when:
        def end = move.peopleForget('ask the uploader').run()

        then:
        end.outcome() == 'waiting'
        move.ledger.state().outages().isEmpty()
    }

    def 'a poisonous file that came after the scan is found in the archive, before it is carried'() {
        when:
        def end = move.without(SCANS).run()

        then:
        end.path() == MEMBERS
        end.why().contains('no attachment poses as a history')
        users() == ['wizard@example.com']
    }

    def 'without scan and look into the archive, a poisonous file stops the import when everything before it is in'() {
        when:
        def end = move.without(SCANS).without(MEMBERS).run()

        then:
        end.path() == 'import'
        end.why().contains('invalid syntax')
        users().size() == 24
        counts('muc').isEmpty()
    }

    def 'another release of the node stops the run before anything is done'() {
        given:
        site.destination().folder().write('hipchat/version', '3.1.4\n')

        when:
        def end = move.run()

        then:
        end.outcome() == 'failed'
        end.why().contains('the one release that the importer serves')
        move.entries.every { !it.data().writes }
    }

    def 'without the pins, another release is told after the export is spent'() {
        given:
        site.destination().folder().write('hipchat/version', '3.1.4\n')

        when:
        def end = move.without(PINS).run()

        then:
        end.path() == 'import'
        end.why().contains('not a supported version')
        run(site.source().folder(), 'find carrier -name "*.aes"').lines.size() == 1
    }

    def 'a passphrase that is not the one of the vault is found where the archive was made'() {
        when:
        def end = move.replacing('''-p \\"\\$PASSPHRASE\\" ${params.exportSwitches}''', '''-p typo ${params.exportSwitches}''').run()

        then:
        end.path() == 'the passphrase opens it'
        end.why().contains('a gzip file is inside')
    }

    def 'without opening the archive, a wrong passphrase is told by the import'() {
        when:
        def end = move.replacing('''-p \\"\\$PASSPHRASE\\" ${params.exportSwitches}''', '''-p typo ${params.exportSwitches}''')
                .without('the passphrase opens it', 'list its members', MEMBERS).run()

        then:
        end.path() == 'import'
        end.why().contains('bad passphrase')
    }

    def 'an export that left out private history and files is found before it is carried'() {
        when:
        def end = move.with('exportSwitches', ['--export']).run()

        then:
        end.path() == MEMBERS
        end.why().contains('private histories were exported')
        end.why().contains('attachments in the archive')
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without counting members and rows, an export that left them out is a success with nothing in it'() {
        when:
        def end = move.with('exportSwitches', ['--export']).without(MEMBERS, 'everything arrived', 'attachments are the same byte by byte', 'nothing was lost since').run()

        then:
        end.outcome() == 'done'
        counts('private').isEmpty()
        run(site.destination().folder(), 'find file_share/users/files -type f 2>/dev/null | wc -l').text.trim() == '0'
    }

    def 'a server in use is never emptied'() {
        given:
        inUse()

        when:
        def end = move.run()

        then:
        end.path() == 'the destination is empty'
        users().contains('precious3@example.com')
    }

    def 'while somebody writes, nothing is exported'() {
        given:
        def writer = writing()

        when:
        def end = move.replacing("timeout: '2h', every", "timeout: '1s', every").run()

        then:
        end.path() == 'nobody writes any more'
        end.why().contains('no new message')

        cleanup:
        writer.interrupt()
        writer.join()
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without waiting for silence, what was written meanwhile is missing, and the census says so'() {
        given:
        def writer = writing()

        when:
        def end = move.without('nobody writes any more').run()

        then:
        end.path() == 'everything arrived'
        end.why().contains('room messages')

        cleanup:
        writer.interrupt()
        writer.join()
    }

    def 'without the row fqdn clients cannot start, which the health page does not tell and the clients page does'() {
        when:
        def end = move.without("the server's name").replacing("the clients\\' page', timeout: '15m', every: '5s'", "the clients\\' page', timeout: '1s', every: '100ms'").run()

        then:
        end.path() == 'clients can start'
        http('/health') == 200
        http('/chat') == 503
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without their steps: the counter is too high, search minds case, boots re-own the share, and a server in use is emptied'() {
        given:
        inUse()

        when:
        def end = move.with('patchSearch', false).with('patchBoot', false).without('message counter', 'the destination is empty').run()

        then:
        end.why() == null
        end.outcome() == 'done'
        redis('GET messages:total').contains((counts('muc').values().sum() + 2 * counts('private').values().sum()).toString())
        search('user') == []
        run(site.destination().folder(), 'find file_share -type f -exec chmod 0400 {} + && reboot && find file_share -type f ! -perm -u+w | wc -l').lines.last().trim() == '0'
        !users().contains('precious3@example.com')
    }

    def 'an old server without the migration tool stops the run before anything is done'() {
        given:
        site.source().folder().write('hipchat/version', '2.2.2\n')

        when:
        def end = move.run()

        then:
        end.why().contains('the old server has the migration tool')
        move.entries.every { !it.data().writes }

        cleanup:
        site.source().folder().write('hipchat/version', '2.2.9\n')
    }

    def 'a volume in another zone stops the run at once; without that guard it cannot be attached after the export is spent'() {
        given:
        def amazon = new LabAmazon(site, folder)
        amazon.amazon.ec2.instances['i-2'].more.zone = 'eu-central-1b'
        def late = amazon.rehearsal(folder).without('the volume can change machines', 'the passphrase opens it', 'list its members', MEMBERS)

        when:
        def end = amazon.rehearsal(folder).run()

        then:
        end.path() == 'the volume can change machines'
        end.why().contains('all in one availability zone')

        when:
        end = late.run()

        then:
        end.path() == 'carry the volume over'
        end.why().contains('InvalidVolume.ZoneMismatch')

        cleanup:
        amazon.close()
    }

    def 'a share that a node does not have is found before the window'() {
        when:
        def end = move.replacing('sh "printf %s ${run.id} > ${mark}"', 'sh "printf %s other > ${mark}"').run()

        then:
        end.path() == 'every node writes to one share'
        end.why().contains('what another node wrote is there')
        move.ledger.state().outages().isEmpty()
    }

    def 'an archive that is damaged on its way is not imported'() {
        when:
        def end = damaged(move).run()

        then:
        end.path() == 'it arrived whole'
        end.why().contains('same bytes')
        users() == ['wizard@example.com']
    }

    def 'without comparing it, a damaged archive is told by the import alone'() {
        when:
        def end = damaged(move).without('it arrived whole').run()

        then:
        end.path() == 'import'
        end.outcome() == 'failed'
    }

    /** Half of it is lost on the way. */
    private Rehearsal damaged(Rehearsal move) {
        move.without('list its members', MEMBERS).replacing("step('it arrived whole'", '''step('the network damages it') {
                onHost('destination', as: 'root', dir: "${params.importFolder}/${folder()}") {
                    sh "n=\\$(wc -c < ${archive().name}); head -c \\$((n / 2 / 16 * 16)) ${archive().name} > half && mv half ${archive().name}"
                }
            }
            step('it arrived whole\'''')
    }

    private List<String> users() {
        rows(site.newDatabase(), 'select email from users order by id')*.email
    }

    private void inUse() {
        execute(site.newDatabase(), "insert into users select i, 'precious' || i || '@example.com', '', '', '', '', 'user', false, now() from generate_series(2, 5) i")
    }

    private Thread writing() {
        Thread.start {
            while (!Thread.currentThread().interrupted()) {
                execute(site.oldDatabase(), "insert into messages (kind, room_id, sender_id, body, sent) values ('room', 1, 1, 'still here', now() at time zone 'UTC')")
            }
        }
    }
}
