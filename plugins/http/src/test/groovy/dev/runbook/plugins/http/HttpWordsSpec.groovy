package dev.runbook.plugins.http

import static dev.runbook.plugins.http.FakeScope.text

import com.sun.net.httpserver.HttpExchange
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Endpoint
import java.security.MessageDigest
import java.util.concurrent.CountDownLatch
import spock.lang.AutoCleanup
import spock.lang.Specification

class HttpWordsSpec extends Specification {
    @AutoCleanup
    Server server = new Server()
    @AutoCleanup
    FakeScope fake = new FakeScope()
    Secret secret = Secret.of('token', 'hunter22')

    def "an answer has status, headers, text, json and sha256"() {
        given:
        def body = '{"a": [1, 1.5, null, "ü"]}'.getBytes('ISO-8859-1')
        server.on('/x', 404, ['Content-Type': 'application/json; charset=ISO-8859-1', 'X-A': '1'], body)

        when:
        def answer = fake.http.get([:], text(at('/x')))

        then:
        answer.status == 404
        answer.headers['content-TYPE'].startsWith('application/json')
        answer.headers.'x-a' == '1'
        answer.text == '{"a": [1, 1.5, null, "ü"]}'
        answer.json == [a: [1, 1.5, null, 'ü']]
        answer.sha256 == MessageDigest.getInstance('SHA-256').digest(body).encodeHex().toString()
        "$answer" == answer.text
        server.asked[0].headers.getFirst('User-Agent') == 'runbook'
        fake.shown == ['GET ' + at('/x')]
    }

    def "#word sends json, headers and secrets, and shows them masked"() {
        given:
        server.on('/x', 200)

        when:
        fake.http."$word"([headers: [Authorization: new Text(['Bearer ', ''], [secret]), 'X-Hostile': "a \"b\" \$(c) ü"],
                           json: [user: 'joe', password: secret, deep: [[secret, null, 1.50, true, "x${1}"]]]], text(at('/x')))

        then:
        server.asked[0].method == word.toUpperCase()
        server.asked[0].headers.getFirst('Authorization') == 'Bearer hunter22'
        server.asked[0].headers.getFirst('Content-Type') == 'application/json'
        server.asked[0].body == '{"user":"joe","password":"hunter22","deep":[["hunter22",null,1.50,true,"x1"]]}'
        fake.shown[0].contains('Authorization: Bearer ••••')
        fake.shown[0].endsWith('{"user":"joe","password":"••••","deep":[["••••",null,1.50,true,"x1"]]}')
        !fake.shown[0].contains('hunter22')
        fake.effects*.writes() == [true]

        where:
        word << ['post', 'put', 'patch', 'delete']
    }

    def "a form is encoded, a body is sent as it is"() {
        given:
        server.on('/x', 200)

        when:
        fake.http.post([form: [a: 'x&y=z ü', p: secret, n: 1]], text(at('/x')))
        fake.http.put([body: 'plain ü', headers: ['content-type': 'text/csv']], text(at('/x')))

        then:
        server.asked*.body == ['a=x%26y%3Dz%20%C3%BC&p=hunter22&n=1', 'plain ü']
        server.asked*.headers*.getFirst('Content-Type') == ['application/x-www-form-urlencoded', 'text/csv']
        fake.shown[0].endsWith('p=••••&n=1')
    }

    def "reads: true makes a login a read; secret: true makes its answer a secret"() {
        given:
        server.on('/login', 200, [Token: 'hunter33'], '{"token": "hunter44", "n": 1}')

        when:
        def answer = fake.http.post([reads: true, secret: true, json: [p: secret]], text(at('/login')))

        then:
        !fake.effects[0].writes()
        answer.json.token instanceof Secret
        answer.json.token.reveal() == 'hunter44'
        answer.json.n == 1
        answer.headers['Token'].reveal() == 'hunter33'
        "$answer" == Secret.MASK
    }

