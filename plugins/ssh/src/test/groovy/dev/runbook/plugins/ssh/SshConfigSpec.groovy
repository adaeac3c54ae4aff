package dev.runbook.plugins.ssh

class SshConfigSpec extends SshSpecification {
    private SshConfig config(String host, String user = null) {
        SshConfig.of(home, host, Optional.ofNullable(user))
    }

    def 'the first value wins, identity files gather, the system comes last'() {
        given:
        file('.ssh/config', '''
            # before any Host
            IdentityFile ~/first
            Host chat
                port = 2201
                IdentityFile "/with blank/second" # and a comment
            HOST chat other
                Port 2202
                User ops
            '''.stripIndent())
        file('etc/ssh_config', 'User system\nIdentityFile third\nCompression yes\n')

        expect:
        config('chat').value('port') == Optional.of('2201')
        config('other').value('port') == Optional.of('2202')
        config('chat').value('user') == Optional.of('ops')
        config('else').value('user') == Optional.of('system')
        config('chat').identityFiles() == ['~/first', '/with blank/second', 'third']
    }

    def 'patterns are wild, negated, and blind to case: #host gives #user'() {
        given:
        file('.ssh/config', '''
            Host *.example.org !bastion.example.org
              User inside
            Host db?
              User dba
            Host !nobody
              User impossible
            '''.stripIndent())

        expect:
        config(host).value('user').orElse(null) == user

        where:
        host                  | user
        'chat.example.org'    | 'inside'
        'CHAT.example.ORG'    | 'inside'
        'bastion.example.org' | null
        'db1'                 | 'dba'
        'db12'                | null
    }

    def 'Match knows hosts and users, and an Include belongs to the Host above it'() {
        given:
        file('.ssh/config', '''
            Host alias
              HostName real.example.org
              Include inner
            Match host real.* user ops
              Port 3001
            Match originalhost alias !user ops
              Port 3002
            Match exec "touch never"
              Port 3003
            Match all
              HostName %h.fallback
            '''.stripIndent())
        file('.ssh/inner', 'ProxyJump hop\nHost *\nServerAliveInterval 7\n')

        expect:
        config('alias', 'ops').value('port') == Optional.of('3001')
        config('alias', 'dev').value('port') == Optional.of('3002')
        config('else').value('port').empty
        config('alias').value('proxyjump') == Optional.of('hop')
        config('alias').value('serveraliveinterval') == Optional.of('7')
        config('else').value('proxyjump').empty
        config('else').value('serveraliveinterval').empty
        config('alias').hostName() == 'real.example.org'
        config('else').hostName() == 'else.fallback'
    }

    def 'a file that includes itself is an error'() {
        given:
        file('.ssh/config', 'Include config\n')

        when:
        config('any')

        then:
        def failure = thrown(dev.runbook.engine.model.EffectFailed)
        failure.message.contains('Include')
    }

    def 'the inventory goes before the configuration'() {
        given:
        file('.ssh/config', 'Host chat\nPort 2201\nUser nobody\nHostName 10.1.1.1\nIdentityFile ~/a\n')

        expect:
        link('a', [address: 'chat']).place() == 'ssh nobody@10.1.1.1:2201'
        link('b', [address: 'chat', port: 9, user: 'ops']).place() == 'ssh ops@10.1.1.1:9'
        link('c', [address: 'ssh://dev@chat:10', port: 9, user: 'ops']).place() == 'ssh dev@10.1.1.1:10'
        link('d', [address: 'else']).place() == 'ssh somebody@else:22'
    }
}
