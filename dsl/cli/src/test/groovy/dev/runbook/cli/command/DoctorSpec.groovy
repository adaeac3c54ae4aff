package dev.runbook.cli.command

import dev.runbook.cli.Screen
import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DoctorSpec extends Specification {
    @TempDir
    Path home
    def screen = new Screen()

    void runbook(String script, String inventory) {
        Files.writeString(home.resolve('runbook.groovy'), script)
        Files.writeString(home.resolve('inventory.yaml'), inventory.stripIndent())
    }

    int doctor(String... more) {
        screen.run(home, 'doctor', home.toString(), *more)
    }

    def 'a host that is fine is told in a table, and the status is 0'() {
        given:
        runbook("""title 'Move'
            targets { host 'here' }
            step('x') { onHost('here') { writeFile 'a', 'b'; space('.') } }""", """
            environments: { lab: { hosts: { here: { transport: local, dir: $home } } } }
            """)

        expect:
        doctor() == 0
        screen.out.readLines()[0] == 'Move in lab'
        screen.out.contains("host 'here'")
        screen.out =~ /ok +identity +${System.getProperty('user.name')} on /
        screen.out =~ /ok +clock +as here/
        screen.out =~ /ok +space +.* GiB free in\s+\//
        screen.out =~ /ok +programs +all there: df, sha256sum or shasum or openssl/
        screen.out.readLines().last() == 'A run in lab can begin'
        Files.list(home)*.fileName*.toString().sort() == ['inventory.yaml', 'runbook.groovy']
    }

    def 'what would fail is BAD, all of it at once, and the status is 1'() {
        given:
        runbook("""
            secret 'there'; secret 'gone'; secret 'later', late: true
            targets { host 'here', 'lost'; redis 'r'; database 'd', optional: true }
            step('x') { note 'x' }""", """
            environments:
              lab:
                hosts: { here: { transport: local, dir: /no/such/folder }, lost: { address: no-such-host.invalid } }
                redis: { r: { address: "127.0.0.1:1", via: here } }
                secrets: { there: { file: there.txt }, gone: { env: NO_SUCH_VARIABLE }, later: { env: NEITHER } }
            """)
        Files.writeString(home.resolve('there.txt'), 'hunter22')

        expect:
        doctor() == 1

        and: 'wherever its lines are broken'
        def said = screen.out.replaceAll(/\s+/, ' ')
        said =~ /ok secret 'there' resolves, from the file /
        said =~ /BAD secret 'gone' .*NO_SUCH_VARIABLE/
        said =~ /ok secret 'later' comes to be during the run/
        said =~ /BAD reached no: The folder \/no\/such\/folder does not exist/
        said =~ /BAD reached no: .*no address is known for 'no-such-host.invalid'/
        said =~ /BAD reached no: cannot connect to redis 'r'/
        !screen.out.contains('hunter22')
        !screen.out.contains("database 'd'")
        screen.out.readLines().last() == '4 things would make a run in lab fail'
    }

    def 'each finding is an object for programs'() {
        given:
        runbook("targets { host 'here' }\nstep('x') { note 'x' }", 'environments: { lab: { hosts: { here: { transport: local } } } }')

        expect:
        doctor('--output', 'json') == 0
        def findings = screen.out.readLines().collect { new ObjectMapper().readValue(it, Map) }
        findings*.keySet().unique() == [['target', 'what', 'state', 'found'] as Set]
        findings.find { it.what == 'reached' } == [target: "host 'here'", what: 'reached', state: 'good', found: 'local']
        screen.err.contains('can begin')
    }

    def 'it needs an environment with all that the runbook declares'() {
        given:
        runbook("targets { host 'here' }\nstep('x') { note 'x' }", 'environments: { lab: {}, uat: {} }')

        expect:
        doctor(*options) == 2
        screen.err.contains(message)

        where:
        options                       | message
        []                            | '--env'
        ['--env', 'lab']              | "environment 'lab'"
        ['--env', 'lb']               | "did you mean 'lab'?"
        ['--env', 'lab', '--timeout', '5'] | '--timeout'
    }
}
