package dev.runbook.cli.trace

import com.sun.net.httpserver.HttpServer
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.Json
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunState
import java.time.Instant
import spock.lang.Specification

class TracingSpec extends Specification {
    def state = RunState.of([new Entry(0, Instant.parse('2026-11-21T22:00:00Z'), Kind.RUN, null, [run: 'r', runbook: 'move', environment: 'uat'])])
    List<String> warnings = []
    List<Map> received = Collections.synchronizedList([])
    int answer = 200
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)

    def setup() {
        server.createContext('/') { exchange ->
            received << [path: exchange.requestURI.path, token: exchange.requestHeaders.getFirst('x-token'), body: exchange.requestBody.text]
            exchange.sendResponseHeaders(answer, -1)
            exchange.close()
        }
        server.start()
    }

    def cleanup() { server.stop(0) }

    private String getAddress() { "http://127.0.0.1:$server.address.port" }

    private void send(Map<String, String> environment) { Tracing.of(environment, { warnings << it }).send(state) }

    def 'nothing is sent unless it is asked for: #environment'() {
        when:
        send(environment.collectEntries { name, value -> [name, value.replace('HERE', address)] })

        then:
        received == []
        warnings == []

        where:
        environment << [[:], [OTEL_EXPORTER_OTLP_ENDPOINT: ''], [OTEL_EXPORTER_OTLP_ENDPOINT: 'HERE', OTEL_SDK_DISABLED: 'true']]
    }

    def 'a run is sent to the collector as OTLP, with its headers'() {
        when:
        send((variable): address + path, OTEL_EXPORTER_OTLP_HEADERS: 'x-token=a%20b', OTEL_SERVICE_NAME: 'nightly')

        then:
        received*.path == [reached]
        received*.token == ['a b']
        Json.object(received[0].body).resourceSpans[0].resource.attributes[0].value.stringValue == 'nightly'
        warnings == []

        where:
        variable                             | path      | reached
        'OTEL_EXPORTER_OTLP_ENDPOINT'        | ''        | '/v1/traces'
        'OTEL_EXPORTER_OTLP_ENDPOINT'        | '/otel/'  | '/otel/v1/traces'
        'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' | '/here'   | '/here'
    }

    def 'a collector that refuses, or is none, is a warning without what is secret'() {
        given:
        answer = 503

        when:
        send(OTEL_EXPORTER_OTLP_ENDPOINT: address.replace('//', '//ann:hush@'), OTEL_EXPORTER_OTLP_HEADERS: 'x-token=hush')
        send(OTEL_EXPORTER_OTLP_ENDPOINT: 'no address', OTEL_EXPORTER_OTLP_HEADERS: 'x-token=hush')
        send(OTEL_EXPORTER_OTLP_ENDPOINT: address, OTEL_EXPORTER_OTLP_HEADERS: 'x token=hush')

        then:
        warnings.size() == 3
        warnings.every { it.startsWith('the trace of run r did not arrive at ') && it.contains('The run is not affected') && !it.contains('hush') }
    }
}
