package dev.runbook.plugins.aws

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import dev.runbook.testing.amazon.FakeAmazon.Fault
import spock.lang.Specification

/** Records of Route 53, changed and put back. */
class Route53Spec extends Specification {
    static final Text CHAT = Text.of('chat.example.org')

    FakeAws amazon = new FakeAws()
    FakeScope step

    def setup() {
        Credentials.given()
        amazon.route53.put('Z0123456789ABC', 'chat.example.org.', 'A', '<Name>chat.example.org.</Name><Type>A</Type><TTL>3600</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>')
        step = amazon.scope()
    }

    def cleanup() {
        step.close()
    }

    private getDns() {
        step.aws().route53()
    }

    private read(String name = 'chat.example.org', Map more = [:]) {
        dns.record([zone: 'example.org'] + more, Text.of(name))
    }

    def 'a record is read by the name of its zone, and by its id'() {
        expect:
        read() == [zone: 'Z0123456789ABC', name: 'chat.example.org.', type: 'A', set: null, ttl: 3600, values: ['192.0.2.1'], alias: null, routing: [:]]
        read('chat.example.org', [zone: 'Z0123456789ABC']) == read()
        read('other.example.org') == null
    }

    def 'the step ends when all name servers know, and gives what was there'() {
        when:
        def was = dns.upsert([zone: 'example.org', values: ['192.0.2.7', '192.0.2.8'], ttl: '60s'], CHAT)

        then:
        was.values == ['192.0.2.1']
        was.ttl == 3600
        read().values == ['192.0.2.7', '192.0.2.8']
        read().ttl == 60
        amazon.count('GetChange') == 2
        step.effects[0].writes()
        step.shown[0] == 'UPSERT A chat.example.org (ttl: 60s, values: [192.0.2.7, 192.0.2.8], zone: example.org)'
    }

    def 'what was there comes back'() {
        when:
        def was = dns.upsert([zone: 'example.org', values: '192.0.2.7', ttl: '60s'], CHAT)
        dns.putBack(was)

        then:
        read().values == ['192.0.2.1']
        read().ttl == 3600
    }

    def 'a record that was not there is removed again, and twice does no harm'() {
        when:
        def was = dns.upsert([zone: 'example.org', values: '192.0.2.7'], Text.of('new.example.org'))
        dns.putBack(was)
        dns.putBack(was)

        then:
        was.absent
        read('new.example.org') == null
    }

    def 'the undo of a step that failed half-way puts back what it had changed'() {
        given:
        dns.ttl([zone: 'example.org', to: '60s'], CHAT)
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)
        dns.upsert([zone: 'example.org', values: 'v=spf1 -all', type: 'TXT'], Text.of('new.example.org'))

        when:
        dns.putBack(null)

