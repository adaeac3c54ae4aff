package dev.runbook.lab.mattermost

import dev.runbook.lab.Rehearsal
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.environment.RestoreSystemProperties

/** The part of the move that changes the name in Route 53, by itself. */
@RestoreSystemProperties
class DnsSpec extends Specification {
    static final KEPT = ['the inventory means the database that the old server runs on', 'the DNS record of today', 'a short DNS time to live', 'switch DNS', 'the name leads to the new server', 'the old DNS time to live']

    @AutoCleanup
    NameServer names = new NameServer('localhost', 300, '192.0.2.1')
    @TempDir
    Path folder

    def site = SharedMattermost.fresh()

    def setup() {
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', 'secret/of+nobody')
    }

    def 'the time to live is short before the switch, and as it was after it'() {
        when:
        def end = move().run()

        then:
        end.why() == null
        names.history == ['300 192.0.2.1', '60 192.0.2.1', '60 192.0.2.7', '300 192.0.2.7']
    }

    def 'a rollback before the point of no return puts it back'() {
        given:
        def move = move().replacing("pointOfNoReturn('open the new server'", "step('stops here') { verify('x') { 1 == 2 } }\npointOfNoReturn('open the new server'")

        when:
        def end = move.run()

        then:
        end.path() == 'stops here'
        names.history == ['300 192.0.2.1', '60 192.0.2.1']

        when:
        def back = move.rollback()

        then:
        back.outcome() == 'rolled-back'
        names.history.last() == '300 192.0.2.1'
    }

    def 'a record of another kind is found before anything is changed'() {
        when:
        def end = move().with('dnsType', 'CNAME').run()

        then:
        end.path() == 'the DNS record of today'
        end.why().contains('there is one of this kind')
        names.history.size() == 1
    }

    /** Without all the other steps. */
    private Rehearsal move() {
        SharedMattermost.rehearsal(folder) { it + "    aws: { account: { region: us-east-1, endpoint: \"${names.endpoint}\" } }\n" }
            .with('dnsZone', 'localhost').with('dnsTo', '192.0.2.7').with('siteUrl', site.url().replace('127.0.0.1', 'localhost'))
            .only('people try it', *KEPT)
    }
}
