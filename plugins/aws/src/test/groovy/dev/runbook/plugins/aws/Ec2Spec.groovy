package dev.runbook.plugins.aws

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Text
import dev.runbook.testing.amazon.FakeAmazon.Fault
import spock.lang.Specification

/** Machines and their volumes. */
class Ec2Spec extends Specification {
    static final Text BOX = Text.of('i-1')

    FakeAws amazon = new FakeAws()
    FakeScope step

    def setup() {
        Credentials.given()
        amazon.ec2.instance('i-1', 'chat-old')
        amazon.ec2.instance('i-2', 'chat-new')
        step = amazon.scope()
    }

    def cleanup() {
        step.close()
    }

    private getEc2() {
        step.aws().ec2()
    }

    private getEbs() {
        step.aws().ebs()
    }

    def 'a machine is stopped, gets another type, and is started until its checks are passed'() {
        expect:
        ec2.stop([:], Text.of('chat-old')).state == 'stopped'
        ec2.stop([:], BOX).state == 'stopped'
        ec2.resize(BOX, Text.of('m4.10xlarge')) == [id: 'i-1', was: 'm4.large', type: 'm4.10xlarge']
        ec2.resize(BOX, Text.of('m4.10xlarge')).was == 'm4.large'
        ec2.start([:], BOX) == [id: 'i-1', name: 'chat-old', state: 'running', type: 'm4.10xlarge', zone: 'eu-central-1a', privateAddress: '10.0.0.5', publicAddress: null, volumes: []]
        amazon.count('DescribeInstanceStatus') == 3
        amazon.count('ModifyInstanceAttribute') == 1
        ec2.await([checks: true], BOX).state == 'running'
        step.said.any { it.contains('instance i-1 to be running: pending') }
    }

    def 'a running machine is not resized'() {
        when:
        ec2.resize(BOX, Text.of('m4.10xlarge'))

        then:
        def refused = thrown(EffectFailed)
        refused.message == "aws.ec2.resize on aws 'prod': instance i-1 is running: expected it stopped, since only then its type can be changed. Stop it first, with aws(…).ec2.stop"
        amazon.count('ModifyInstanceAttribute') == 0
    }

    def 'a name must mean one machine'() {
        given:
        amazon.ec2.instance('i-3', 'chat-new')
        amazon.ec2.instance('i-4', 'chat-old', 'terminated')

        expect:
        ec2.describe(Text.of('chat-old')).id == 'i-1'

        when:
        ec2.describe(Text.of('chat-new'))

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains("expected one instance 'chat-new', found [i-2, i-3]")
    }

    def 'an unknown machine is what Amazon says it is'() {
        when:
        ec2.stop([:], Text.of('i-9'))

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains("was refused: InvalidInstanceID.NotFound: The ID 'i-9' does not exist")
    }

    def 'a volume is made once, however often the step runs'() {
        given: 'the answer is lost, and later the engine dies'
        amazon.fail('CreateVolume', Fault.LOST_ANSWER)

        when:
        def made = ebs.create([beside: 'chat-old', gib: 120], Text.of('carrier'))
        step = step.resumed()
        def again = ebs.create([beside: 'chat-old', gib: 120], Text.of('carrier'))
        def other = ebs.create([zone: 'eu-central-1a', gib: 120], Text.of('carrier 2'))

        then:
        made.id == again.id
        made.state == 'available'
        made.zone == 'eu-central-1a'
        made.gib == 120
        made.name == 'carrier'
        made.byId == '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol1'
        other.id != made.id
        amazon.ec2.volumes.size() == 2
    }

