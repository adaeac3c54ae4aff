package dev.runbook.plugins.notify

import com.icegreen.greenmail.util.GreenMail
import com.icegreen.greenmail.util.ServerSetup
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import spock.lang.AutoCleanup
import spock.lang.Specification

class MailSpec extends Specification {
    @AutoCleanup('stop')
    def server = new GreenMail(new ServerSetup(0, '127.0.0.1', ServerSetup.PROTOCOL_SMTP))
    def mail = new Mail()

    def setup() { server.start() }

    Map person(Map more = [:]) { [mail: ['ann@example.org', 'Bob <bob@example.org>'], from: 'runbook@example.org', smtp: "smtp://127.0.0.1:${server.smtp.port}".toString()] + more }

    def 'an e-mail arrives at each address, with a subject of one line'() {
        when:
        mail.send(Told.notice('Move (uat): größer\r\nBcc: eve@example.org'), Told.person(person()))

        then:
        server.receivedMessages.length == 2
        with(server.receivedMessages[0]) {
            subject == 'Move (uat): größer Bcc: eve@example.org'
            allRecipients*.toString() == ['ann@example.org', 'Bob <bob@example.org>']
            from*.toString() == ['runbook@example.org']
            content.readLines()*.trim().takeRight(3) == ['[ ] open <it> & save', '', 'run 20261121-0907-k3f']
            getHeader('X-Runbook-Event') == ['due'] as String[]
        }
    }

    def 'a password is never sent unencrypted'() {
        when:
        mail.send(Told.notice(), Told.person(person(user: 'ops', password: Secret.of('password', 's3cret'))))

        then:
        def failed = thrown(IOException)
        failed.message.contains('STARTTLS')
        !failed.message.contains('s3cret')
        server.receivedMessages.length == 0
    }

    def 'what is missing or malformed is said with file and line: #message'() {
        when:
        mail.send(Told.notice(), Told.person(person(values).findAll { it.value != null }))

        then:
        def wrong = thrown(EffectFailed)
        wrong.message.startsWith(message)

        where:
        values                  | message
        [smtp: null]            | "people 'chat admins' (inventory.yaml:7) needs 'smtp', the mail server"
        [from: null]            | "people 'chat admins' (inventory.yaml:7) needs 'from', the sender's address"
        [smtp: 'mail:25']       | "'smtp' of people 'chat admins' (inventory.yaml:7): expected smtp://HOST:587 or smtps://HOST:465, found 'mail:25'"
        [mail: ['ann@', 'bob']] | "'ann@' in people 'chat admins' (inventory.yaml:7) is no e-mail address"
    }

    def 'a server that is not there may be tried again'() {
        given:
        int closed = new ServerSocket(0).withCloseable { it.localPort }

        when:
        mail.send(Told.notice(), Told.person(person(smtp: "smtp://127.0.0.1:$closed".toString())))

        then:
        thrown(IOException)
    }
}
