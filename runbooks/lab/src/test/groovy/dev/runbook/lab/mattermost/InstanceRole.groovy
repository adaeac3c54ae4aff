package dev.runbook.lab.mattermost

import com.sun.net.httpserver.HttpServer
import dev.runbook.lab.server.HostFolder
import groovy.json.JsonOutput
import java.time.Instant

/** The metadata service of a machine at Amazon: whoever asks from there gets the credentials of the machine's role. */
class InstanceRole implements AutoCloseable {
    private static final String CREDENTIALS = '/latest/meta-data/iam/security-credentials/'
    private final HttpServer server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)

    InstanceRole(String id, String secret) {
        answer('/') { null }
        answer('/latest/api/token') { 'a token' }
        answer(CREDENTIALS) { 'chat' }
        answer("${CREDENTIALS}chat") {
            JsonOutput.toJson([Code: 'Success', Type: 'AWS-HMAC', AccessKeyId: id, SecretAccessKey: secret, Token: 'session', Expiration: Instant.now().plusSeconds(3600).toString()])
        }
        server.start()
    }

    private void answer(String path, Closure<String> said) {
        server.createContext(path) { exchange ->
            def text = said()?.bytes
            exchange.sendResponseHeaders(text ? 200 : 404, text ? text.length : -1)
            exchange.responseBody.withCloseable { if (text) it.write(text) }
        }
    }

    /** The machine, whose server is started after this, has the role; or none. */
    void of(HostFolder host, boolean has) {
        host.write('etc/systemd/system/mattermost.service.d/role.conf',
            "[Service]\nEnvironment=${has ? "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:${server.address.port}" : 'AWS_EC2_METADATA_DISABLED=true'}\n")
    }

    @Override
    void close() {
        server.stop(0)
    }
}