        then:
        read() == [zone: 'Z0123456789ABC', name: 'chat.example.org.', type: 'A', set: null, ttl: 3600, values: ['192.0.2.1'], alias: null, routing: [:]]
        read('new.example.org', [type: 'TXT']) == null
    }

    def 'the undo of a step that changed nothing changes nothing'() {
        when:
        dns.putBack(null)

        then:
        amazon.count('ChangeResourceRecordSets') == 0
        step.said.any { it.contains('had changed no record') }
    }

    def 'a resumed step does not take its own change for what was there before'() {
        given:
        amazon.fail('GetChange', Fault.DENIED)

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        thrown(EffectFailed)

        when:
        step = step.resumed()
        def was = dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        was.values == ['192.0.2.1']
    }

    def 'the time alone is changed ahead of the move'() {
        when:
        def was = dns.ttl([zone: 'example.org', to: '60s'], CHAT)

        then:
        was.ttl == 3600
        read().ttl == 60
        read().values == ['192.0.2.1']

        when: 'it is so already'
        int before = amazon.count('ChangeResourceRecordSets')
        dns.ttl([zone: 'example.org', to: '60s'], CHAT)

        then:
        amazon.count('ChangeResourceRecordSets') == before
    }

    def 'an alias takes the place of an address, and is no record whose time can be changed'() {
        when:
        def was = dns.upsert([zone: 'example.org', alias: [zone: 'Z215JYRZR1TBD5', name: 'lb-1.eu-central-1.elb.amazonaws.com.']], CHAT)

        then:
        read().alias == [zone: 'Z215JYRZR1TBD5', name: 'lb-1.eu-central-1.elb.amazonaws.com.', evaluateHealth: false]
        read().ttl == null

        when:
        dns.ttl([zone: 'example.org', to: '60s'], CHAT)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('is an alias of lb-1.eu-central-1.elb.amazonaws.com.')

        when:
        dns.putBack(was)

        then:
        read().values == ['192.0.2.1']
    }

    def 'one of several records is chosen by its set, and keeps its weight'() {
        given:
        ['old': 10, 'new': 0].each { set, weight ->
            amazon.route53.put('Z0123456789ABC', 'w.example.org.', 'A', "<Name>w.example.org.</Name><Type>A</Type><SetIdentifier>$set</SetIdentifier><Weight>$weight</Weight><TTL>30</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>", set)
        }

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.9'], Text.of('w.example.org'))

        then:
        def refused = thrown(RunbookException)
        refused.message == 'aws.route53.upsert: A w.example.org. in zone Z0123456789ABC is 2 records: choose one with set:, of new, old'

        when:
        def was = dns.upsert([zone: 'example.org', values: '192.0.2.9', set: 'old'], Text.of('w.example.org'))

        then:
        read('w.example.org', [set: 'old']).values == ['192.0.2.9']
        read('w.example.org', [set: 'old']).routing == [weight: 10]
        was.values == ['192.0.2.1']
    }

    def 'a text record gets its quotes, a star is found again'() {
        when:
        dns.upsert([zone: 'example.org', values: 'v=spf1 "x" -all', type: 'TXT'], Text.of('*.example.org'))

        then:
        read('*.example.org', [type: 'TXT']).values == ['"v=spf1 \\"x\\" -all"']
    }

    def 'a secret does not become a record, neither in plain nor masked'() {
        when:
        dns.upsert([zone: 'example.org', values: [new Text(['x=', ''], [Secret.of('x', 'abc')])], type: 'TXT'], Text.of('new.example.org'))

        then:
        def refused = thrown(RunbookException)
        refused.message == 'aws.route53.upsert values: expected a text that is no secret'
        amazon.count('ChangeResourceRecordSets') == 0
    }

    def 'too many requests and lost answers are asked again'() {
        given:
        amazon.fail('ChangeResourceRecordSets', Fault.THROTTLED, Fault.LOST_ANSWER)
        amazon.fail('ListHostedZonesByName', Fault.BROKEN)

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        read().values == ['192.0.2.7']
        amazon.count('ChangeResourceRecordSets') == 3
        step.said.any { it.contains('Rate exceeded') && it.contains('trying again') }
    }

    def 'a write that never gets an answer is unknown'() {
        given:
        amazon.fail('ChangeResourceRecordSets', *([Fault.LOST_ANSWER] * 6))

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        def unknown = thrown(OutcomeUnknown)
        unknown.message.contains('nobody knows whether it was carried out')
        !(unknown instanceof EffectFailed)
    }

    def 'what is not allowed says which permission was expected'() {
        given:
        amazon.fail('ChangeResourceRecordSets', Fault.DENIED)

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        def refused = thrown(EffectFailed)
        refused.message.startsWith("aws.route53.upsert on aws 'prod': route53:ChangeResourceRecordSets was refused: AccessDenied: User: arn:aws:iam::123456789012:user/ops is not authorized")
        refused.message.contains('allow it in their policy')
    }

    def 'an unknown zone says what was looked for'() {
        when:
        read('chat.example.com', [zone: 'example.com'])

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains("expected one public zone 'example.com.', found none")
    }

    def 'waiting ends'() {
        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7', timeout: '0s'], CHAT)

        then:
        def late = thrown(EffectFailed)
        late.message.contains('waited 0.0 s for UPSERT A chat.example.org.; seen last: PENDING')
    }

    def 'where there are no credentials it says where they were expected, and nothing is sent'() {
        given:
        step = amazon.scope(profile: 'of nobody')

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('was not sent: there are no credentials')
        refused.message.contains('profile: of the inventory')
        refused.message.length() < 600
        amazon.actions.isEmpty()
    }

    def 'credentials for another account stop everything'() {
        given:
        step = amazon.scope(account: '999999999999')

        when:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('expected credentials for account 999999999999, found arn:aws:iam::123456789012:user/ops')
        amazon.count('ChangeResourceRecordSets') == 0
    }

    def 'nothing is opened in a dry run, and a read-only account is not written to'() {
        given:
        step.live = false

        expect:
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT) instanceof Pending
        step.shared.isEmpty()
        amazon.actions.isEmpty()

        when:
        step = amazon.scope([:], 'read')
        dns.upsert([zone: 'example.org', values: '192.0.2.7'], CHAT)

        then:
        thrown(RunbookException)
    }
}
