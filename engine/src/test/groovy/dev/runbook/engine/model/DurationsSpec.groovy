package dev.runbook.engine.model

import java.time.Duration
import spock.lang.Specification

class DurationsSpec extends Specification {
    def '#text is #length'() {
        expect:
        Durations.tryParse(text).get() == Duration.parse(length)

        where:
        text      | length
        '500ms'   | 'PT0.5S'
        '30s'     | 'PT30S'
        '10m'     | 'PT10M'
        '8h'      | 'PT8H'
        '2d'      | 'PT48H'
        '1h30m'   | 'PT1H30M'
        '1m500ms' | 'PT1M0.5S'
        ' 5s '    | 'PT5S'
        '0s'      | 'PT0S'
    }

    def "'#text' is no duration"() {
        expect:
        Durations.tryParse(text).empty

        where:
        text << ['', '5', 's', '5 s', '1.5h', '-5s', '5S', '1h 30m', 'PT5S', '٥s', '99999999999999999999s', '9223372036854775807d']
    }

    def 'what is no duration is an error that says where, what was expected and what was found'() {
        when:
        Durations.parse(value, 'step x: timeout:')

        then:
        def wrong = thrown RunbookException
        wrong.status() == ExitStatus.INVALID
        wrong.message == "step x: timeout:: expected a duration such as 500ms, 30s, 10m, 8h, 2d or 1h30m, found '$shown'"

        where:
        value     | shown
        'soon'    | 'soon'
        null      | 'null'
        5         | '5'
    }

    def 'a Duration is one already'() {
        expect:
        Durations.parse(Duration.ofHours(1), 'x') == Duration.ofHours(1)
        Durations.parse("${1}h", 'x') == Duration.ofHours(1)
    }

    def 'people read #length as #shown'() {
        expect:
        Durations.show(Duration.parse(length)) == shown

        where:
        length        | shown
        'PT0S'        | '0.0 s'
        'PT0.5S'      | '0.5 s'
        'PT59.94S'    | '59.9 s'
        'PT59.96S'    | '1 m 00 s'
        'PT3M5S'      | '3 m 05 s'
        'PT2H7M59S'   | '2 h 07 m'
        'PT23H59M59S' | '23 h 59 m'
        'PT49H'       | '2 d 01 h'
    }

    def 'people read the same digits wherever the machine stands'() {
        given:
        def before = Locale.default
        Locale.default = Locale.forLanguageTag('ar-EG')

        expect:
        Durations.show(Duration.ofSeconds(90)) == '1 m 30 s'
        Durations.show(Duration.ofMillis(1500)) == '1.5 s'

        cleanup:
        Locale.default = before
    }

    def 'a timeout of nothing and a negative number of retries are refused when the plan is made'() {
        when:
        new StepOptions(timeout, retries, StepOptions.BACKOFF, null, null, false, [] as Set, null, Rerun.ASK)

        then:
        def wrong = thrown RunbookException
        wrong.message.startsWith(what)

        where:
        timeout                 | retries | what
        Duration.ZERO           | 0       | 'timeout:'
        Duration.ofSeconds(-1)  | 0       | 'timeout:'
        null                    | -1      | 'retries:'
    }
}
