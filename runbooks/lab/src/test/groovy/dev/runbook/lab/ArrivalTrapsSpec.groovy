package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import dev.runbook.lab.hipchat.Machines
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Each trap from the archive on, twice: the bundled runbook meets it in time, and without its precaution the move goes wrong. */
class ArrivalTrapsSpec extends Specification {
    static final String MEMBERS = 'its members are what the importer expects'
    static final String SAMPLE = 'attachments are the same byte by byte'
    static final String NAME = 'chat.example.com'
    static final String OLD = '192.0.2.1'

    @TempDir
    Path folder

    def site = SharedLab.fresh()
    def node = site.destination().folder()
    def move = SharedLab.rehearsal(site, folder)

    def setup() {
        run(site.source().folder(), 'find file_store -name "*history.json" -delete')
    }

    def cleanupSpec() {
        SharedLab.fresh()
    }

    private Rehearsal again() {
        SharedLab.rehearsal(site, folder)
    }

    def 'a passphrase that is not the one of the vault is found where the archive was made; without opening it there, by the import'() {
        given:
        def typed = { it.replacing('''-p \\"\\$PASSPHRASE\\" ${params.exportSwitches}''', '''-p typo ${params.exportSwitches}''') }

        when:
        def end = typed(move).only(*EXPORT, 'the passphrase opens it').run()

        then:
        end.path() == 'the passphrase opens it'
        end.why().contains('a gzip file is inside')

        when:
        end = typed(again()).only(*IMPORT).run()

        then:
        end.path() == 'import'
        end.why().contains('bad passphrase')
    }

    def 'an export that left out private history and files is found before it is carried; without counting, it is a success with nothing in it'() {
        when:
        def end = move.with('exportSwitches', ['--export']).only(*EXPORT, 'list its members', MEMBERS).run()

        then:
        end.path() == MEMBERS
        end.why().contains('private histories were exported')
        end.why().contains('attachments in the archive')

        when:
        end = again().with('exportSwitches', ['--export']).only(*IMPORT).run()

        then:
        end.outcome() == 'done'
        counts('private').isEmpty()
        run(node, 'find file_share/users/files -type f 2>/dev/null | wc -l').text.trim() == '0'
    }

    def 'of two archives none is taken for that of tonight'() {
        when:
        def end = move.replacing("def archive = step('the archive'", '''step('twice') {
                onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}") { sh 'touch export-1.tar.gz.aes export-2.tar.gz.aes' }
            }
            def archive = step('the archive\'''').only('a folder for this run', 'twice', 'the archive').run()

        then:
        end.path() == 'the archive'
        end.why().contains('there is exactly one')
    }

    def 'an archive that is damaged on its way is not imported; without comparing it, the import alone tells'() {
        when:
        def end = damaged(move).only(*IMPORT, 'the network damages it', 'it arrived whole').run()

        then:
        end.path() == 'it arrived whole'
        end.why().contains('same bytes')
        users() == ['wizard@example.com']

        when:
        end = damaged(again()).only(*IMPORT, 'the network damages it').run()

        then:
        end.path() == 'import'
        end.outcome() == 'failed'
    }

    /** Half of it is lost on the way. */
    private Rehearsal damaged(Rehearsal move) {
        move.replacing("step('it arrived whole'", '''step('the network damages it') {
                onHost('destination', as: 'root', dir: "${params.importFolder}/${folder()}") {
                    sh "n=\\$(wc -c < ${archive().name}); head -c \\$((n / 2 / 16 * 16)) ${archive().name} > half && mv half ${archive().name}"
                }
            }
            step('it arrived whole\'''')
    }

    def 'neither is a server in use emptied, nor one whose share is gone since it was looked at'() {
        given:
        inUse()

        when:
        def end = move.only(*IMPORT, 'the destination is empty').run()

        then:
        end.path() == 'the destination is empty'
        users().contains('precious3@example.com')

        when:
        Machines.unshare(node2())
        end = again().only('and the share still is').run()

        then:
        end.path() == 'and the share still is'
    }

    def 'an attachment that is #how is noticed'() {
        given: 'what an import leaves there'
        run(node, "mkdir -p file_share/users && cp -R '${site.source().folder().root()}/file_store/users/files' file_share/users/")
        def compared = move.only('census of the old server', SAMPLE)

        expect:
        compared.run().outcome() == 'done'

        when:
        run(node, "f=\$(find file_share/users/files -type f | sort | tail -1); $damage")
        def end = again().with('sampleFiles', 100).only('census of the old server', SAMPLE).run()

        then:
        end.path() == SAMPLE
        end.why().contains('sha256 of a sample')

        where:
        how                   | damage
        'truncated'           | ': > "$f"'
        'as long, but others' | 'printf XXXX | dd of="$f" conv=notrunc 2>/dev/null'
    }

