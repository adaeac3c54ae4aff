package dev.runbook.engine.model

import spock.lang.Specification

class TextSpec extends Specification {
    def 'a text needs one more string than it has values'() {
        when:
        new Text(strings, values)

        then:
        thrown IllegalArgumentException

        where:
        strings    | values
        ['a']      | [1]
        ['a', 'b'] | []
        ['a', 'b'] | [1, 2]
    }

    def 'what is shown hides secrets and marks pending values; what is sent does not'() {
        given:
        def text = new Text(['login ', ' as ', ''], [Secret.of('password', 'hunter22'), 'ops'])

        expect:
        text.show() == 'login •••• as ops'
        text.toString() == 'login •••• as ops'
        text.reveal() == 'login hunter22 as ops'
        new Text(['rm ', ''], [new Pending('value of x')]).show() == 'rm ‹value of x›'
    }

    def 'a pending value cannot be sent'() {
        when:
        new Text(['rm ', ''], [new Pending('value of x')]).reveal()

        then:
        def needs = thrown PendingBranch
        needs.message.contains('‹value of x›')
    }

    def 'a secret cannot stand where plain text is wanted, and is not in the message'() {
        when:
        new Text(['/etc/', ''], [Secret.of('s', 'hunter22')]).plain()

        then:
        def refused = thrown RunbookException
        refused.status() == ExitStatus.INVALID
        !refused.message.contains('hunter22')
        refused.message.contains('stdin:')
    }

    def 'secrets and pending values are found at any depth: #value'() {
        expect:
        Text.secretIn(value) == secret
        Text.pendingIn(value) == pending

        where:
        value                                             | secret | pending
        null                                              | false  | false
        'x'                                               | false  | false
        Secret.of('s', 'v')                               | true   | false
        [1, [2, [Secret.of('s', 'v')]]]                   | true   | false
        [a: [b: new Pending('p')]]                        | false  | true
        new Text(['', ''], [[Secret.of('s', 'v')]])       | true   | false
        [Text.of('x'), new Text(['', ''], [new Pending('p')])] | false | true
    }

    def 'a nested text is revealed as a text'() {
        expect:
        new Text(['<', '>'], [new Text(['a', 'c'], [Secret.of('s', 'b')])]).reveal() == '<abc>'
    }

    def 'values may be null and do not change afterwards'() {
        given:
        def values = [null]
        def text = new Text(['', ''], values)
        values[0] = 'other'

        expect:
        text.show() == 'null'
    }

    def 'a pending value never takes a side'() {
        when:
        new Pending('x').equals(3)

        then:
        thrown PendingBranch
    }
}
