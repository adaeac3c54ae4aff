package dev.runbook.plugins.ssh

import com.jcraft.jsch.JSch
import com.jcraft.jsch.KeyPair
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.TargetSpec
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** A person's home folder, servers, and links to them; all closed at the end of each feature. */
@Timeout(60)
abstract class SshSpecification extends Specification {
    @TempDir
    Path folder

    final List<AutoCloseable> open = []
    final Map<String, Link> links = [:]
    final Map<String, TargetSpec> hosts = [:]
    final Heard heard = new Heard()
    Path agent

    def cleanup() {
        open.reverse().each { it.close() }
    }

    TestServer server(Map options = [:]) {
        def server = new TestServer(options.key ?: 'first', options.type ?: 'ssh-ed25519', options.bits ?: 256, options.port ?: 0)
        open << server
        server
    }

    Home getHome() {
        new Home(folder, 'somebody', folder.resolve('etc'), Optional.ofNullable(agent))
    }

    /** A file in the home folder. */
    Path file(String name, String text) {
        def path = folder.resolve(name)
        Files.createDirectories(path.parent)
        Files.writeString(path, text)
        path
    }

    void known(String... lines) {
        file('.ssh/known_hosts', lines.join(''))
    }

    /** A new private key in the home folder that these servers accept. */
    Path key(String name, String passphrase = null, TestServer... servers) {
        def pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519)
        def bytes = new ByteArrayOutputStream()
        pair.writeOpenSSHv1PrivateKey(bytes, passphrase?.getBytes('UTF-8'))
        def path = file(name, bytes.toString())
        path.toFile().setReadable(false, false)
        path.toFile().setReadable(true, true)
        servers.each { it.authorized << "ssh-ed25519 ${pair.publicKeyBlob.encodeBase64()}".toString() }
        path
    }

    /** A host of the inventory, and the link to it. */
    Link link(String name, Map values) {
        def entry = [:] + values
        entry.replaceAll { key, value -> value instanceof GString ? value.toString() : value }
        hosts[name] = new TargetSpec('host', name, entry, "$folder/inventory.yaml:7".toString(), 'write')
        def made = new SshTransport(home).link(hosts[name]) { links[it] }
        links[name] = made
        open << made
        made
    }

    /** A server that lets ops in with a key, and a link to it. */
    Link ready(TestServer server) {
        known(server.line())
        key('.ssh/id_ed25519', null, server)
        link('source', [address: "127.0.0.1:$server.port", user: 'ops'])
    }

    int run(Link link, String line, InputStream stdin = InputStream.nullInputStream(), Duration timeout = null) {
        link.run(new Command(line, stdin, timeout), heard)
    }

    String text(Link link, String line) {
        def own = new Heard()
        assert link.run(new Command(line, InputStream.nullInputStream(), null), own) == 0
        own.out.trim()
    }

    static Secret secret(String value) { Secret.of('a secret', value) }

    static boolean alive(Object pid) {
        def stat = new File("/proc/$pid/stat")
        stat.exists() ? !(stat.text.substring(stat.text.lastIndexOf(')') + 2).startsWith('Z')) : ProcessHandle.of(pid as long).isPresent()
    }
}
