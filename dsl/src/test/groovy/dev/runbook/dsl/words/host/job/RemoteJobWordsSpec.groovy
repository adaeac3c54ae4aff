package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Timekeeper
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class RemoteJobWordsSpec extends Specification {
    List<Duration> pauses = []
    FakeScope scope = new FakeScope(time: new Timekeeper() {
        Instant now() { Instant.EPOCH }
        long nanos() { 0 }
        void pause(Duration length) { pauses << length }
    })
    int started = 0

    private remoteJob(Map options = [:], Closure poll) {
        RemoteJobWords.remoteJob(scope, [start: FakeScope.block { -> started++; 'id-7' }, poll: FakeScope.block(poll), done: 'done', failed: ['error'], every: '3s'] + options, 'export')
    }

    def "it is begun once, asked until it has ended, and its id is on the disk before the first poll"() {
        given:
        def answers = [[status: 'queued'], [status: 'running', done: 1, total: 4], [status: 'done', url: 'x']]

        expect:
        remoteJob { id -> assert scope.memory['remoteJob export'] == [id: id]; answers.remove(0) } == [status: 'done', url: 'x']
        started == 1
        pauses == [Duration.ofSeconds(3)] * 2
        scope.progress == [[1d, 4d]]
    }

    def "what was begun before is asked for, not begun again"() {
        given:
        scope.memory['remoteJob export'] = [id: 'id-3']

        expect:
        remoteJob { id -> [status: 'done', id: id] }.id == 'id-3'
        started == 0

        and: 'its end was seen: another attempt means it anew'
        remoteJob { id -> [status: 'done', id: id] }.id == 'id-7'
    }

    def "a status that means failure fails the step"() {
        when:
        remoteJob { [status: 'error', why: 'disk full'] }

        then:
        def e = thrown(EffectFailed)
        e.message.contains('disk full')
    }

    def "a failing poll is a passing trouble, ten are not"() {
        given:
        int polls = 0

        expect:
        remoteJob { if (++polls < 10) { throw new EffectFailed('503') }; [status: 'done'] }.status == 'done'

        when:
        remoteJob { throw new EffectFailed('503') }

        then:
        thrown(EffectFailed)
    }

    def "a dry run shows the start and one poll"() {
        given:
        scope.dry = true
        int polls = 0

        expect:
        remoteJob(start: FakeScope.block { -> new Pending('id') }) { polls++; new Pending('state') } instanceof Pending
        polls == 1
        scope.memory.isEmpty()
    }

    def "a poll without a status, and a missing block, are errors"() {
        when:
        call(this)

        then:
        thrown(RunbookException)

        where:
        call << [{ it.remoteJob { 'running' } }, { it.remoteJob(start: 'x') { [status: 'done'] } }, { it.remoteJob(done: []) { [status: 'done'] } }]
    }
}
