package dev.runbook.plugins.aws

import dev.runbook.testing.amazon.FakeElb
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.NotReached
import dev.runbook.engine.model.Text
import dev.runbook.testing.amazon.FakeAmazon.Fault
import spock.lang.Specification

/** What a load balancer thinks of its targets. */
class ElbSpec extends Specification {
    static final Text CHAT = Text.of('chat')

    FakeAws amazon = new FakeAws()
    FakeScope step

    def setup() {
        Credentials.given()
        amazon.elb.targets['i-1'] = 0
        step = amazon.scope()
    }

    def cleanup() {
        step.close()
    }

    private getElb() {
        step.aws().elb()
    }

    def 'the targets of a group are told by its name and by its ARN'() {
        expect:
        elb.health(CHAT) == [[target: 'i-1', port: 80, state: 'initial', reason: 'Elb.RegistrationInProgress', description: 'Target registration is in progress']]
        elb.health(Text.of(FakeElb.ARN))*.target == ['i-1']
    }

    def 'it is waited until all are healthy'() {
        expect:
        elb.awaitHealthy([:], CHAT)*.state == ['healthy']
        amazon.count('DescribeTargetHealth') == 3
        step.said.any { it.contains('i-1 initial (Elb.RegistrationInProgress)') }
    }

    def 'a target that is not registered is waited for, in vain'() {
        when:
        elb.awaitHealthy([targets: ['i-1', 'i-2'], timeout: '1m'], CHAT)

        then:
        def late = thrown(EffectFailed)
        late.message.contains('waited 1 m 00 s for healthy targets of targetgroup/chat/73e2d6bc24d8a067; seen last: i-1 healthy, i-2 is not registered')
    }

    def 'refusals and failures are told as those of the SDK'() {
        given:
        amazon.fail('DescribeTargetHealth', Fault.THROTTLED, Fault.LOST_ANSWER, Fault.BROKEN)

        expect:
        elb.health(CHAT)*.target == ['i-1']
        amazon.count('DescribeTargetHealth') == 4

        when:
        elb.health(Text.of('other'))

        then:
        def refused = thrown(EffectFailed)
        refused.message == "aws.elb.health on aws 'prod': elasticloadbalancing:DescribeTargetGroups was refused: TargetGroupNotFound: One or more target groups not found"

        when:
        amazon.fail('DescribeTargetGroups', Fault.DENIED)
        elb.health(CHAT)

        then:
        def denied = thrown(EffectFailed)
        denied.message.contains('expected that these credentials may do this')
    }

    def 'nobody there is not a lost answer'() {
        given: 'a port where nobody listens any more'
        int port = new ServerSocket(0).withCloseable { it.localPort }
        step = new FakeScope(endpoint: "http://127.0.0.1:$port".toString())

        when:
        elb.health(CHAT)

        then:
        thrown(NotReached)

        when:
        step.aws().route53().upsert([zone: 'Z0123456789ABC', values: '192.0.2.1'], CHAT)

        then:
        def away = thrown(NotReached)
        away.message.contains('cannot be sent: ')
        away.message.contains('Check region: and endpoint: of the inventory')
    }
}
