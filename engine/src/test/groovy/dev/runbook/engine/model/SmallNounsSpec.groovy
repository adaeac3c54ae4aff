package dev.runbook.engine.model

import spock.lang.Specification

class SmallNounsSpec extends Specification {
    def "for '#found' we suggest '#meant'"() {
        expect:
        Suggestion.near(found, ['export', 'import', 'freeze the source', 'go']) == (meant ? "; did you mean '$meant'?" : '')

        where:
        found               | meant
        'exprt'             | 'export'
        'exoprt'            | 'export'
        'EXPORT'            | 'export'
        'imprt'             | 'import'
        'freeze teh source' | 'freeze the source'
        'og'                | 'go'
        'completely else'   | null
        'x'                 | null
        ''                  | null
    }

    def 'of names equally near the first in the alphabet is suggested, whatever their order'() {
        expect:
        Suggestion.near('bat', names) == "; did you mean 'cat'?"

        where:
        names << [['cat', 'hat'], ['hat', 'cat']]
    }

    def 'an outcome and its label lead to each other, and #finished of them need nothing more'() {
        expect:
        Outcome.values().every { Outcome.of(it.label()) == it }
        Outcome.values().findAll { it.finished() }*.label() == finished
        Outcome.ALREADY_DONE.label() == 'already-done'
        Outcome.LEFT_OUT.label() == 'left-out'

        where:
        finished = ['done', 'already-done', 'skipped', 'left-out']
    }

    def 'exit statuses are those of the contract'() {
        expect:
        ExitStatus.values().collectEntries { [it.name(), it.code()] } == [DONE: 0, FAILED: 1, INVALID: 2, WAITING: 3, BUSY: 4, DAMAGED: 5, INTERRUPTED: 130]
    }

    def 'a fingerprint says what differs: parameters by value, the rest by name'() {
        given:
        def before = new Fingerprint(['source': 'a', 'params.batch': '500', 'file x.json': 'h1'])

        expect:
        new Fingerprint(now).differences(before) == differences

        where:
        now                                                         | differences
        ['source': 'a', 'params.batch': '500', 'file x.json': 'h1'] | []
        ['source': 'b', 'params.batch': '500', 'file x.json': 'h1'] | ['source changed']
        ['source': 'a', 'params.batch': '1000', 'file x.json': 'h2'] | ['`params.batch` 500 → 1000', 'file x.json changed']
        ['source': 'a', 'params.other': '1']                        | []
    }

    def 'a secret prints as dots everywhere'() {
        given:
        def secret = Secret.of('name', 'hunter22')

        expect:
        "$secret" == '••••'
        [secret].toString() == '[••••]'
        secret.reveal() == 'hunter22'
        Secret.late('name') { 'late' }.reveal() == 'late'
    }
}