    def "a status outside of ok: fails, and masks what it shows"() {
        given:
        server.on('/x', 500, [:], 'no hunter22 here')

        when:
        fake.http.get([ok: [200, 204], headers: [A: secret]], text(at('/x')))

        then:
        def error = thrown(EffectFailed)
        error.message == "GET ${at('/x')}: expected status [200, 204], found 500: 'no •••• here'"
    }

    def "text that is no JSON says what was found"() {
        given:
        server.on('/x', 200, ['Content-Type': 'text/html'], '<html>')

        when:
        fake.http.get([:], text(at('/x'))).json

        then:
        def error = thrown(EffectFailed)
        error.message.contains("expected JSON, found '<html>' (status 200, text/html)")
    }

    def "redirects are followed for GET and HEAD only, without secrets to another server"() {
        given:
        def other = new Server().on('/there', 200, [:], 'other')
        server.on('/far', 302, [Location: "http://127.0.0.1:$other.port/there".toString()])
        server.on('/near', 301, [Location: '/end']).on('/end', 200, [:], 'end').on('/loop', 302, [Location: '/loop']).on('/file', 302, [Location: 'ftp://h/x'])

        expect:
        fake.http.get([headers: [Authorization: secret]], text(at('/near'))).text == 'end'
        server.asked*.headers*.getFirst('Authorization') == ['hunter22', 'hunter22']
        fake.http.get([headers: [Authorization: secret, Accept: 'text/plain']], text(at('/far'))).text == 'other'
        other.asked[0].headers.getFirst('Authorization') == null
        other.asked[0].headers.getFirst('Accept') == 'text/plain'
        fake.http.post([:], text(at('/near'))).status == 301
        fake.http.head([:], text(at('/near'))).status == 200
        fake.http.get([:], text(at('/file'))).status == 302

        when:
        fake.http.get([:], text(at('/loop')))

        then:
        def error = thrown(EffectFailed)
        error.message.contains('redirected more than 5 times')

        cleanup:
        other.close()
    }

    def "connectTo: leads elsewhere while the Host header stays"() {
        given:
        server.on('/', 200, [:], 'here')

        expect:
        fake.http.get([connectTo: "127.0.0.1:$server.port".toString()], text('http://chat.example.org/a?b=c')).text == 'here'
        fake.http.post([connectTo: '127.0.0.1', body: 'x' * 100_000], text("http://chat.example.org:$server.port")).text == 'here'
        server.asked*.headers*.getFirst('Host') == ['chat.example.org', "chat.example.org:$server.port".toString()]
        server.asked*.uri == ['/a?b=c', '/']
        server.asked[1].body.length() == 100_000
        fake.shown[0].contains("connecting to 127.0.0.1:$server.port")
    }

    def "inside onHost requests go through that host"() {
        given:
        server.on('/', 200, [:], 'inside')
        fake.host = 'old'
        fake.tunnels['old 10.0.0.9:8008'] = new Endpoint('127.0.0.1', server.port)

        expect:
        fake.http.get([:], text('http://10.0.0.9:8008/version')).text == 'inside'
        fake.http.get([connectTo: '10.0.0.9:8008'], text('http://chat.example.org/version')).text == 'inside'
        server.asked*.headers*.getFirst('Host') == ['10.0.0.9:8008', 'chat.example.org']
        fake.effects*.target() == ['old', 'old']
    }

    def "a server that is not there: #says"() {
        given:
        def closed = new ServerSocket(0).withCloseable { it.localPort }

        when:
        fake.http."$word"(options.collectEntries { k, v -> [k, v.replace('PORT', "$closed")] }, text(url.replace('PORT', "$closed")))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        error.message.contains(url.replace('PORT', "$closed"))
        !error.message.contains('null')

        where:
        word   | url                      | options                       | says
        'get'  | 'http://127.0.0.1:PORT/' | [:]                           | 'cannot connect to 127.0.0.1:'
        'post' | 'http://127.0.0.1:PORT/' | [:]                           | 'Check the URL, and that the server runs'
        'post' | 'http://nowhere.invalid/'| [:]                           | 'unknown host nowhere.invalid'
        'post' | 'http://h/'              | [connectTo: '127.0.0.1:PORT'] | 'cannot connect to 127.0.0.1:'
        'post' | 'http://h/'              | [connectTo: 'nowhere.invalid']| 'unknown host nowhere.invalid'
    }

