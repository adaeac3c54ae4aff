package dev.runbook.engine.inventory

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.TargetDeclaration
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class InventorySpec extends Specification {
    static final CONTRACT = '''\
        defaults:
          hosts: { user: ops, become: sudo }
        environments:
          uat:
            params: { fqdn: chat-uat.example.org, batch: 500, ratio: 2.30, mode: 0755, big: 73012345678901, on: yes, list: [a, 1], none: ~ }
            hosts:
              source:      { address: 10.0.0.5, port: 22, user: deploy, key: ~/.ssh/id_ed25519, knownHosts: keys/known, jump: bastion, dir: /srv }
              destination: { address: ssh://deploy@10.0.1.7, env: { LANG: C, RETRIES: 3 } }
              bastion:     { address: bastion.example.org, is: 73012345678901234567890 }
              here:        { transport: local }
            databases:
              source: { url: "jdbc:postgresql://127.0.0.1:5432/chat", user: chat, password: { env: CHAT_DB_PASSWORD }, via: source }
            redis:
              destination: { address: "127.0.0.1:6379", password: { file: secrets/redis }, via: destination }
            groups: { nodes: [source, destination] }
            people: { "chat admins": { webhook: "https://chat.example.org/hooks/x" } }
            secrets:
              archivePassword: { env: ARCHIVE_PASSWORD }
        '''.stripIndent()

    @TempDir
    Path folder
    Path file
    def around = new Surroundings(Path.of('/home/me'), [CHAT_DB_PASSWORD: 'tr0ub4dor'], Prompter.NOBODY)

    def setup() {
        file = folder.resolve('inventory.yaml')
    }

    Inventory read(String text) {
        Files.writeString(file, text)
        Inventory.read(file, Fakes.KINDS, Fakes.TRANSPORTS, Fakes.NOTIFIERS, around)
    }

    String told(String text) {
        try {
            read(text)
            return 'nothing'
        } catch (RunbookException invalid) {
            assert invalid.status().code() == 2
            return invalid.message.replace(file.toString(), 'FILE')
        }
    }

    def 'the inventory of the contract is read, defaults merged in'() {
        when:
        def uat = read(CONTRACT).environment(null)

        then:
        uat.name() == 'uat' && !uat.production()
        with(uat.target('host', 'source')) {
            text('user').get() == 'deploy'
            text('become').get() == 'sudo'
            number('port').get() == 22
            text('key').get() == '/home/me/.ssh/id_ed25519'
            text('knownHosts').get() == folder.resolve('keys/known').toString()
            where() == "$file:7"
        }
        uat.target('host', 'destination').text('user').get() == 'ops'
        uat.target('host', 'destination').values().env == [LANG: 'C', RETRIES: '3']
        uat.target('host', 'bastion').text('is').get() == '73012345678901234567890'
        uat.target('database', 'source').secret('password').get().reveal() == 'tr0ub4dor'
        uat.groups() == [nodes: ['source', 'destination']]
        uat.people().collectEntries { [it.key, it.value.values()] } == ['chat admins': [webhook: 'https://chat.example.org/hooks/x']]
        uat.secrets().keySet() == ['archivePassword'] as Set
    }

    def 'parameters keep their types, their digits and their lines'() {
        when:
        def params = read(CONTRACT).environment('uat').params()

        then:
        params.collectEntries { name, it -> [name, it.value()] } ==
            [fqdn: 'chat-uat.example.org', batch: 500, ratio: 2.30G, mode: '0755', big: 73012345678901L, on: 'yes', list: ['a', 1], none: null]
        params.ratio.value().toString() == '2.30'
        params.fqdn.where() == "$file:5"
    }

    def 'nearer defaults win, maps among them are joined, and a transport gets only the keys it knows'() {
        when:
        def uat = read('''\
            defaults: { hosts: { user: ops, keepAlive: 30, env: { A: far, B: far } } }
            environments:
              uat:
                defaults: { hosts: { env: { B: near, C: near } } }
                hosts:
                  a: { address: h1, env: { C: own } }
                  here: { transport: local }
            '''.stripIndent()).environment('uat')

        then:
        uat.target('host', 'a').values() == [user: 'ops', keepAlive: 30, address: 'h1', env: [A: 'far', B: 'near', C: 'own']]
        !uat.target('host', 'here').values().containsKey('keepAlive')
    }

    def 'a broken inventory is reported: #what'() {
        expect:
        told(text.stripIndent()) == message

        where:
        what                      | text                                                                          | message
        'nothing in it'           | ''                                                                            | "FILE:1: expected at least one environment under 'environments:'"
        'no environment'          | 'environments:'                                                               | "FILE:1: expected at least one environment under 'environments:'"
        'a list'                  | '- a'                                                                         | "FILE:1: expected keys and values for the inventory, found a list\nFILE:1: expected at least one environment under 'environments:'"
        'not YAML'                | 'environments: {'                                                             | "FILE:1:16: this is not YAML: expected the node content, but found '<stream end>'"
        'top key'                 | 'enviroments: {}\nenvironments: {a: {}}'                                      | "FILE:1: unknown key 'enviroments' in the inventory; did you mean 'environments'?"
        'environment key'         | 'environments:\n  a:\n    host: {}'                                           | "FILE:3: unknown key 'host' in environment 'a'; did you mean 'hosts'?"
        'far environment key'     | 'environments:\n  a:\n    volumes: {}'                                        | "FILE:3: unknown key 'volumes' in environment 'a'; known: production, params, defaults, hosts, databases, redis, groups, people, secrets"
        'host key'                | 'environments:\n  a:\n    hosts:\n      h: { adress: x }'                     | "FILE:4: unknown key 'adress' in host 'h'; did you mean 'address'?"
        'key of other transport'  | 'environments:\n  a:\n    hosts:\n      h: { transport: local, keepAlive: 3 }' | "FILE:4: unknown key 'keepAlive' in host 'h'; known: address, port, user, key, knownHosts, jump, become, becomePassword, is, dir, env, transport, shared"
        'transport'               | 'environments:\n  a:\n    hosts:\n      h: { transport: telnet }'             | "FILE:4: host 'h' is reached by 'telnet', which is not installed; known transports: local, ssh"
        'default section'         | 'defaults: { hsots: {} }\nenvironments: {a: {}}'                              | "FILE:1: unknown key 'hsots' in the defaults; did you mean 'hosts'?"
        'default key'             | 'defaults: { hosts: { usr: x } }\nenvironments: {a: {}}'                      | "FILE:1: unknown key 'usr' in the defaults of hosts; did you mean 'user'?"
        'port as text'            | 'environments:\n  a:\n    hosts:\n      h: { port: ssh }'                     | "FILE:4: expected a port from 1 to 65535 for 'port' of host 'h', found 'ssh'"
        'port out of range'       | 'environments:\n  a:\n    hosts:\n      h: { port: 70000 }'                   | "FILE:4: expected a port from 1 to 65535 for 'port' of host 'h', found '70000'"
        'number'                  | 'environments:\n  a:\n    hosts:\n      h: { keepAlive: soon }'               | "FILE:4: expected a whole number for 'keepAlive' of host 'h', found 'soon'"
        'flag'                    | 'environments:\n  a:\n    hosts:\n      h: { shared: yes }'                   | "FILE:4: expected true or false for 'shared' of host 'h', found 'yes'"
        'production'              | 'environments:\n  a:\n    production: maybe'                                   | "FILE:3: expected true or false for 'production' of environment 'a', found 'maybe'"
        'text as list'            | 'environments:\n  a:\n    hosts:\n      h: { user: [x] }'                     | "FILE:4: expected a text for 'user' of host 'h', found a list"
        'text missing'            | 'environments:\n  a:\n    hosts:\n      h: { user: }'                         | "FILE:4: expected a text for 'user' of host 'h', found nothing"
        'env as text'             | 'environments:\n  a:\n    hosts:\n      h: { env: X=1 }'                      | "FILE:4: expected keys and values for 'env' of host 'h', found 'X=1'"
        'host as text'            | 'environments:\n  a:\n    hosts:\n      h: 10.0.0.5'                          | "FILE:4: expected keys and values for host 'h', found '10.0.0.5'"
        'missing key'             | 'environments:\n  a:\n    databases:\n      d: { user: x }'                    | "FILE:4: database 'd' needs 'url': the JDBC address"
        'person'                  | 'environments:\n  a:\n    people:\n      p: { web: x }'                       | "FILE:4: unknown key 'web' in people 'p'; known: webhook, events, ahead, remind\nFILE:4: people 'p' needs a way to be told: webhook"
        'when to tell'            | 'environments:\n  a:\n    people:\n      p: { webhook: x, ahead: soon, events: {} }' | "FILE:4: expected a duration such as 10m for 'ahead' of people 'p', found 'soon'\nFILE:4: expected a text for 'events' of people 'p', found a mapping"
        'duplicate key'           | 'environments:\n  a:\n    hosts:\n      h: {}\n      h: {}'                   | "FILE:5: the key 'h' is given twice; first in line 4"
        'tag'                     | 'environments:\n  a:\n    params: { x: !!java.net.URL [a] }'                  | "FILE:3: the tag 'tag:yaml.org,2002:java.net.URL' is not allowed here; write the plain value"
        'alias of itself'         | 'environments: &e\n  a: *e'                                                   | "FILE:1: this value contains itself through an alias"
        'jump'                    | 'environments:\n  a:\n    hosts:\n      bastion: {}\n      h:\n        jump: baston' | "FILE:6: 'jump' of host 'h' names the unknown host 'baston'; did you mean 'bastion'?"
        'jump in a circle'        | 'environments:\n  a:\n    hosts:\n      h: { jump: h }'                       | "FILE:4: 'jump' of host 'h' leads back to it"
        'via'                     | 'environments:\n  a:\n    redis:\n      r: { address: "x:1", via: y }'         | "FILE:4: 'via' of redis 'r' names the unknown host 'y'; there are none"
        'group'                   | 'environments:\n  a:\n    hosts: { h: {} }\n    groups: { g: [h, other, h] }' | "FILE:4: group 'g' names the unknown host 'other'; known: h\nFILE:4: group 'g' names the host 'h' twice"
        'group as text'           | 'environments:\n  a:\n    groups: { g: h }'                                   | "FILE:3: expected a list for group 'g', found 'h'"
        'empty group'             | 'environments:\n  a:\n    groups: { g: [] }'                                  | "FILE:3: group 'g' has no hosts"
        'one server, two names'   | 'environments:\n  a:\n    hosts:\n      h: { address: x }\n      i: { address: x, shared: true }' | "FILE:5: host 'i' reaches the same server as 'h' (line 4); correct one of them, or say shared: true at both if that is meant"
        'one database, two names' | 'environments:\n  a:\n    databases:\n      d: { url: u }\n      e: { url: u }' | "FILE:5: database 'e' reaches the same server as 'd' (line 4); correct one of them, or say shared: true at both if that is meant"
        'plain password'          | 'environments:\n  a:\n    redis:\n      r: { address: x, password: hunter2 }' | "FILE:4: expected env: VARIABLE, file: PATH, command: COMMAND or prompt: true for 'password' of redis 'r', found a value in plain text; secrets do not belong into this file"
        'secret key'              | 'environments:\n  a:\n    secrets:\n      s: { enf: X }'                      | "FILE:4: unknown key 'enf' in secret 's'; did you mean 'env'?"
        'two sources'             | 'environments:\n  a:\n    secrets:\n      s: { env: X, file: y }'             | "FILE:4: expected just one of env: VARIABLE, file: PATH, command: COMMAND or prompt: true for secret 's', found 2"
        'prompt'                  | 'environments:\n  a:\n    secrets:\n      s: { prompt: please }'              | "FILE:4: expected prompt: true for secret 's'"
        'empty source'            | 'environments:\n  a:\n    secrets:\n      s: { env: }'                        | "FILE:4: expected a text after env: for secret 's'"
    }

    def 'everything wrong is told at once, in the order of the lines'() {
        expect:
        told('''\
            environments:
              uat:
                hosts:
                  h: { port: x, jump: y }
                redis: { r: {} }
                grups: {}
            '''.stripIndent()).readLines()*.find(/FILE:\d+/) == ['FILE:4', 'FILE:4', 'FILE:5', 'FILE:6']
    }

    def 'one server is allowed under two names where both say so, or where the way there differs'() {
        expect:
        told('''\
            environments:
              uat:
                hosts:
                  a: { address: x, shared: true }
                  b: { address: x, shared: true }
                  c: { address: x, port: 2222 }
                redis:
                  a: { address: "127.0.0.1:6379", via: a }
                  c: { address: "127.0.0.1:6379", via: c }
            '''.stripIndent()) == 'nothing'
    }

    def 'an environment is chosen by name; a wrong one is an error that lists the known ones'() {
        given:
        def inventory = read('environments: { uat: {}, prod: { production: true } }')

        when:
        def error = [{ inventory.environment(null) }, { inventory.environment('prd') }, { inventory.environment('x') }].collect {
            try { it() } catch (RunbookException invalid) { invalid.message.replace(file.toString(), 'FILE') }
        }

        then:
        inventory.environment('prod').production()
        error == [
            'FILE has several environments: choose one with --env; known: uat, prod',
            "FILE has no environment 'prd'; did you mean 'prod'? Known: uat, prod",
            "FILE has no environment 'x'; known: uat, prod"]
    }

    def 'a target that a runbook declares must be there unless it is optional'() {
        given:
        def uat = read(CONTRACT).environment('uat')

        expect:
        uat.problems([
            new TargetDeclaration('host', 'sorce', 'write', false, 'runbook.groovy:3'),
            new TargetDeclaration('host', 'source', 'write', false, 'runbook.groovy:3'),
            new TargetDeclaration('redis', 'cache', 'write', true, 'runbook.groovy:4'),
            new TargetDeclaration('redis', 'cache', 'write', false, 'runbook.groovy:5')])*.replace(file.toString(), 'FILE') == [
            "runbook.groovy:3: environment 'uat' (FILE:4) has no host 'sorce'; did you mean 'source'?",
            "runbook.groovy:5: environment 'uat' (FILE:4) has no redis 'cache'; known: destination"]
        uat.target(new TargetDeclaration('database', 'source', 'read', false, 'x')).readOnly()
    }

    def 'a file that is not there is an error of its own'() {
        when:
        Inventory.read(folder.resolve('none.yaml'), [], [])

        then:
        def error = thrown(RunbookException)
        error.message == "${folder.resolve('none.yaml')}: cannot be read: there is no such file"
    }
}
