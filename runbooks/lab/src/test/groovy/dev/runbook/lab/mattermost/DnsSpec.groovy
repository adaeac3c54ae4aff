package dev.runbook.lab.mattermost

import dev.runbook.lab.Rehearsal
import dev.runbook.testing.amazon.FakeAmazon
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.environment.RestoreSystemProperties

/** The part of the move that changes the name in Route 53, by itself: as an address, as another name, and as an alias of a load balancer. */
@RestoreSystemProperties
class DnsSpec extends Specification {
    static final ZONE = 'Z0EXAMPLECOM'
    static final SHORT = 'a short DNS time to live'
    static final KEPT = ['the inventory means the database that the old server runs on', 'the DNS record of today', SHORT, 'switch DNS', 'the name leads to the new server', 'the old DNS time to live']

    @TempDir
    Path folder

    def site = SharedMattermost.fresh()
    def amazon = new FakeAmazon()

    def setup() {
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', 'secret/of+nobody')
        amazon.route53.looks = 0
        amazon.route53.zones << ['localhost.', ZONE, false]
    }

    def 'the time to live is short before the switch, and as it was after it: #type from #before'() {
        given:
        today(type, before)

        when:
        def end = move(type).with('dnsTo', target).with('loadBalancerZone', 'Z215JYRZR1TBD5').run()

        then:
        end.why() == null
        history() == states

        where:
        type    | before                            | target                      || states
        'A'     | '300 192.0.2.1'                   | '192.0.2.7'                 || ['60 192.0.2.1', '60 192.0.2.7', '300 192.0.2.7']
        'CNAME' | '300 old-chat.example.org'        | 'new-chat.example.org'      || ['60 old-chat.example.org', '60 new-chat.example.org', '300 new-chat.example.org']
        'alias' | '300 192.0.2.1'                   | 'new.elb.eu.amazonaws.com.' || ['60 192.0.2.1', 'alias new.elb.eu.amazonaws.com.']
        'alias' | 'alias old.elb.eu.amazonaws.com.' | 'new.elb.eu.amazonaws.com.' || ['alias new.elb.eu.amazonaws.com.']
    }

    def 'a rollback before the point of no return puts it back'() {
        given:
        today('A', '300 192.0.2.1')
        def begun = move('A').with('dnsTo', '192.0.2.7').stoppingBefore("pointOfNoReturn('open the new server'")

        expect:
        begun.run().path() == 'stops here'
        begun.rollback().outcome() == 'rolled-back'
        history() == ['60 192.0.2.1', '300 192.0.2.1']
    }

    def 'without it resolvers keep the old address for as long as the record says'() {
        given:
        today('A', '300 192.0.2.1')

        expect:
        move('A').with('dnsTo', '192.0.2.7').without(SHORT).run().outcome() == 'done'
        history() == ['300 192.0.2.7']
    }

    def 'a record of another kind is found before anything is changed'() {
        given:
        today('A', '300 192.0.2.1')

        when:
        def end = move('CNAME').with('dnsTo', 'new-chat.example.org').run()

        then:
        end.path() == 'the DNS record of today'
        end.why().contains('there is one of this kind')
        history() == []
    }

    private void today(String type, String said) {
        def (time, value) = said.tokenize(' ')
        def kind = type == 'CNAME' ? 'CNAME' : 'A'
        amazon.route53.put(ZONE, 'localhost.', kind, "<Name>localhost.</Name><Type>$kind</Type>" + (time == 'alias' ?
            "<AliasTarget><HostedZoneId>Z215JYRZR1TBD5</HostedZoneId><DNSName>$value</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>" :
            "<TTL>$time</TTL><ResourceRecords><ResourceRecord><Value>$value</Value></ResourceRecord></ResourceRecords>"))
    }

    /** What the record said after each change: {@code 300 192.0.2.1}. */
    private List<String> history() {
        amazon.route53.history.collect { content ->
            def part = { name -> content.find(/<$name>([^<]+)/) { it[1] } }
            part('DNSName') ? "alias ${part('DNSName')}".toString() : "${part('TTL')} ${part('Value')}".toString()
        }
    }

    /** Without all the other steps. */
    private Rehearsal move(String type) {
        SharedMattermost.rehearsal(folder) { it + "    aws: { account: { region: us-east-1, endpoint: \"${amazon.endpoint}\" } }\n" }
            .with('dnsZone', 'localhost').with('dnsType', type).with('siteUrl', site.url().replace('127.0.0.1', 'localhost')).only(KEPT)
    }
}