    def "when contact is lost a read is asked again, and a write is not: of both nobody knows at last"() {
        given:
        def asked = new java.util.concurrent.atomic.AtomicInteger()
        server.on('/x') { HttpExchange exchange -> asked.incrementAndGet(); exchange.close() }

        when:
        fake.http."$word"(options, text(at('/x')))

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('contact was lost')
        fake.pauses.empty == once
        once == (asked.get() == 1)

        where:
        word   | options       | once
        'get'  | [:]           | false
        'post' | [reads: true] | false
        'post' | [:]           | true
        'put'  | [:]           | true
    }

    def "the timeout counts to the end of the body"() {
        given:
        def over = new CountDownLatch(1)
        server.on('/x') { HttpExchange exchange ->
            exchange.sendResponseHeaders(200, 100)
            exchange.responseBody.write('begun'.bytes)
            exchange.responseBody.flush()
            over.await()
        }

        when:
        fake.http."$word"([timeout: '300ms'], text(at('/x')))

        then:
        def error = thrown(RunbookException)
        error.class == type
        error.message.contains('no whole answer within timeout: 0.3 s')

        cleanup:
        over.countDown()

        where:
        word   | type
        'get'  | EffectFailed
        'post' | OutcomeUnknown
    }

    def "an answer over the limit is an error that says so"() {
        given:
        server.on('/x') { HttpExchange exchange ->
            exchange.sendResponseHeaders(200, 0)
            def part = new byte[1 << 20]
            17.times { exchange.responseBody.write(part) }
        }

        when:
        fake.http.get([:], text(at('/x')))

        then:
        def error = thrown(EffectFailed)
        error.message.contains('larger than 16 MiB')
    }

    def "#options is refused: #says"() {
        when:
        fake.http.post(options, text('http://h/'))

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)

        where:
        options                           | says
        [headers: [Host: 'x']]            | 'connectTo:'
        [headers: ['Content-Length': 1]]  | 'follows from the request itself'
        [headers: ['a b': 1]]             | 'cannot be the name of a header'
        [headers: [A: null]]              | 'is null'
        [headers: [A: "a\r\nB: c"]]       | 'control character'
        [headers: [A: 'x' + Secret.MASK]] | 'masked secret'
        [body: Secret.MASK]               | 'masked secret'
        [json: [a: [Secret.MASK]]]        | 'masked secret'
        [json: 1, body: 'x']              | 'one of json:, form: and body:'
        [body: [a: 1]]                    | 'for data use json:'
        [form: 'a=b']                     | 'expected a map'
        [json: [a: new Thread()]]         | 'found a Thread'
        [ok: ['ok']]                      | 'list of statuses'
        [connectTo: 'http://x']           | 'HOST or HOST:PORT'
    }

    def "a dry run shows the request and sends nothing"() {
        given:
        def dry = new FakeScope(live: false)

        expect:
        dry.http.post([json: [n: new Pending('n'), p: secret], headers: [A: new Pending('h')]], text("https://nowhere.invalid/${new Pending('id')}")) instanceof Pending
        dry.http.get([:], text('https://nowhere.invalid/')) instanceof Pending
        dry.shown == ['POST https://nowhere.invalid/‹id›\nA: ‹h›\n{"n":"‹n›","p":"••••"}', 'GET https://nowhere.invalid/']
        dry.effects*.pending() == [true, false]
        dry.shared.isEmpty()
    }

    private String at(String path) {
        "http://127.0.0.1:$server.port$path"
    }
}
