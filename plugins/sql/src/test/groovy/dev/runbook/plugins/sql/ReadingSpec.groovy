package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import spock.lang.Specification

class ReadingSpec extends Specification {
    def fake = Postgres.scope()

    def "#sql is read as #expected"() {
        when:
        def value = fake.sql().value([:], text(sql))

        then:
        value == expected
        value == null || value.class == type

        where:
        sql                                                   | expected                                   | type
        'select count(*) from pg_class where false'           | 0L                                         | Long
        'select 1'                                            | 1                                          | Integer
        'select 1::smallint'                                  | 1                                          | Integer
        'select 1.50'                                         | 1.50                                       | BigDecimal
        "select 'NaN'::numeric"                               | 'NaN'                                      | String
        'select 0.1::float8'                                  | 0.1d                                       | Double
        'select 0.1::float4'                                  | 0.1d                                       | Double
        "select 'NaN'::float8"                                | Double.NaN                                 | Double
        'select true'                                         | true                                       | Boolean
        "select B'101'"                                       | '101'                                      | String
        'select null::int'                                    | null                                       | null
        "select 'é ’ \\ %'"                                   | 'é ’ \\ %'                                 | String
        "select '2026-11-21 09:07:12.12+02'::timestamptz"     | Instant.parse('2026-11-21T07:07:12.120Z')  | Instant
        "select '2026-11-21 09:07:12'::timestamp"             | '2026-11-21T09:07:12'                      | String
        "select 'infinity'::timestamptz"                      | 'infinity'                                 | String
        "select '2026-11-21'::date"                           | '2026-11-21'                               | String
        "select '09:07'::time"                                | '09:07:00'                                 | String
        "select '1 day'::interval::text"                      | '1 day'                                    | String
        "select '6b2f5c0e-0000-4000-8000-000000000001'::uuid" | '6b2f5c0e-0000-4000-8000-000000000001'     | String
        "select '{\"a\": [1]}'::jsonb"                        | '{"a": [1]}'                               | String
        "select '{1,2,null}'::int[]"                          | [1, 2, null]                               | ArrayList
        "select '{{a,b},{c,d}}'::text[]"                      | [['a', 'b'], ['c', 'd']]                   | ArrayList
        "select array['2026-11-21T09:00Z'::timestamptz]"      | [Instant.parse('2026-11-21T09:00:00Z')]    | ArrayList
        "select '\\xcafe'::bytea"                             | 'yv4='                                     | String
        "select '12.5'::money"                                | '$12.50'                                   | String
        "select current_setting('application_name')"          | 'runbook:20261121-0907-k3f'                | String
        "select current_setting('TimeZone')"                  | 'UTC'                                      | String
        "select current_setting('transaction_read_only')"     | 'on'                                       | String
    }

    def "the value #value arrives as it is"() {
        expect:
        fake.sql().value([:], text("select ${value}::text")) == (back ?: value)

        where:
        value                                     | back
        "O'Hara"                                  | null
        "'; drop table users; --"                 | null
        'two\nlines'                              | null
        '$(id) `id` $1 ?  :name ::int'            | null
        '-- dash'                                 | null
        'back\\slash\\'                           | null
        'ünï 💬'                                  | null
        ''                                        | null
        42                                        | '42'
        42L                                       | '42'
        4.20                                      | '4.20'
        12345678901234567890G                     | '12345678901234567890'
        true                                      | 'true'
        Thread.State.NEW                          | 'NEW'
        UUID.fromString('6b2f5c0e-0000-4000-8000-000000000001') | '6b2f5c0e-0000-4000-8000-000000000001'
        Instant.parse('2026-11-21T09:00:00Z')     | '2026-11-21 09:00:00+00'
        LocalDate.parse('2026-11-21')             | '2026-11-21'
        LocalDateTime.parse('2026-11-21T09:00:00')| '2026-11-21 09:00:00'
        Secret.of('p', "hunter'22")               | "hunter'22"
        text("a${'b'}c")                          | 'abc'
    }

