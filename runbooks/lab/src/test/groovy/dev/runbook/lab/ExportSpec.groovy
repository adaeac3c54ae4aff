package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import groovy.json.JsonSlurper
import spock.lang.Shared
import spock.lang.Specification

class ExportSpec extends Specification {
    @Shared site = SharedLab.fresh()
    @Shared source = site.source().folder()
    @Shared Map export
    @Shared List<String> names

    def setupSpec() {
        export = run(source, 'mkdir carrier/whole && cd carrier/whole && hipchat export --export -p "$P" --include-one-to-one --include-files', [P: PASSPHRASE])
        names = run(source, 'ls carrier/whole').lines
    }

    def cleanupSpec() {
        run(source, 'rm -rf carrier/*')
    }

    def 'the log names the phases in their order, with timestamps, and ends with the banner'() {
        expect:
        export.status == 0
        export.lines.every { it ==~ $/\d{4}/\d\d/\d\d \d\d:\d\d:\d\d .+/$ }
        export.lines.last().endsWith('Export completed successfully!')
        inOrder(export.lines, 'Fetching users', 'Fetching rooms', 'Fetching autojoins', 'Fetching preferences', 'Fetching emoticons',
                'Fetching upload files', 'Fetching messages', 'Creating export artifact', 'Writing rooms.json', 'Writing users/1/history.json',
                'Exporting sender attachments')
    }

    def 'the archive has a name that nothing tells, opens with openssl, and is laid out as documented'() {
        when:
        def members = run(source, "openssl enc -d -aes-256-cbc -md md5 -pass env:P -in carrier/whole/${names[0]} 2>/dev/null | tar tzf -", [P: PASSPHRASE]).lines

        then:
        names.size() == 1
        names[0] ==~ /export-[0-9a-f-]{36}\.tar\.gz\.aes/
        !export.text.contains(names[0])
        members.containsAll(['users.json', 'rooms.json', 'preferences.json', 'emoticons.json', 'emoticons/custom1.png', 'users/1/avatars/photo.png',
                             'users/1/history.json', 'rooms/1/history.json'])
        members.count { it.startsWith('users/files/') } == 31
    }

    def 'a private message is in the histories of both people'() {
        when:
        run(source, 'cd carrier/whole && openssl enc -d -aes-256-cbc -md md5 -pass env:P -in *.aes 2>/dev/null | tar xzf -', [P: PASSPHRASE])
        def ids = source.root().resolve('carrier/whole/users').toFile().listFiles().collect { new File(it, 'history.json') }.findAll { it.exists() }
                .collectMany { file -> new JsonSlurper().parse(file).collect { it.PrivateUserMessage.id } }
        def messages = value(site.oldDatabase(), "select count(*) from messages where kind = 'private'")

        then:
        ids.toSet().size() == messages
        ids.size() == 2 * messages
    }

    def 'without its two switches it leaves out private messages and attachments, and still says success'() {
        when:
        def export = run(source, 'cd carrier && hipchat export -e --passphrase x')
        def members = run(source, 'openssl enc -d -aes-256-cbc -md md5 -pass pass:x -in carrier/*.aes 2>/dev/null | tar tzf -').lines

        then:
        export.text.contains('Export completed successfully!')
        members.any { it ==~ 'rooms/\\d+/history.json' }
        !members.any { it ==~ 'users/\\d+/history.json' || it.startsWith('users/files/') }
    }

    def 'help, status and version are told'() {
        expect:
        run(source, 'hipchat export --help').text.contains('--include-one-to-one')
        run(source, 'hipchat --version').text.trim() == '2.2.9'
        run(source, 'hipchat export --check').text =~ /No export|Export completed/
    }

    def 'wrong usage has status 2 and the usage'() {
        when:
        def wrong = run(source, 'hipchat export --export --include-everything -p x')

        then:
        wrong.status == 2
        wrong.text.contains('unknown option --include-everything')
        wrong.text.contains('usage: hipchat export')
    }

    private static boolean inOrder(List<String> lines, String... phases) {
        def at = phases.collect { phase -> lines.findIndexOf { it.contains(phase) } }
        assert at.every { it >= 0 }
        at == at.sort(false)
    }
}
