package dev.runbook.engine.journal

import java.time.DateTimeException
import java.time.Instant
import spock.lang.Specification

class TimestampSpec extends Specification {
    def 'it reads what instants write: #text'() {
        expect:
        Timestamp.read(text) == Instant.parse(text)

        where:
        text << ['2026-11-21T09:07:12Z', '2026-11-21T09:07:12.120Z', '2026-11-21T09:07:12.123456Z', '2026-11-21T09:07:12.123456789Z', '1969-12-31T23:59:59.999Z', '2024-02-29T00:00:00Z', '-0001-01-01T00:00:00Z', '+12026-11-21T09:07:12Z']
    }

    def 'what is no instant is refused as before: #text'() {
        when:
        Timestamp.read(text)

        then:
        thrown DateTimeException

        where:
        text << ['', '2026-11-21', '2026-13-21T09:07:12Z', '2026-02-30T09:07:12Z', '2026-11-21T25:07:12Z', '2026-11-21T09:61:12Z', '2026-11-21T09:07:99Z', '2026-11-21 09:07:12Z', '2026-11-21T09:07:12.1x0Z', '2026-11-2109:07:12:00Z']
    }
}