    def "values need no cast where the server knows the type"() {
        expect:
        fake.sql().value([:], text("select count(*) from pg_class where oid = ${'1259'} and relname in (${['pg_class', "x'y"]})")) == 1L
        fake.sql().value([:], text("select '{\"a\": 1}'::jsonb ? ${'a'}")) == true
        fake.sql().value([:], text("select ${'6b2f5c0e-0000-4000-8000-000000000001'} = gen_random_uuid()")) == false
        fake.sql().value([:], text("select ${null}::text is null")) == true
        fake.sql().rows([:], text("select relname from pg_class order by 1 limit ${2}")).size() == 2
    }

    def "rows are maps by column, in order"() {
        expect:
        fake.sql().rows([:], text("select * from (values (1, 'a'), (2, 'b')) v(id, \"Name\")")) == [[id: 1, Name: 'a'], [id: 2, Name: 'b']]
        fake.sql().row([:], text('select 1 b, 2 a')).keySet() as List == ['b', 'a']
    }

    def "#sql is an error: #says"() {
        when:
        fake.sql()."$word"([:], text(sql))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        error.message.contains("sql.$word on database 'db'")
        error.message.contains('statement: ' + sql)

        where:
        word    | sql                                     | says
        'value' | 'select 1 where false'                  | 'expected exactly one row, found none'
        'row'   | 'select generate_series(1, 3)'          | 'expected exactly one row, found 3'
        'value' | 'select 1 a, 2 b'                       | 'expected one column, found 2 (a, b)'
        'rows'  | 'select 1 a, 2 a'                       | "two columns are named 'a'"
        'rows'  | 'select * from nobody'                  | 'relation "nobody" does not exist (SQLSTATE 42P01)'
        'rows'  | 'create temp table x(i int)'            | 'read-only transaction'
        'rows'  | 'delete from pg_class returning oid'    | 'write with execute'
        'rows'  | 'set local work_mem = 100'              | 'gives no rows'
        'rows'  | 'select concat($1)'                     | 'write it with a cast'
        'rows'  | 'select 1 from'                         | 'syntax error'
    }

    def "a query that takes too long is cancelled on the server"() {
        when:
        fake.sql().value([timeout: '1s'], text('select pg_sleep(60)'))

        then:
        def error = thrown(EffectFailed)
        error.message.contains('cancelled after timeout: 1.0 s')
        running('pg_sleep(60)') == 0
    }

    def "an interrupt cancels the query on the server"() {
        given:
        def failure = null
        def thread = Thread.start {
            try {
                fake.sql().value([:], text('select pg_sleep(61)'))
            } catch (Throwable thrown) {
                failure = thrown
            }
        }
        until { running('pg_sleep(61)') == 1 }

        when:
        thread.interrupt()
        thread.join()

        then:
        failure instanceof InterruptedException
        running('pg_sleep(61)') == 0
    }

    def "a secret value is a secret"() {
        when:
        def value = fake.sql().value([secret: true], text("select 'hunter22'"))

        then:
        value instanceof Secret
        value.reveal() == 'hunter22'
        "$value" == Secret.MASK
    }

    def "no session is left behind"() {
        when:
        fake.sql().value([:], text('select 1'))

        then:
        until { Postgres.scope().sql().value([:], text("select count(*) from pg_stat_activity where application_name like 'runbook%'")) == 1 }
    }

    private static long running(String statement) {
        Postgres.scope().sql().value([:], text("select count(*) from pg_stat_activity where query = ${'select ' + statement} and state = 'active'"))
    }

    private static boolean until(Closure<Boolean> condition) {
        for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end;) {
            if (condition()) {
                return true
            }
            Thread.onSpinWait()
        }
        throw new AssertionError('did not come true in 10 s')
    }
}
