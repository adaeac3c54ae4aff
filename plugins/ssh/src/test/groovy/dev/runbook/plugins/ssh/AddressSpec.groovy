package dev.runbook.plugins.ssh

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.TargetSpec
import spock.lang.Specification

class AddressSpec extends Specification {
    def '#text is an address'() {
        expect:
        Address.parse(text, 'here') == new Address(Optional.ofNullable(user), host, Optional.ofNullable(port))

        where:
        text                            | user   | host            | port
        '10.0.0.5'                      | null   | '10.0.0.5'      | null
        'chat.example.org:2222'         | null   | 'chat.example.org' | 2222
        'ops@chat'                      | 'ops'  | 'chat'          | null
        'ops@corp@chat:22'              | 'ops@corp' | 'chat'      | 22
        'ssh://ops@10.0.0.5:2222'       | 'ops'  | '10.0.0.5'      | 2222
        'ssh://10.0.0.5/'               | null   | '10.0.0.5'      | null
        '2001:db8::1'                   | null   | '2001:db8::1'   | null
        'ops@fe80::1%eth0'              | 'ops'  | 'fe80::1%eth0'  | null
        '[2001:db8::1]:2222'            | null   | '2001:db8::1'   | 2222
        'ssh://ops@[::1]:22'            | 'ops'  | '::1'           | 22
    }

    def '"#text" is not'() {
        when:
        Address.parse(text, 'inventory.yaml:4')

        then:
        def failure = thrown(RunbookException)
        failure.message.startsWith('inventory.yaml:4: expected an address such as')
        failure.message.endsWith("found '$text'")

        where:
        text << ['', 'host:port', 'host:0', 'host:65536', 'two words', 'ssh://host/path', '[::1', '@host', 'http://host']
    }

    def 'two ways to write one server are told as one'() {
        given:
        def transport = new SshTransport()
        def server = { Map values -> transport.server(new TargetSpec('host', 'x', values, 'i:1', 'write')) }

        expect:
        server(address: 'Chat') == server(address: 'ssh://ops@chat:22')
        server(address: 'chat', port: 2222) == 'chat:2222'
        server(address: '::1') == '[::1]:22'
        server(address: '10.0.0.5', jump: 'a') != server(address: '10.0.0.5', jump: 'b')
    }
}
