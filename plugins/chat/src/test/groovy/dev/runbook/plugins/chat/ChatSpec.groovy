package dev.runbook.plugins.chat

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.HostFrame
import dev.runbook.engine.spi.StepScope
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.plugins.local.LocalTransport
import groovy.transform.Memoized
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** Archives made with the real tools, read with the real tools. */
class ChatSpec extends Specification {
    @TempDir
    Path folder

    private StepScope getScope() {
        def spec = new TargetSpec('host', 'here', [dir: folder.toString(), transport: 'local'], 'lab.yaml:3', 'read')
        [host: { -> new HostFrame('here', null, null, [:]) }, target: { String kind, String name -> spec }, perform: { Effect effect -> effect.work().call() },
         link: { String name -> new LocalTransport().link(spec, null) }] as StepScope
    }

    private void file(String name, String text) {
        def file = folder.resolve(name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    private void command(String... command) {
        def process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: said
    }

    @Memoized
    private static boolean there(String tool) {
        System.getenv('PATH').tokenize(':').any { new File(it, tool).canExecute() } || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
    }

    private Map hipchat(Map options = [:], String name = 'export.tar.gz') {
        ChatWords.hipchatArchive(scope, options, Text.of(name)) as Map
    }

    private void hipchatExport() {
        file 'x/users.json', '[{"User": {"id": 1, "name": "Ann", "account_type": "admin", "is_deleted": false}}, {"User": {"id": 2, "is_deleted": true, "roles": ["a", {"b": 1}]}}, {"User": {"id": 3, "account_type": "guest"}}]'
        file 'x/rooms.json', '[{"Room": {"id": 7, "privacy": "public", "is_archived": true, "members": [1, 2]}}, {"Room": {"id": 8, "privacy": "private"}}]'
        file 'x/emoticons.json', '{"Emoticons": []}'
        file 'x/users/1/history.json', '[{"PrivateUserMessage": {"id": "a", "sender": {"id": 1, "name": "Ann"}, "receiver": {"id": 2}, "message": "' + 'x' * 100_000 + '"}}, {"PrivateUserMessage": {"id": "b", "sender": {"id": 2}, "receiver": {"id": 1}, "message": "\\"]}"}}]'
        file 'x/users/2/history.json', '[{"PrivateUserMessage": {"id": "a", "sender": {"id": 1}, "receiver": {"id": 2}}}, {"PrivateUserMessage": {"id": "b", "sender": {"id": 2}, "receiver": {"id": 1}}}]'
        file 'x/rooms/7/history.json', '[{"UserMessage": {"sender": {"id": 1}, "message": "hi"}}, {"NotificationMessage": {"sender": "bot"}}, {"TopicRoomMessage": {"sender": {"id": 0}}}]'
        file 'x/users/files/9/picture.png', 'binary'
        file 'x/users/files/9/chat-history.json', 'no json at all'
        file 'x/users/files/9/Users.JSON', '{'
        file 'x/users/1/avatars/a.png', 'a'
        command 'tar', '-C', 'x', '-czf', 'export.tar.gz', '.'
    }

    def "a HipChat archive: private messages count once, attachments that the importer would take for messages are named"() {
        given:
        hipchatExport()

        when:
        def found = hipchat()

        then:
        found.users == [total: 3, active: 2, deleted: 1, guests: 1]
        found.rooms == [total: 2, public: 1, private: 1, archived: 1]
        found.messages == [rooms: 2, private: 2, privateCopies: 4, other: 1]
        found.poison as Set == ['users/files/9/chat-history.json', 'users/files/9/Users.JSON'] as Set
        found.poisonCount == 2
        found.attachments == 3
        found.avatars == 1
    }

    @Requires({ ChatSpec.there('openssl') })
    def "it is opened with its passphrase, and a wrong one says so without showing it"() {
        given:
        hipchatExport()
        command 'openssl', 'enc', '-aes-256-cbc', '-md', 'md5', '-in', 'export.tar.gz', '-out', 'export.tar.gz.aes', '-pass', 'pass:hunter 22'

        expect:
        hipchat([passphrase: Secret.of('p', 'hunter 22')], 'export.tar.gz.aes').users.total == 3

        when:
        hipchat([passphrase: Secret.of('p', 'wrong 23')], 'export.tar.gz.aes')

        then:
        def e = thrown(EffectFailed)
        e.message.contains('the archive is damaged, or the passphrase wrong')
        !e.message.contains('wrong 23')
    }

    def "a broken message file is named"() {
        given:
        file 'x/rooms/7/history.json', '[{"UserMessage": {'
        command 'tar', '-C', 'x', '-czf', 'export.tar.gz', '.'

        when:
        hipchat()

        then:
        def e = thrown(EffectFailed)
        e.message.startsWith('the member rooms/7/history.json of the archive is no JSON')
    }

    static final GOOD = [
        '{"type": "version", "version": 1}',
        '{"type": "team", "team": {"name": "ops-team", "display_name": "Ops", "type": "O"}}',
        '{"type": "channel", "channel": {"team": "ops-team", "name": "general", "display_name": "General", "type": "O"}}',
        '{"type": "user", "user": {"username": "ann", "email": "ann@example.org", "teams": [{"name": "ops-team"}]}}',
        '{"type": "user", "user": {"username": "bob", "email": "bob@example.org"}}',
        '{"type": "post", "post": {"team": "ops-team", "channel": "general", "user": "ann", "message": "hi", "create_at": 1533738243626, "reactions": [{"user": "bob", "emoji_name": "+1", "create_at": 1533738243627}], "replies": [{"user": "bob", "message": "yes", "create_at": 1533738243700, "attachments": [{"path": "a.png"}]}]}}',
        '{"type": "direct_channel", "direct_channel": {"members": ["ann", "bob"]}}',
        '{"type": "direct_post", "direct_post": {"channel_members": ["ann", "bob"], "user": "bob", "message": "psst", "create_at": 1533738243626}}',
    ]

    private Map mattermost(Map options = [:], String name = 'import.jsonl') {
        ChatWords.mattermostExport(scope, options, Text.of(name)) as Map
    }

    def "a sound Mattermost export is counted, replies and reactions too"() {
        given:
        file 'import.jsonl', GOOD.join('\n')

        expect:
        with(mattermost()) {
            counts == [version: 1, team: 1, channel: 1, user: 2, post: 1, reactions: 1, replies: 1, attachments: 1, direct_channel: 1, direct_post: 1]
            names == [team: ['ops-team'], channel: ['ops-team/general'], user: ['ann', 'bob']]
            problems == []
            problemCount == 0
            lines == 8
            !warnings
        }
    }

    def "posts of the product itself are counted beside those of people"() {
        given:
        file 'import.jsonl', (GOOD.take(5) + '{"type": "post", "post": {"team": "ops-team", "channel": "general", "user": "ann", "type": "system_join_channel", "message": "ann joined", "create_at": 1533738243626}}').join('\n')

        expect:
        with(mattermost()) {
            counts.post == 1
            counts.system_post == 1
        }
    }

    def "what the importer would refuse is named with its line: #line"() {
        given:
        file 'import.jsonl', (GOOD + line).join('\n') + '\n'

        expect:
        mattermost(maxPostSize: 10).problems == ["line 9: $problem".toString()]

        where:
        line                                                                                                                                             | problem
        '{"type": "direct_post", "direct_post": {"channel_members": ["ann", "bob"], "user": "bob", "message": "x", "create_at": 1533738243}}'             | 'direct_post: create_at: expected milliseconds since 1970, found 1533738243'
        '{"type": "direct_post", "direct_post": {"channel_members": ["ann", "bob"], "user": "bob", "message": "12345678901", "create_at": 1533738243626}}' | 'direct_post: message: expected at most 10 characters, found 11'
        '{"type": "direct_post", "direct_post": {"channel_members": ["ann", "eve"], "user": "ann", "message": "x", "create_at": 1533738243626}}'          | "direct_post: the member 'eve' is in no line before"
        '{"type": "direct_post", "direct_post": {"channel_members": ["ann", "bob"], "user": "bob", "message": "x", "create_at": 1533738243626, "flagged_by": ["eve"]}}' | "direct_post: 'eve' is no member"
        '{"type": "team", "team": {"name": "late-team", "type": "O"}}'                                                                                   | 'team: expected before the first direct_post, found behind it'
        '{"type": "nonsense"}'                                                                                                                           | "expected a type of [version, role, scheme, emoji, team, channel, user, bot, post, direct_channel, direct_post], found 'nonsense'"
        '{"type": '                                                                                                                                      | 'this is no JSON: Unexpected end-of-input within/between Object entries'
    }

    def "a user that cannot be is named: #user"() {
        given:
        file 'import.jsonl', (GOOD.take(4) + "{\"type\": \"user\", \"user\": $user}".toString()).join('\n')

        expect:
        mattermost().problems.any { it.contains(problem) }

        where:
        user                                                                  | problem
        '{"username": "Ann B", "email": "x@y"}'                               | "username: expected 1 to 64 of a-z, 0-9, . _ and -, and no reserved one, found 'Ann B'"
        '{"username": "anna", "email": "ANN@example.org"}'                    | "email of 'anna' is that of 'ann' too"
        '{"username": "bob", "email": "b@y", "password": "x", "auth_data": "y"}' | 'has both password and auth_data'
        '{"username": "bob", "email": "b@y", "teams": [{"name": "none"}]}'    | "the team 'none' is in no line before"
    }

    @Requires({ ChatSpec.there('zip') && ChatSpec.there('unzip') })
    def "the zip of an export is read without unpacking it, its warnings are told"() {
        given:
        file 'import.jsonl', GOOD.join('\n')
        file 'data/a.png', 'x'
        file 'warnings.txt', 'a file could not be read'
        command 'zip', '-q', '-r', 'export.zip', 'import.jsonl', 'data', 'warnings.txt'

        expect:
        with(mattermost([:], 'export.zip')) {
            counts.post == 1
            files == 1
            warnings
        }
    }

    def "a long export needs little memory"() {
        given:
        def export = new MattermostExport(new MattermostRules(100))
        def line = (GOOD[5] + '\n').bytes

        when:
        def before = used()
        GOOD.take(5).each { export.stdout((it + '\n').bytes, 0, it.bytes.length + 1) }
        200_000.times { export.stdout(line, 0, line.length) }

        then:
        export.result([]).counts.post == 200_000
        used() - before < 20_000_000
    }

    private static long used() {
        System.gc()
        Runtime.runtime.totalMemory() - Runtime.runtime.freeMemory()
    }
}
