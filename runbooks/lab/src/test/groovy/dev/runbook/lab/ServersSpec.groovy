package dev.runbook.lab

import java.nio.file.Files
import java.sql.DriverManager
import java.sql.SQLException
import org.apache.sshd.client.SshClient
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier
import org.apache.sshd.client.session.ClientSession
import org.apache.sshd.common.NamedResource
import org.apache.sshd.common.keyprovider.KeyPairProvider
import org.apache.sshd.common.config.keys.KeyUtils
import org.apache.sshd.common.util.net.SshdSocketAddress
import org.apache.sshd.common.util.security.SecurityUtils
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class ServersSpec extends Specification {
    @Shared site = SharedLab.get()
    @Shared @AutoCleanup client = SshClient.setUpDefaultClient()
    @Shared folder = site.inventory().parent
    @Shared @AutoCleanup ClientSession session

    def setupSpec() {
        client.serverKeyVerifier = new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, folder.resolve('keys/known_hosts'))
        client.start()
        session = login(keys())
    }

    private static keys() {
        def file = SharedLab.get().inventory().parent.resolve('keys/id_ed25519')
        Files.newInputStream(file).withCloseable { SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName('key'), it, null).first() }
    }

    private ClientSession login(key) {
        def session = client.connect('hipchat', '127.0.0.1', site.source().port()).verify(10_000).session
        session.addPublicKeyIdentity(key)
        session.auth().verify(10_000)
        session
    }

    private Map ssh(String line, byte[] input = new byte[0]) {
        def out = new ByteArrayOutputStream()
        def err = new ByteArrayOutputStream()
        def channel = session.createExecChannel(line)
        channel.in = new ByteArrayInputStream(input)
        channel.out = out
        channel.err = err
        channel.open().verify(10_000)
        channel.waitFor(EnumSet.of(org.apache.sshd.client.channel.ClientChannelEvent.CLOSED), 20_000)
        [out: out, err: err.toString(), status: channel.exitStatus]
    }

    def 'a command runs in the folder of its machine, as its home, with its own commands first'() {
        when:
        def told = ssh('pwd; echo "$HOME"; command -v hipchat; echo oops >&2; exit 7')

        then:
        told.out.toString().readLines() == [site.source().folder().root().toString()] * 2 + [site.source().folder().root().resolve('bin/hipchat').toString()]
        told.err == 'oops\n'
        told.status == 7
    }

    def 'bytes go in and come out unchanged'() {
        given:
        def bytes = new byte[3_000_000]
        new Random(1).nextBytes(bytes)

        expect:
        Arrays.equals(ssh('cat', bytes).out.toByteArray(), bytes)
    }

    def 'another key is refused'() {
        when:
        login(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256))

        then:
        def refused = thrown(IOException)
        refused.message.contains('No more authentication methods')
    }

    def 'tunnels lead to this machine only'() {
        given:
        def local = session.startLocalPortForwarding(SshdSocketAddress.LOCALHOST_ADDRESS.with { new SshdSocketAddress('127.0.0.1', 0) },
                new SshdSocketAddress('127.0.0.1', site.oldDatabase().port()))

        expect:
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:${local.port}/hipchat", 'hipchat', site.oldDatabase().password()).withCloseable { it.isValid(5) }

        when:
        def elsewhere = session.createDirectTcpipChannel(new SshdSocketAddress('127.0.0.1', 0), new SshdSocketAddress('192.0.2.1', 80))
        elsewhere.open().verify(10_000)

        then:
        thrown(IOException)

        cleanup:
        session.stopLocalPortForwarding(local)
    }

    def 'PostgreSQL and Redis want their passwords'() {
        when:
        DriverManager.getConnection(site.newDatabase().url(), 'hipchat', 'wrong')

        then:
        def refused = thrown(SQLException)
        refused.message.contains('password')

        and:
        new Socket('127.0.0.1', site.redis().port()).withCloseable { socket ->
            socket.outputStream << 'GET messages:total\r\nQUIT\r\n'
            socket.inputStream.newReader().readLine()
        }.startsWith('-NOAUTH')
    }

    def 'the two databases are two servers'() {
        expect:
        def ids = [site.oldDatabase(), site.newDatabase()].collect {
            SharedLab.value(it, 'select pg_postmaster_start_time()::text || inet_server_port()')
        }
        ids.toSet().size() == 2
    }

    def 'the inventory holds no password'() {
        expect:
        !Files.readString(site.inventory()).contains(site.oldDatabase().password())
        Files.getPosixFilePermissions(folder.resolve('secrets/passphrase')).size() == 2
    }
}
