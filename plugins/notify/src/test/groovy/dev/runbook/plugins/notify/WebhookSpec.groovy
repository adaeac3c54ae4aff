package dev.runbook.plugins.notify

import com.fasterxml.jackson.databind.ObjectMapper
import com.sun.net.httpserver.HttpServer
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import spock.lang.Specification

class WebhookSpec extends Specification {
    int status = 200
    List<Map> received = [].asSynchronized()
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
    def webhook = new Webhook()

    def setup() {
        server.createContext('/') { exchange ->
            received << [path: exchange.requestURI.path, method: exchange.requestMethod, type: exchange.requestHeaders.getFirst('Content-Type'), body: exchange.requestBody.getText('UTF-8')]
            exchange.sendResponseHeaders(status, -1)
            exchange.close()
        }
        server.start()
    }

    def cleanup() { server.stop(0) }

    String address(String path = '/hooks/t0ken') { "http://127.0.0.1:${server.address.port}$path" }

    def 'the text arrives as Slack and Mattermost expect it, and calls nobody by accident'() {
        when:
        webhook.send(Told.notice(), Told.person(webhook: kind(address())))

        then:
        received*.subMap('path', 'method', 'type') == [[path: '/hooks/t0ken', method: 'POST', type: 'application/json; charset=utf-8']]
        new ObjectMapper().readValue(received[0].body, Map) == [text: 'Move (uat): due now: page\n[ ] open &lt;it&gt; &amp; save']

        where:
        kind << [{ it }, { Secret.of('webhook', it) }]
    }

    def 'status #code is #failure.simpleName, and the address is not told'() {
        given:
        status = code

        when:
        webhook.send(Told.notice(), Told.person(webhook: address()))

        then:
        def failed = thrown(failure)
        failed.message.contains("status $code")
        !failed.message.contains('t0ken')

        where:
        code | failure
        503  | IOException
        429  | IOException
        404  | EffectFailed
        302  | EffectFailed
    }

    def 'a server that is not there may be tried again, and an address that is none is not'() {
        given:
        int closed = new ServerSocket(0).withCloseable { it.localPort }

        when:
        webhook.send(Told.notice(), Told.person(webhook: "http://127.0.0.1:$closed/hooks/t0ken".toString()))

        then:
        def gone = thrown(IOException)
        gone.message.startsWith('127.0.0.1 cannot be reached')
        !gone.message.contains('t0ken')

        when:
        webhook.send(Told.notice(), Told.person(webhook: 'ftp://x/t0ken'))

        then:
        def wrong = thrown(EffectFailed)
        wrong.message == "the webhook of people 'chat admins' (inventory.yaml:7) is no address: expected https://HOST/…"
    }
}
