package dev.runbook.cli.forecast

import dev.runbook.engine.model.RunbookException
import java.time.Instant
import java.time.ZoneId
import spock.lang.Specification

class StartTimeSpec extends Specification {
    static final ZoneId BERLIN = ZoneId.of('Europe/Berlin')
    static final Instant NOW = Instant.parse('2026-11-21T20:30:00Z')

    def '#text is #instant'() {
        expect:
        StartTime.parse(text, BERLIN, NOW) == Instant.parse(instant)

        where:
        text                                      | instant
        null                                      | '2026-11-21T20:30:00Z'
        'now'                                     | '2026-11-21T20:30:00Z'
        '22:00'                                   | '2026-11-21T21:00:00Z'
        '9:15'                                    | '2026-11-22T08:15:00Z'
        '21:30'                                   | '2026-11-21T20:30:00Z'
        '2026-11-21 22:00'                        | '2026-11-21T21:00:00Z'
        '2026-07-01T22:00'                        | '2026-07-01T20:00:00Z'
        '2026-11-21T22:00:30'                     | '2026-11-21T21:00:30Z'
        '2026-11-21T22:00Z'                       | '2026-11-21T22:00:00Z'
        '2026-11-21T22:00+02'                     | '2026-11-21T20:00:00Z'
        '2026-11-21T22:00+01:00[Europe/Paris]'    | '2026-11-21T21:00:00Z'
        '2026-10-25T02:30+02:00'                  | '2026-10-25T00:30:00Z'
        '2026-12-01'                              | '2026-11-30T23:00:00Z'
    }

    def '#text is refused: #why'() {
        when:
        StartTime.parse(text, BERLIN, NOW)

        then:
        def refused = thrown(RunbookException)
        refused.message.contains(why)

        where:
        text                 | why
        'tonight'            | "expected a time such as 22:00"
        '25:00'              | "found '25:00'"
        '2026-02-30T10:00'   | 'expected a time'
        '2026-10-25 02:30'   | 'is twice in Europe/Berlin, where clocks are put back then: say 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00'
        '2026-03-29 02:30'   | 'does not exist in Europe/Berlin: clocks are put forward from 02:00 to 03:00 then'
    }
}
