package dev.runbook.plugins.http

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import java.security.KeyStore
import java.util.concurrent.Executors
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext

/** The JDK's own server, which keeps what it was asked; its certificate names chat.example.org. */
class Server implements Closeable {
    final HttpServer server
    final List<Map> asked = Collections.synchronizedList([])
    private final executor = Executors.newCachedThreadPool()

    Server(SSLContext tls = null) {
        def address = new InetSocketAddress(InetAddress.loopbackAddress, 0)
        server = tls ? HttpsServer.create(address, 0).tap { it.httpsConfigurator = new HttpsConfigurator(tls) } : HttpServer.create(address, 0)
        server.executor = executor
        server.start()
    }

    int getPort() {
        server.address.port
    }

    /** What to answer under a path: status, headers, body. */
    Server on(String path, int status, Map<String, String> headers = [:], Object body = '') {
        on(path) { HttpExchange exchange ->
            headers.each { name, value -> exchange.responseHeaders.add(name, value) }
            def bytes = body instanceof byte[] ? body : body.toString().bytes
            exchange.sendResponseHeaders(status, exchange.requestMethod == 'HEAD' || !bytes ? -1 : bytes.length)
            exchange.responseBody.write(bytes)
        }
    }

    Server on(String path, Closure<?> answer) {
        server.createContext(path) { HttpExchange exchange ->
            try {
                asked << [method: exchange.requestMethod, uri: exchange.requestURI.toString(), headers: exchange.requestHeaders, body: exchange.requestBody.text]
                answer(exchange)
            } finally {
                exchange.close()
            }
        }
        this
    }

    @Override
    void close() {
        server.stop(0)
        executor.shutdownNow()
    }

    /** A key and certificate for chat.example.org in the folder, the certificate as PEM beside it. */
    static SSLContext certificate(File folder) {
        def store = new File(folder, 'store.p12')
        def pem = new File(folder, 'ca.pem')
        def keytool = new File(System.getProperty('java.home'), 'bin/keytool').path
        run(keytool, '-genkeypair', '-alias', 'chat', '-keyalg', 'EC', '-dname', 'CN=x', '-ext', 'san=dns:chat.example.org',
            '-keystore', store.path, '-storepass', 'changeit', '-storetype', 'PKCS12')
        run(keytool, '-exportcert', '-rfc', '-alias', 'chat', '-keystore', store.path, '-storepass', 'changeit', '-file', pem.path)
        def keys = KeyManagerFactory.getInstance(KeyManagerFactory.defaultAlgorithm)
        keys.init(KeyStore.getInstance(store, 'changeit' as char[]), 'changeit' as char[])
        SSLContext.getInstance('TLS').tap { it.init(keys.keyManagers, null, null) }
    }

    private static void run(String... command) {
        def process = new ProcessBuilder(command).redirectErrorStream(true).start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: said
    }
}
