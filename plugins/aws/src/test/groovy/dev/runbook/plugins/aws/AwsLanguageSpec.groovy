package dev.runbook.plugins.aws

import dev.runbook.dsl.Language
import dev.runbook.dsl.plan.Given
import dev.runbook.engine.spi.CurrentStep
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The words as scripts use them. */
class AwsLanguageSpec extends Specification {
    @TempDir
    Path folder

    Language language = Language.with([new AwsPlugin()], AwsLanguageSpec.classLoader)
    FakeAws amazon = new FakeAws()
    FakeScope step = amazon.scope()

    def setup() {
        Credentials.given()
        step.targets['aws look'] = step.targets['aws prod']
    }

    def cleanup() {
        step.close()
    }

    private Path script(String body) {
        Files.writeString(folder.resolve('runbook.groovy'), "targets {\n    aws 'prod'\n    aws 'look', access: 'read'\n}\n$body\n")
    }

    private List<String> problems(String body) {
        language.check(script("step('x') {\n$body\n}"))*.toString()
    }

    def 'what an account gives belongs to it: a writing word on one that is only read is found before the run'() {
        expect:
        problems("aws('look').s3.put from: 'a', to: 's3://b/c'")[0].contains("'aws(…).s3.put' writes, and targets declares aws 'look' with access: 'read'")
        problems("aws('look').s3.get from: 's3://b/c', to: 'a'") == []
        problems("aws('look').s3.census('s3://b/c')") == []
    }

    def 'words, options and conditions are checked at any depth'() {
        expect:
        problems(body)[0].contains(message)

        where:
        body                                                                       | message
        "aws('prod').s3.putt from: 'a', to: 's3://b/c'"                            | "aws(…).s3 has no word 'putt'; did you mean 'put'?"
        "aws('prod').route53.ttl('chat.example.org', zone: 'example.org', tp: 1)"  | "tp"
        "aws('prod').route53.ttl('chat.example.org', zone: 'x', to: '60 s')"       | "60 s"
        "aws('prd').ec2.stop('i-1')"                                               | "prd"
        "aws('prod').efs.throughput('fs-1', mode: 'fast')"                         | "fast"
        "verify('x') { aws('prod').ec2.stop('i-1').state == 'stopped' }"           | "may only read"
    }

    def 'a zone of DNS or of machines is no time zone'() {
        expect:
        problems("aws('prod').route53.ttl('chat.example.org', zone: 'example.org', to: '60s')") == []
        problems("aws('prod').ebs.create('x', zone: 'eu-central-1a', gib: 1, tags: [team: 'chat'])") == []
    }

    def 'what was there is put back by a script, as data alone'() {
        given:
        amazon.route53.put('Z0123456789ABC', 'chat.example.org.', 'A', '<Name>chat.example.org.</Name><Type>A</Type><TTL>3600</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>')
        amazon.efs.system('fs-1')
        def body = '''step('x') {
            def was = aws('prod').route53.upsert('chat.example.org', zone: 'example.org', values: ['192.0.2.7'])
            aws('prod').route53.putBack(was)
            def speed = aws('prod').efs.throughput('fs-1', mode: 'elastic')
            aws('prod').efs.putBack(speed)
            [aws('prod').route53.record('chat.example.org', zone: 'example.org').values, aws('prod').efs.facts('fs-1').mode]
        }'''

        expect:
        language.check(script(body)) == []
        run(body) == [['192.0.2.1'], 'bursting']
        amazon.count('ChangeResourceRecordSets') == 2
    }

    private Object run(String body) {
        def none = Stub(Given) {
            names() >> []
            environment() >> 'lab'
        }
        def plan = language.load(script(body), none).plan()
        CurrentStep.with(step) { plan.nodes()[0].body().call() }
    }
}
