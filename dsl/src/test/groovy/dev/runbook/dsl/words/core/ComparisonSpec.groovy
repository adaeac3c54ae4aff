package dev.runbook.dsl.words.core

import spock.lang.Specification

class ComparisonSpec extends Specification {
    def 'null is an element like any other'() {
        expect:
        Comparison.of(expected, found, Tolerance.NONE, except).same() == same

        where:
        expected      | found         | except || same
        [null, 'a']   | [null, 'a']   | null   || true
        ['a', null]   | ['a', 'b']    | null   || false
        ['a', null]   | ['a', 'b']    | ['b']  || false
        [a: null]     | [a: null]     | null   || true
        [a: 1, b: 2]  | [a: 1, b: 3]  | 'b'    || true
    }
}
