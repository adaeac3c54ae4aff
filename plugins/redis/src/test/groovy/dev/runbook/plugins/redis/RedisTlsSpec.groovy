package dev.runbook.plugins.redis

import dev.runbook.engine.spi.Endpoint
import java.security.KeyStore
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import redis.clients.jedis.exceptions.JedisConnectionException
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class RedisTlsSpec extends Specification {
    @Shared
    @TempDir
    File folder
    @Shared
    SSLContext context
    @Shared
    ServerSocket server

    def setupSpec() {
        def store = new File(folder, 'store.p12')
        def keytool = new File(System.getProperty('java.home'), 'bin/keytool').path
        def made = [keytool, '-genkeypair', '-alias', 'r', '-keyalg', 'EC', '-dname', 'CN=x', '-ext', 'san=dns:redis.example.org',
                    '-keystore', store.path, '-storepass', 'changeit', '-storetype', 'PKCS12'].execute()
        assert made.waitFor() == 0
        def keys = KeyStore.getInstance(store, 'changeit' as char[])
        def keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.defaultAlgorithm).tap { it.init(keys, 'changeit' as char[]) }.keyManagers
        def trusted = KeyStore.getInstance('PKCS12').tap {
            it.load(null, null)
            it.setCertificateEntry('r', keys.getCertificate('r'))
        }
        def trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.defaultAlgorithm).tap { it.init(trusted) }.trustManagers
        context = SSLContext.getInstance('TLS').tap { it.init(keyManagers, trustManagers, null) }
        server = context.serverSocketFactory.createServerSocket(0, 5, InetAddress.loopbackAddress)
        Thread.startDaemon {
            while (!server.closed) {
                try {
                    def socket = server.accept()
                    Thread.startDaemon { answer(socket) }
                } catch (IOException closed) {
                    break
                }
            }
        }
    }

    def cleanupSpec() {
        server.close()
    }

    def "through a tunnel the certificate is compared with the server's own name"() {
        when:
        def socket = sockets('redis.example.org').createSocket()
        socket.outputStream.write('PING\r\n'.bytes)

        then:
        socket.inputStream.read() == ('P' as char) as int

        cleanup:
        socket?.close()
    }

    def "a certificate of another name is refused"() {
        when:
        sockets('other.example.org').createSocket()

        then:
        def error = thrown(JedisConnectionException)
        error.message.contains('other.example.org')
    }

    private RedisSockets sockets(String name) {
        def fake = new FakeScope().target('r', address: name, tls: true, via: 'bastion')
        fake.tunnels["bastion $name:6379".toString()] = new Endpoint('127.0.0.1', server.localPort)
        new RedisSockets(fake, RedisTarget.of(fake.target('redis', 'r')), context.socketFactory)
    }

    private static void answer(Socket socket) {
        try {
            socket.outputStream.write(socket.inputStream.read())
            socket.close()
        } catch (IOException refused) {
            // The client did not like the certificate.
        }
    }
}
