package dev.runbook.testing.amazon

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.charset.StandardCharsets
import java.util.concurrent.Executors

/**
 * Amazon as far as the words need it: one port that speaks REST-XML, the query protocol and JSON as its services do, with states that
 * take some looks to change, and that refuses what Amazon refuses. Requests can be made to go wrong.
 */
class FakeAmazon {
    /** What happens to a request of an action, once. */
    enum Fault {
        /** Done, but the answer never arrives. */
        LOST_ANSWER,
        /** Refused for being too much. */
        THROTTLED,
        /** Not allowed. */
        DENIED,
        /** A failure of theirs; not done. */
        BROKEN
    }

    /** An answer that says no. */
    static class Refused extends RuntimeException {
        final String code
        final int status

        Refused(String code, String message, int status = 400) {
            super(message)
            this.code = code
            this.status = status
        }
    }

    /** One for all, since stopping one takes a second. */
    private static final HttpServer SERVER
    private static volatile FakeAmazon current

    final List<String> actions = [].asSynchronized()
    final Map<String, List<Fault>> faults = [:].withDefault { [] }
    final FakeRoute53 route53 = new FakeRoute53()
    final FakeEc2 ec2 = new FakeEc2()
    final FakeEfs efs = new FakeEfs()
    final FakeVault vault = new FakeVault()
    final FakeElb elb = new FakeElb()

    static {
        // Else each answer waits 40 ms for its second packet.
        System.setProperty('sun.net.httpserver.nodelay', 'true')
        SERVER = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
        SERVER.createContext('/') { exchange -> current.answer(exchange) }
        SERVER.executor = Executors.newCachedThreadPool { work -> new Thread(work).tap { daemon = true } }
        SERVER.start()
    }

    FakeAmazon() {
        current = this
    }

    String getEndpoint() {
        "http://127.0.0.1:${SERVER.address.port}"
    }

    /** How often it was done, or at least asked. */
    int count(String action) {
        actions.collect().count(action)
    }

    void fail(String action, Fault... these) {
        faults[action].addAll(these)
    }

    private void answer(HttpExchange exchange) {
        def body = new String(exchange.requestBody.readAllBytes(), StandardCharsets.UTF_8)
        def path = exchange.requestURI.path
        def target = exchange.requestHeaders.getFirst('X-Amz-Target')
        def form = target || !body.startsWith('Action=') ? [:] : form(body)
        String action = target ? target.tokenize('.').last() : form.Action ?: path.startsWith('/2013-04-01') ? route53.action(exchange.requestMethod, path) : efs.action(exchange.requestMethod)
        actions << action
        def speaks = target || path.startsWith('/2015-02-01') ? 'json' : form ? 'query' : 'xml'
        try {
            Fault fault = faults[action] ? faults[action].remove(0) : null
            refuse(fault, action, speaks)
            def said = target ? vault.answer(action, new JsonSlurper().parseText(body)) :
                speaks == 'json' ? efs.answer(action, path, body ? new JsonSlurper().parseText(body) : [:]) :
                form ? (action == 'GetCallerIdentity' ? CALLER : action.contains('Target') ? elb.answer(action, form) : ec2.answer(action, form)) : route53.answer(action, path, exchange.requestURI.query, body)
            if (fault == Fault.LOST_ANSWER) {
                exchange.close()
                return
            }
            send(exchange, 200, speaks == 'json' ? JsonOutput.toJson(said) : said.toString(), speaks)
        } catch (Refused no) {
            send(exchange, no.status, error(speaks, no, path), speaks)
        } catch (Throwable bug) {
            System.err.println("$bug ${bug.stackTrace.findAll { it.className.contains('runbook') }.take(4)}")
            send(exchange, 400, error(speaks, new Refused('TestBug', bug.toString()), path), speaks)
        }
    }

    private static void refuse(Fault fault, String action, String speaks) {
        switch (fault) {
            case Fault.THROTTLED:
                throw new Refused(speaks == 'query' ? 'RequestLimitExceeded' : speaks == 'xml' ? 'Throttling' : 'ThrottlingException', 'Rate exceeded', speaks == 'query' ? 503 : 400)
            case Fault.DENIED:
                throw new Refused(speaks == 'query' ? 'UnauthorizedOperation' : 'AccessDenied', "User: arn:aws:iam::123456789012:user/ops is not authorized to perform: $action", 403)
            case Fault.BROKEN:
                throw new Refused('InternalError', 'An internal error has occurred', 500)
        }
    }

    static final String CALLER = '''<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult>
        <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>'''

    private static String error(String speaks, Refused no, String path) {
        if (speaks == 'json') {
            return JsonOutput.toJson([__type: no.code, ErrorCode: no.code, message: no.message, Message: no.message])
        }
        speaks == 'query' ?
            "<Response><Errors><Error><Code>${no.code}</Code><Message>${no.message}</Message></Error></Errors><RequestID>r-1</RequestID></Response>" :
            "<ErrorResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Error><Type>Sender</Type><Code>${no.code}</Code><Message>${no.message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
    }

    private static void send(HttpExchange exchange, int status, String text, String speaks) {
        def bytes = text.getBytes(StandardCharsets.UTF_8)
        exchange.responseHeaders.set('Content-Type', speaks == 'json' ? 'application/x-amz-json-1.1' : 'text/xml')
        if (speaks == 'json' && status != 200) {
            exchange.responseHeaders.set('x-amzn-ErrorType', new JsonSlurper().parseText(text).__type as String)
        }
        exchange.sendResponseHeaders(status, bytes.length)
        exchange.responseBody.write(bytes)
        exchange.close()
    }

    private static Map<String, String> form(String body) {
        body.tokenize('&').collectEntries {
            def pair = it.split('=', 2)
            [URLDecoder.decode(pair[0], 'UTF-8'), pair.length > 1 ? URLDecoder.decode(pair[1], 'UTF-8') : '']
        }
    }
}
