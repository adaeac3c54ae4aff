package dev.runbook.plugins.aws

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Text
import dev.runbook.plugins.aws.account.Clients
import dev.runbook.plugins.aws.account.Settings
import dev.runbook.plugins.aws.secret.AwsVault
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** The same words against another implementation of the protocols. */
@Requires({ Moto.there })
class MotoSpec extends Specification {
    @Shared
    Moto moto
    @Shared
    Clients clients
    FakeScope step

    def setupSpec() {
        Credentials.given()
        moto = Moto.start()
        clients = new Clients(new Settings('eu-central-1', null, URI.create(moto.endpoint)))
    }

    def cleanupSpec() {
        clients?.close()
        moto?.stop()
    }

    def setup() {
        step = new FakeScope(endpoint: moto.endpoint, account: '123456789012')
    }

    def cleanup() {
        step.close()
    }

    def 'a record is changed and put back'() {
        given:
        clients.route53().createHostedZone { it.name('example.org').callerReference('x') }
        def dns = step.aws().route53()
        def name = Text.of('chat.example.org')

        when:
        def none = dns.upsert([zone: 'example.org', values: '192.0.2.1', ttl: '1h'], name)
        step.step = 'later'
        step.remembered.clear()
        def was = dns.upsert([zone: 'example.org', values: ['192.0.2.7', '192.0.2.8'], ttl: '60s'], name)

        then:
        none.absent
        was.values == ['192.0.2.1']
        was.ttl == 3600
        dns.record([zone: 'example.org'], name).values == ['192.0.2.7', '192.0.2.8']

        when:
        dns.putBack(was)

        then:
        dns.record([zone: 'example.org'], name) == was

        when:
        dns.putBack(none)

        then:
        dns.record([zone: 'example.org'], name) == null
    }

    def 'a machine is resized, and a volume goes to it, once'() {
        given:
        def image = clients.ec2().describeImages { it.owners('amazon') }.images()[0].imageId()
        def id = clients.ec2().runInstances { it.imageId(image).minCount(1).maxCount(1).instanceType('m4.large') }.instances()[0].instanceId()
        def ec2 = step.aws().ec2()
        def ebs = step.aws().ebs()

        expect:
        ec2.stop([:], Text.of(id)).state == 'stopped'
        ec2.resize(Text.of(id), Text.of('m4.10xlarge')).was == 'm4.large'
        ec2.start([:], Text.of(id)).type == 'm4.10xlarge'

        when:
        def volume = ebs.create([beside: id, gib: 12, tags: [team: 'chat']], Text.of('carrier'))
        def text = Text.of(volume.id as String)

        then:
        volume.gib == 12
        ebs.attach([instance: id, device: '/dev/sdf'], text).attached*.instance == [id]
        ebs.attach([instance: id, device: '/dev/sdf'], text).attached*.device == ['/dev/sdf']
        ebs.detach([instance: id], text).attached == []
        ebs.snapshot([name: 'before'], text) == ebs.snapshot([name: 'before'], text)
    }

    def 'a file system is made faster and put back'() {
        given:
        def id = clients.efs().createFileSystem { it.creationToken('x').throughputMode('bursting') }.fileSystemId()

        expect:
        step.aws().efs().facts(Text.of(id)).mode == 'bursting'
    }

    def 'secrets are found'() {
        given:
        clients.secrets().createSecret { it.name('prod/chat').secretString('{"password": "not so secret"}') }
        clients.ssm().putParameter { it.name('/chat/db').value('nor this').type('SecureString') }
        def where = [region: 'eu-central-1', endpoint: moto.endpoint]

        expect:
        new AwsVault().fetch([secret: 'prod/chat', key: 'password'] + where) == 'not so secret'
        new AwsVault().fetch([parameter: '/chat/db'] + where) == 'nor this'
    }

    def 'another account is refused'() {
        given:
        step = new FakeScope(endpoint: moto.endpoint, account: '999999999999')

        when:
        step.aws().ec2().describe(Text.of('i-1'))

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('expected credentials for account 999999999999')
    }
}
