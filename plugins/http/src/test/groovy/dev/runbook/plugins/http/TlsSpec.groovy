package dev.runbook.plugins.http

import static dev.runbook.plugins.http.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class TlsSpec extends Specification {
    @Shared
    @TempDir
    File folder
    @Shared
    @AutoCleanup
    Server server
    @AutoCleanup
    FakeScope fake = new FakeScope(runbook: folder.toPath())

    def setupSpec() {
        server = new Server(Server.certificate(folder)).on('/', 200, [:], 'safe')
    }

    def "connectTo: compares the certificate with the URL's name, and tells the server that name"() {
        expect:
        fake.http.get([connectTo: "127.0.0.1:$server.port".toString(), ca: 'ca.pem'], text('https://chat.example.org/a')).text == 'safe'
        fake.http.post([connectTo: '127.0.0.1', ca: 'ca.pem', body: 'x'], text("https://chat.example.org:$server.port/b")).text == 'safe'
        server.asked*.headers*.getFirst('Host') == ['chat.example.org', "chat.example.org:$server.port".toString()]
        server.asked*.uri == ['/a', '/b']
    }

    def "#what is refused before anything is sent"() {
        when:
        fake.http.post([connectTo: "127.0.0.1:$server.port".toString()] + options, text(url))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        error.message.contains('Check that the certificate is for')

        where:
        what                   | url                         | options        | says
        'another name'         | 'https://other.example.org' | [ca: 'ca.pem'] | 'other.example.org'
        'an unknown authority' | 'https://chat.example.org'  | [:]            | 'certification path'
    }

    def "without connectTo: too the name counts"() {
        when:
        fake.http.get([ca: 'ca.pem'], text("https://127.0.0.1:$server.port/"))

        then:
        def error = thrown(EffectFailed)
        error.message.contains('no trusted connection to 127.0.0.1')
    }

    def "a ca: that is #what says so"() {
        given:
        new File(folder, 'empty.pem').text = ''
        new File(folder, 'broken.pem').text = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n'

        when:
        fake.http.get([ca: file], text('https://chat.example.org/'))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)

        where:
        what        | file         | says
        'not there' | 'nobody.pem' | 'there is no file'
        'empty'     | 'empty.pem'  | 'found no certificate'
        'broken'    | 'broken.pem' | 'expected certificates in PEM form'
    }

    def "the usual authorities are still trusted with ca:"() {
        expect:
        Trust.usual().size() > 10
        Trust.authorities(new File(folder, 'ca.pem').toPath()).size() == Trust.usual().size() + 1
    }
}