    def 'clients cannot start, which the health page does not tell and the clients page does: without #missing'() {
        when:
        def end = move.replacing("the clients\\' page', timeout: '15m', every: '5s'", "the clients\\' page', timeout: '1s', every: '100ms'")
                .only(*(['start on the new data', "the server's name", 'services know it', 'clients can start'] - missing)).run()

        then:
        end.path() == 'clients can start'
        http('/health') == 200
        http('/chat') == 503

        where:
        missing << ["the server's name", 'services know it']
    }

    def 'a name that #how keeps the window open until it leads to the new server alone'() {
        given:
        site.names().lead(NAME, *addresses)
        move.peopleForget('switch DNS').only('where the name leads today', 'switch DNS')

        expect:
        move.run().outcome() == 'waiting'

        when:
        def end = again().only('where the name leads today', 'switch DNS').run()

        then:
        end.outcome() == 'done'
        site.names().addresses(NAME) == ['127.0.0.1']

        where:
        how                                   | addresses
        'still leads to the old server'       | [OLD]
        'leads to the old server as well'     | [OLD, '127.0.0.1']
    }

    def 'without their precautions a run ends green, and everything is wrong'() {
        given: 'a server in use, an archive of an earlier rehearsal, a node without the share, people who forget'
        inUse()
        def earlier = 'carrier/rehearsal/export-00000000-0000-0000-0000-000000000000.tar.gz.aes'
        run(site.source().folder(), 'mkdir carrier/rehearsal && cd carrier/rehearsal && hipchat export --export -p "$P" --include-one-to-one --include-files && mv *.aes "$OLDPWD/$OLD"',
            [P: 'correct horse battery staple', OLD: earlier])
        execute(site.oldDatabase(), "insert into messages (kind, room_id, sender_id, body, sent) values ('room', 1, 1, 'still here', now() at time zone 'UTC')")
        Machines.unshare(node2())
        move.peopleForget('switch DNS').peopleForget("the wizard's last page")

        and: 'no precautions'
        move.with('patchSearch', false).with('patchBoot', false)
            .without('the destination is empty', 'every node has the one share', 'and the share still is', 'everything arrived', SAMPLE, 'message counter', 'nothing was lost since')
            .replacing('"move-${run.id}"', "'rehearsal'").replacing("find . -type f -name '*.tar.gz.aes'", 'ls -d ./*.tar.gz.aes')
            .replacing("verify('there is exactly one') { found.size() == 1 }", '')
            .replacing("verify('no name server leads to the old server any more') { astray(oldAddresses()) == [:] }", '')
            .replacing('''verify('the administrator is there') { sql('destination').value("select count(*) from users where email = ${params.adminEmail}") == 1 }''', '')
            .replacing("step('start on the new data')", '''step('a disk damages an attachment') {
                onHost('destination', as: 'root', dir: params.shareAttachments) { sh 'printf XXXX | dd conv=notrunc of="$(find . -type f | sort | head -1)"' }
            }
            step('start on the new data')''')

        when:
        def end = move.run()

        then:
        end.why() == null
        end.outcome() == 'done'

        and: 'what was written since the rehearsal is missing'
        counts('muc').values().sum() + 1 == value(site.oldDatabase(), 'select count(*) from messages m join rooms r on r.id = m.room_id where r.is_deleted = 0')

        and: 'the second node has no files, and one of the first is damaged'
        files(node).size() == 30
        files(node2()).isEmpty()
        files(node).values().toSet() - files(site.source().folder(), 'file_store').values() != [] as Set

        and: 'those who worked on it are gone, nobody can administer it, and users go to the old server'
        !users().any { it.startsWith('precious') || it.startsWith('new-admin') }
        site.names().addresses(NAME) == [OLD]

        and: 'the counter is too high, search minds case, boots re-own the share'
        redis('GET messages:total').contains((counts('muc').values().sum() + 2 * counts('private').values().sum()).toString())
        search('user') == []
        run(node, 'find file_share -type f -exec chmod 0400 {} + && reboot && find file_share -type f ! -perm -u+w | wc -l').lines.last().trim() == '0'
    }

    /** Checksums by name. */
    private static Map<String, String> files(host, String share = 'file_share') {
        run(host, "[ ! -d $share/users/files ] || find $share/users/files -type f -exec sha256sum {} +").lines.collectEntries { it.split('  ', 2).reverse() as List }
    }
}
