package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise

/** The stand-in misbehaves as the product did: each of these went wrong in a real migration. */
@Stepwise
class ImportTrapsSpec extends Specification {
    @Shared site = SharedLab.fresh()
    @Shared source = site.source().folder()
    @Shared destination = site.destination().folder()
    @Shared String poisoned
    @Shared String clean

    def setupSpec() {
        poisoned = export('poisoned')
        run(source, 'find file_store -name "*history.json" -delete')
        clean = export('clean')
    }

    def cleanupSpec() {
        SharedLab.fresh()
    }

    private String export(String name) {
        def made = run(source, "mkdir -p carrier/$name && cd carrier/$name && hipchat export --export -p \"\$P\" --include-one-to-one --include-files"
                + ' >/dev/null && ls', [P: PASSPHRASE])
        assert made.status == 0 : made.text
        source.root().resolve("carrier/$name/${made.text.trim()}").toString()
    }

    private Map load(String archive, String passphrase = PASSPHRASE) {
        run(destination, "hipchat import --import -p \"\$P\" '$archive'", [P: passphrase])
    }

    def 'an attachment with a name that ends in history.json aborts the import late, the database half filled'() {
        when:
        def loaded = load(poisoned)

        then:
        loaded.status == 1
        loaded.lines.last().contains('invalid syntax in users/files/')
        loaded.lines.last().endsWith('history.json')
        value(site.newDatabase(), 'select count(*) from users') == 24
        counts('muc').isEmpty()
    }

    def 'an import empties what was there, then fills tables by month, users, rooms that were not deleted, and the share'() {
        given:
        execute(site.newDatabase(), "insert into users values (999, 'precious@example.com', '', '', '', '', 'user', false, now())")
        redis('DEL messages:total')

        when:
        def loaded = load(clean)

        then:
        loaded.status == 0
        loaded.lines.last().endsWith('Import completed successfully!')
        ['Created: user1@example.comwith id 1:', 'Importing autojoin pref:autoJoin:1', '== Extracting and processing rooms/1/history.json',
         'Cleaning 1-1 messages for 2018.03'].every { loaded.text.contains(it) }
        value(site.newDatabase(), 'select count(*) from users') == 24
        value(site.newDatabase(), 'select count(*) from rooms') == value(site.oldDatabase(), 'select count(*) from rooms where is_deleted = 0')
        counts('muc').keySet().contains('muc-2018.03')
        counts('muc').values().sum() == value(site.oldDatabase(),
                "select count(*) from messages m join rooms r on r.id = m.room_id where kind = 'room' and r.is_deleted = 0")
        counts('private').values().sum() == value(site.oldDatabase(), "select count(*) from messages where kind = 'private'")
        run(destination, 'find file_share/users/files -type f | wc -l').text.trim() == '30'

        and: 'the counter has every private message twice'
        redis('GET messages:total').contains((counts('muc').values().sum() + 2 * counts('private').values().sum()).toString())

        and: 'the configuration is gone, the name with it'
        rows(site.newDatabase(), "select * from configurations where key = 'fqdn'").isEmpty()
    }

    def 'a node of another release refuses, and changes nothing'() {
        given:
        destination.write('hipchat/version', '3.1.4\n')

        when:
        def loaded = load(clean)

        then:
        loaded.status == 1
        loaded.text.contains('3.1.4 is not a supported version')
        value(site.newDatabase(), 'select count(*) from users') == 24

        cleanup:
        destination.write('hipchat/version', '3.1.3\n')
    }

    def 'a wrong passphrase is noticed only by the import'() {
        when:
        def loaded = load(clean, 'another')

        then:
        loaded.status == 1
        loaded.text.contains('bad passphrase')
    }

    def 'clients load only with the right name in the database and the services restarted after that'() {
        given:
        run(destination, 'hipchat service --restart')

        expect: 'the administration and the health page never tell'
        http('/health') == 200
        http('/') == 200
        http('/chat') == 503

        when:
        execute(site.newDatabase(), "insert into configurations values ('fqdn', 'chat.example.com')")

        then:
        http('/chat') == 503

        when:
        run(destination, 'hipchat service --restart')

        then:
        http('/chat') == 200
    }

    def 'every boot takes every file of the share in its hands'() {
        given:
        run(destination, 'find file_share -type f -exec chmod 0400 {} +')

        when:
        def boot = run(destination, 'reboot')

        then:
        boot.status == 0
        run(destination, 'find file_share -type f ! -perm -u+w | wc -l').text.trim() == '0'
    }

    def 'searching a user minds upper and lower case until user.php is patched'() {
        given:
        def model = destination.root().resolve('hipchat-scm/web/application/models/user.php').toFile()
        def original = model.text

        expect:
        search('user') == []
        search('User').size() == 24

        when:
        model.text = original.replace('''$query->where("name LIKE '%$search_name%'");''',
                '''$query->where("(name ILIKE '%$search_name%' OR email ILIKE '%$search_name%')");''')

        then:
        search('user').size() == 24

        cleanup:
        model.text = original
    }
}
