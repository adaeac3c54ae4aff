package dev.runbook.dsl.words.host

import dev.runbook.engine.model.EffectFailed
import spock.lang.Specification

class OutputSpec extends Specification {
    def "what a command prints as JSON is data"() {
        expect:
        new Output('[{"id": "x", "n": 2, "half": 0.5}]\n', '', 0).json == [[id: 'x', n: 2, half: 0.5G]]
    }

    def "what is no JSON, or several documents in a row, is an error that shows it: #text"() {
        when:
        new Output(text, '', 0).json

        then:
        def e = thrown(EffectFailed)
        e.message == "json: expected that the command prints one JSON document, found $shown".toString()

        where:
        text                    | shown
        'No import files found' | "'No import files found'"
        '{"a": 1}\n{"b": 2}\n'  | "'{\"a\": 1}\n{\"b\": 2}'"
        ''                      | 'nothing'
    }
}
