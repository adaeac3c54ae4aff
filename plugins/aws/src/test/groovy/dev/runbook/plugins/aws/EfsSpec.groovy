package dev.runbook.plugins.aws

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Text
import spock.lang.Specification

/** The speed of a shared file system. */
class EfsSpec extends Specification {
    static final Text SHARE = Text.of('fs-1')

    FakeAws amazon = new FakeAws()
    FakeScope step

    def setup() {
        Credentials.given()
        amazon.efs.system('fs-1')
        step = amazon.scope()
    }

    def cleanup() {
        step.close()
    }

    private getEfs() {
        step.aws().efs()
    }

    def 'its size and speed are known'() {
        expect:
        efs.facts(SHARE).subMap('id', 'mode', 'mibps', 'name', 'state', 'bytes') == [id: 'fs-1', mode: 'bursting', mibps: null, name: 'share', state: 'available', bytes: 122406567936]
    }

    def 'it is made faster and put back, also by a step that was repeated'() {
        when:
        def was = efs.throughput([mode: 'provisioned', mibps: 800], SHARE)
        step = step.resumed()
        def again = efs.throughput([mode: 'provisioned', mibps: 800], SHARE)

        then:
        was == [id: 'fs-1', mode: 'bursting', mibps: null]
        again == was
        efs.facts(SHARE).mibps == 800.0d
        amazon.count('UpdateFileSystem') == 1

        when:
        efs.putBack(was)

        then:
        efs.facts(SHARE).mode == 'bursting'
        efs.facts(SHARE).mibps == null
    }

    def 'what Amazon does not do within a day is an error with its words'() {
        given:
        amazon.efs.system('fs-1', [frozen: true])

        when:
        efs.throughput([mode: 'elastic'], SHARE)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains('A 24-hour cool down period has not elapsed')
        amazon.count('UpdateFileSystem') == 1
    }

    def 'the undo of a step that failed half-way puts back what it had changed'() {
        given:
        efs.throughput([mode: 'elastic'], SHARE)

        when:
        efs.putBack(null)

        then:
        efs.facts(SHARE).mode == 'bursting'
    }

    def 'a speed belongs to provisioned alone'() {
        when:
        efs.throughput(options, SHARE)

        then:
        thrown(RunbookException)

        where:
        options << [[mode: 'provisioned'], [mode: 'elastic', mibps: 3]]
    }
}
