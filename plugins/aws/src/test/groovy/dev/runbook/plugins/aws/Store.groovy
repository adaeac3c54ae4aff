package dev.runbook.plugins.aws

import org.gaul.s3proxy.BlobStores
import org.gaul.s3proxy.S3Proxy
import org.gaul.s3proxy.auth.AuthenticationType

/** A real S3 server of another make, on a free port. */
class Store {
    static final Store SERVER = new Store()

    private final S3Proxy server
    final int port

    private Store() {
        server = S3Proxy.builder().blobStore(BlobStores.create('transient', new Properties())).endpoint(URI.create('http://127.0.0.1:0'))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Credentials.ID, Credentials.KEY).build()
        server.start()
        port = server.port
        addShutdownHook { server.stop() }
    }

    String getEndpoint() {
        "http://127.0.0.1:$port"
    }
}
