package dev.runbook.plugins.ssh

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.UntrustedHost
import org.apache.sshd.common.config.keys.PublicKeyEntry

import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

class SshLoginSpec extends SshSpecification {
    def server = server()

    def 'an unknown host key stops with its fingerprint and the line that would accept it'() {
        given:
        key('.ssh/id_ed25519', null, server)
        known('other.example.org ssh-ed25519 AAAA\n')

        when:
        run(link('source', [address: "127.0.0.1:$server.port", user: 'ops']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        state(failure) == 'unknown'
        failure.message.startsWith("ssh ops@127.0.0.1:$server.port: unknown host key")
        failure.message.contains(server.fingerprint)
        failure.message.contains("add this line to $folder/.ssh/known_hosts:\n${server.line()}")
        failure.message.endsWith('Nothing was sent.')

        when: 'the line is added as it was told'
        known(failure.message.readLines().find { it.startsWith('[127.0.0.1]') } + '\n')

        then:
        text(links.source, 'echo in') == 'in'
    }

    def 'a changed host key stops with file and line of the one that was expected'() {
        given:
        def other = server(key: 'second')
        key('.ssh/id_ed25519', null, server)
        known('# a comment\n', other.line("[127.0.0.1]:$server.port"))

        when:
        run(link('source', [address: "127.0.0.1:$server.port", user: 'ops']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        state(failure) == 'changed'
        failure.message.contains('the host key has CHANGED')
        failure.message.contains("$folder/.ssh/known_hosts:2 (ssh-ed25519 $other.fingerprint)")
        failure.message.contains(server.fingerprint)
        failure.message.contains(server.line())
    }

    def 'a revoked host key is refused although another line has it'() {
        given:
        key('.ssh/id_ed25519', null, server)
        known(server.line(), '@revoked * ' + server.line().split(' ', 2)[1])

        when:
        run(link('source', [address: "127.0.0.1:$server.port", user: 'ops']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('revoked')
    }

    def 'a server is known by #how'() {
        given:
        key('.ssh/id_ed25519', null, server)
        known(server.line(name(server.port)))

        expect:
        text(link('source', [address: "127.0.0.1:$server.port", user: 'ops']), 'echo in') == 'in'

        where:
        how                  | name
        'its hashed name'    | { port -> hashed("[127.0.0.1]:$port") }
        'a pattern'          | { port -> "!nobody,[127.0.0.?]:*,other" }
        'its bare name'      | { port -> '127.0.0.1' }
    }

    def 'the kind of key that is known is the one that the server is asked for'() {
        given:
        def both = server(key: 'ecdsa', type: 'ecdsa-sha2-nistp256')
        def second = server(key: 'first').hostKey
        def first = both.hostKey
        both.sshd.keyPairProvider = { session -> [second, first] } as org.apache.sshd.common.keyprovider.KeyPairProvider
        key('.ssh/id_ed25519', null, both)
        known("[127.0.0.1]:$both.port ${PublicKeyEntry.toString(first.public)}\n")

        expect:
        text(link('source', [address: "127.0.0.1:$both.port", user: 'ops']), 'echo in') == 'in'
    }

    def 'a known_hosts file of the inventory is found beside it, and is the only one'() {
        given:
        key('keys/ops', null, server)
        known(server.line())
        file('trusted', '')
        def values = [address: "127.0.0.1:$server.port", user: 'ops', key: 'keys/ops', knownHosts: 'trusted']

        when:
        run(link('source', values), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains("add this line to $folder/trusted")

        when:
        file('trusted', server.line())

        then:
        text(links.source, 'echo in') == 'in'
    }

    def 'who has no key that fits is told what was tried'() {
        given:
        known(server.line())
        key('.ssh/id_ed25519')
        key('.ssh/id_rsa', 'locked', server)

        when:
        run(link('source', [address: "127.0.0.1:$server.port", user: 'ops']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains("the server does not let 'ops' in")
        failure.message.contains("key $folder/.ssh/id_ed25519")
        failure.message.contains("key $folder/.ssh/id_rsa is locked and no passphrase is given")
        failure.message.contains('no password is given')
        failure.message.contains('inventory.yaml:7')
    }

    def 'a password opens, and a wrong one is never shown'() {
        given:
        known(server.line())
        server.password = 'pässword with blank'

        expect:
        text(link('right', [address: "127.0.0.1:$server.port", user: 'ops', password: secret('pässword with blank')]), 'echo in') == 'in'

        when:
        run(link('wrong', [address: "127.0.0.1:$server.port", user: 'ops', password: secret('s3cret')]), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains("the inventory's password")
        !failure.message.contains('s3cret')
    }

    def 'a key with a passphrase opens with it'() {
        given:
        known(server.line())
        key('keys/ops', 'open sesame', server)
        def values = [address: "127.0.0.1:$server.port", user: 'ops', key: '~/keys/ops']

        expect:
        text(link('right', values + [passphrase: secret('open sesame')]), 'echo in') == 'in'

        when:
        run(link('wrong', values + [passphrase: secret('shut')]), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('Incorrect passphrase')
        !failure.message.contains('shut')
    }

    def 'a key that is not there is told before anything is sent'() {
        given:
        known(server.line())

        when:
        run(link('source', [address: "127.0.0.1:$server.port", key: 'keys/none']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains("expected a readable private key at $folder/keys/none")
        server.connections == 0
    }

    def 'a port where nobody listens is told at once'() {
        given:
        int port = server.port
        server.close()

        when:
        run(link('source', [address: "127.0.0.1:$port", user: 'ops']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.contains('the connection was refused')
        failure.message.contains('Nothing was sent.')
    }

    def 'a chain of two jump hosts leads to a server'() {
        given:
        def middle = server(key: 'second')
        def last = server(key: 'third')
        key('.ssh/id_ed25519', null, server, middle, last)
        known(server.line(), middle.line(), last.line())
        link('outer', [address: "127.0.0.1:$server.port", user: 'a'])
        link('inner', [address: "127.0.0.1:$middle.port", user: 'b', jump: 'outer'])
        def target = link('target', [address: "127.0.0.1:$last.port", user: 'c', jump: 'inner'])

        expect:
        text(target, 'echo in') == 'in'
        [server, middle, last]*.connections == [1, 1, 1]
        run(target, 'cat', new ByteArrayInputStream(new byte[3 << 20])) == 0
        heard.outBytes.length == 3 << 20

        when:
        middle.breakConnections()

        then:
        text(target, 'echo again') == 'again'
    }

    def 'a jump host that cannot reach the server is named'() {
        given:
        def last = server(key: 'second')
        int port = last.port
        last.close()
        key('.ssh/id_ed25519', null, server)
        known(server.line())
        link('outer', [address: "127.0.0.1:$server.port", user: 'a'])

        when:
        run(link('target', [address: "127.0.0.1:$port", user: 'c', jump: 'outer']), 'echo in')

        then:
        def failure = thrown(EffectFailed)
        failure.message.startsWith("ssh a@127.0.0.1:$server.port: as a jump host it cannot reach 127.0.0.1:$port")
    }

    def 'jump hosts that form a circle are an error'() {
        given:
        link('a', [address: '127.0.0.1:1001', user: 'x', jump: 'b'])
        link('b', [address: '127.0.0.1:1002', user: 'x', jump: 'a'])

        when:
        run(links.a, 'echo in')

        then:
        def failure = thrown(RunbookException)
        failure.message.contains('form a circle')
    }

    def 'what the inventory leaves open comes from the OpenSSH configuration'() {
        given:
        def behind = server(key: 'second')
        key('keys/work', null, server, behind)
        file('known', server.line() + behind.line('the-database'))
        file('.ssh/config', """
            Include conf.d/*
            Host chat-db
              HostName 127.0.0.1
              Port ${behind.port}
              HostKeyAlias the-database
              ProxyJump bastion
            Host *
              User everybody
              IdentityFile ~/keys/work
              UserKnownHostsFile ${folder}/known
            """.stripIndent())
        file('.ssh/conf.d/bastion', "Host bastion\n  HostName=127.0.0.1\n  Port ${server.port}\n  User jumper\n")

        when:
        def target = link('target', [address: 'chat-db'])

        then:
        target.place() == "ssh everybody@127.0.0.1:$behind.port"
        text(target, 'echo in') == 'in'
        server.sshd.activeSessions*.username == ['jumper']
        behind.sshd.activeSessions*.username == ['everybody']
    }

    def 'a ProxyCommand is an error that says what to do instead'() {
        given:
        file('.ssh/config', 'ProxyCommand nc %h %p\n')

        when:
        link('source', [address: '127.0.0.1']).place()

        then:
        def failure = thrown(RunbookException)
        failure.message.contains('ProxyCommand')
        failure.message.contains('jump:')
    }

    private static String hashed(String name) {
        def salt = new byte[20]
        new Random(3).nextBytes(salt)
        def hmac = Mac.getInstance('HmacSHA1')
        hmac.init(new SecretKeySpec(salt, 'HmacSHA1'))
        "|1|${salt.encodeBase64()}|${hmac.doFinal(name.bytes).encodeBase64()}"
    }

    def 'a key that is known is told with its fingerprint, once somebody was there'() {
        given:
        key('.ssh/id_ed25519', null, server)
        known(server.line())
        def link = link('source', [address: "127.0.0.1:$server.port", user: 'ops'])

        expect:
        link.trust() == ''
        run(link, 'echo in') == 0
        link.trust() ==~ 'known: ssh-ed25519 SHA256:[A-Za-z0-9+/]{43}'
    }

    private static String state(Throwable failure) {
        failure instanceof UntrustedHost ? failure.state() : state(failure.cause)
    }
}