    def 'a volume goes from one machine to the other'() {
        given:
        amazon.ec2.volume('vol-7')
        def carrier = Text.of('vol-7')

        expect:
        ebs.attach([instance: 'chat-old', device: '/dev/sdf'], carrier).attached == [[instance: 'i-1', device: '/dev/sdf', state: 'attached']]
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], carrier).state == 'in-use'
        amazon.count('AttachVolume') == 1
        ebs.detach([instance: 'i-1'], carrier).attached == []
        ebs.detach([instance: 'i-1'], carrier).state == 'available'
        amazon.count('DetachVolume') == 1
        ebs.attach([instance: 'i-2', device: '/dev/sdf'], carrier).attached*.instance == ['i-2']
    }

    def 'a volume that is in use elsewhere is neither attached nor detached'() {
        given:
        amazon.ec2.volume('vol-7')
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], Text.of('vol-7'))

        when:
        call(this)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains(message)
        amazon.count('AttachVolume') == 1
        amazon.count('DetachVolume') == 0

        where:
        call                                                                                     | message
        ({ Ec2Spec it -> it.ebs.attach([instance: 'i-2', device: '/dev/sdf'], Text.of('vol-7')) }) | 'volume vol-7 is attached to instance i-1 as /dev/sdf: expected it free'
        ({ Ec2Spec it -> it.ebs.attach([instance: 'i-1', device: '/dev/sdg'], Text.of('vol-7')) }) | 'as /dev/sdf, expected /dev/sdg'
        ({ Ec2Spec it -> it.ebs.detach([instance: 'i-2'], Text.of('vol-7')) })                     | 'is attached to instance i-1, expected i-2: nothing was done'
    }

    def 'after a lost answer it is looked whether the volume is attached'() {
        given:
        amazon.ec2.volume('vol-7')
        amazon.fail('AttachVolume', Fault.LOST_ANSWER)
        amazon.fail('DetachVolume', Fault.LOST_ANSWER)

        expect:
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], Text.of('vol-7')).state == 'in-use'
        ebs.detach([instance: 'i-1'], Text.of('vol-7')).state == 'available'
        amazon.count('AttachVolume') == 1
        amazon.count('DetachVolume') == 1
    }

    def 'a failure on their side leaves it unknown'() {
        given:
        amazon.ec2.volume('vol-7')
        amazon.fail('AttachVolume', Fault.BROKEN)

        when:
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], Text.of('vol-7'))

        then:
        thrown(OutcomeUnknown)
        amazon.count('AttachVolume') == 1
    }

    def 'another zone is refused there'() {
        given:
        amazon.ec2.volume('vol-7', 'eu-central-1b')

        when:
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], Text.of('vol-7'))

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('InvalidVolume.ZoneMismatch')
    }

    def 'a mounted volume does not become free, and the wait says why'() {
        given:
        amazon.ec2.volume('vol-7').more.mounted = true
        ebs.attach([instance: 'i-1', device: '/dev/sdf'], Text.of('vol-7'))

        when:
        ebs.detach([instance: 'i-1', timeout: '1m'], Text.of('vol-7'))

        then:
        def late = thrown(EffectFailed)
        late.message.contains('waited 1 m 00 s for volume vol-7 to be free; seen last: busy; a volume that is still mounted')
    }

    def 'a snapshot is made once, although its making takes no token'() {
        given:
        amazon.ec2.volume('vol-7')
        amazon.fail('CreateSnapshot', Fault.LOST_ANSWER)

        when:
        def made = ebs.snapshot([name: 'before the move'], Text.of('vol-7'))
        step = step.resumed()

        then:
        made == [id: 'snap-1', volume: 'vol-7', gib: 8]
        ebs.snapshot([name: 'before the move'], Text.of('vol-7')) == made
        ebs.snapshot([name: 'another'], Text.of('vol-7')).id == 'snap-2'
        step.said.any { it == 'snapshot snap-1: 40%' }
    }

    def 'a snapshot whose making nobody answered is unknown where none is found'() {
        given:
        amazon.ec2.volume('vol-7')
        amazon.fail('CreateSnapshot', Fault.BROKEN)

        when:
        ebs.snapshot([name: 'before the move'], Text.of('vol-7'))

        then:
        thrown(OutcomeUnknown)
        amazon.ec2.snapshots.isEmpty()
    }

    def 'what a volume is to be must be said'() {
        when:
        ebs.create(options, Text.of('x'))

        then:
        thrown(RunbookException)

        where:
        options << [[gib: 1], [zone: 'a'], [zone: 'a', beside: 'b', gib: 1]]
    }
}
