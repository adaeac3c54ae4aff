package dev.runbook.dsl.words.host.job

import java.time.Instant
import java.time.LocalDateTime
import java.time.ZoneId
import spock.lang.Specification

class TimestampsSpec extends Specification {
    static final ZoneId HERE = ZoneId.systemDefault()

    private static Timestamps timestamps(String pattern, String zone = null, String now = '2026-11-21T12:00') {
        new Timestamps(pattern, zone ? ZoneId.of(zone) : null, { LocalDateTime.parse(now).atZone(HERE).toInstant() })
    }

    private static String instant(String text) { Instant.parse(text).atZone(HERE).toLocalDateTime().toString() }

    def 'a line that begins as "#pattern" says has that time: #line'() {
        expect:
        timestamps(pattern).of(line).map { it.toString() }.orElse(null) == time

        where:
        pattern                     | line                                          | time
        'yyyy/MM/dd HH:mm:ss'       | '2018/03/25 00:51:24 Fetching users'          | '2018-03-25T00:51:24'
        'yyyy/MM/dd HH:mm:ss'       | '   2018/03/25 00:51:24 Fetching users'       | '2018-03-25T00:51:24'
        'yyyy/MM/dd HH:mm:ss'       | '[2018/03/25 00:51:24] x'                     | '2018-03-25T00:51:24'
        'yyyy/MM/dd HH:mm:ss'       | 'Created: ann with id 3:'                     | null
        'yyyy/MM/dd HH:mm:ss'       | ''                                            | null
        'yyyy/MM/dd HH:mm:ss'       | '2018/13/45 00:51:24 no day'                  | null
        "yyyy-MM-dd'T'HH:mm:ss.SSS" | '2018-03-25T00:51:24.125 x'                   | '2018-03-25T00:51:24.125'
        "yyyy-MM-dd'T'HH:mm:ssXXX"  | '2018-03-25T00:51:24+02:00 x'                 | instant('2018-03-24T22:51:24Z')
        'yyyy-MM-dd HH:mm:ss z'     | '2018-03-25 00:51:24 UTC x'                   | instant('2018-03-25T00:51:24Z')
        'MMM d HH:mm:ss'            | 'Nov 20 23:01:02 host app: x'                 | '2026-11-20T23:01:02'
        'MMM d HH:mm:ss'            | 'DEC 31 23:01:02 host app: x'                 | '2025-12-31T23:01:02'
        'HH:mm:ss'                  | '11:59:58 x'                                  | '2026-11-21T11:59:58'
        'HH:mm:ss'                  | '23:59:58 it was yesterday'                   | '2026-11-20T23:59:58'
        'h:mm a'                    | '3:07 am x'                                   | '2026-11-21T03:07'
    }

    def 'where lines have no day they go on behind midnight, and lines out of order do not make a new day'() {
        given:
        def times = timestamps('HH:mm:ss', null, '2026-11-21T22:00')

        expect:
        ['21:30:00', '23:59:59', '23:59:58', '00:00:01', '07:00:00', '15:00:00', '01:00:00'].collect { times.of("$it x".toString()).get().toString() } ==
                ['2026-11-21T21:30', '2026-11-21T23:59:59', '2026-11-21T23:59:58', '2026-11-22T00:00:01', '2026-11-22T07:00', '2026-11-22T15:00', '2026-11-23T01:00']
    }

    def 'times of another zone are shown in this one'() {
        expect:
        timestamps('yyyy-MM-dd HH:mm', 'Asia/Tokyo').of('2026-11-21 09:00').get().toString() == instant('2026-11-21T00:00:00Z')
    }
}
