package dev.runbook.engine.journal

import spock.lang.Specification

class JobsInFlightSpec extends Specification {
    def "a step that was cut off #can be taken up: #what"() {
        given:
        def jobs = new JobsInFlight()

        when:
        entries.each { it instanceof List ? jobs.remembered(*it) : jobs.effect(it) }

        then:
        jobs.canBeTakenUp() == (can == 'can')

        where:
        can      | what                                         | entries
        'cannot' | 'it had no job'                              | []
        'can'    | 'a job runs'                                 | [['job 1 on a', [folder: null, end: null]]]
        'can'    | 'one job has ended, another runs'            | [['job 1 on a', [end: '0']], [kind: 'job', writes: true], ['job 2 on a', [end: null]]]
        'can'    | 'something was read before'                  | [[kind: 'probe', writes: false], ['job 1 on a', [end: null]]]
        'cannot' | 'something was written before'               | [[kind: 'sh', writes: true], ['job 1 on a', [end: null]]]
        'cannot' | 'the job has ended, and what followed is unknown' | [['job 1 on a', [end: '0']], [kind: 'job', writes: true]]
        'can'    | 'a remote job has an id'                     | [['remoteJob x', [starting: true]], [kind: 'http.post', writes: true], ['remoteJob x', [id: 7]]]
        'cannot' | 'a remote job was just being begun'          | [['remoteJob x', [starting: true]], [kind: 'http.post', writes: true]]
        'cannot' | 'a remote job had something written before'  | [[kind: 'http.post', writes: true], ['remoteJob x', [starting: true]], ['remoteJob x', [id: 7]]]
        'cannot' | 'a remote job has ended'                     | [['remoteJob x', [starting: true]], ['remoteJob x', [id: 7]], ['remoteJob x', null]]
        'cannot' | 'something else is remembered'               | [['old value', 7]]
    }
}
