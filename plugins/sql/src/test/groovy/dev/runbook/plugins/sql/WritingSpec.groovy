package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.block
import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Raw
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import java.time.Instant
import spock.lang.Specification

class WritingSpec extends Specification {
    def fake = Postgres.scope()

    def setup() {
        fake.sql().execute([:], text('drop table if exists people'))
        fake.sql().execute([:], text('create table people(id int primary key, name text, at timestamptz, extra jsonb)'))
        fake.effects.clear()
    }

    def "update counts the rows it wrote, returning ones too"() {
        expect:
        fake.sql().update([:], text("insert into people(id, name, at, extra) values (${1}, ${'Ada'}, ${Instant.EPOCH}, ${'{"a": 1}'}), (2, ${null}, null, null)")) == 2L
        fake.sql().update([:], text("update people set name = ${'x'} where id in (${[1, 2, 3]})")) == 2L
        fake.sql().update([:], text('delete from people returning id')) == 2L
        fake.effects*.writes() == [true, true, true]
        fake.effects*.word() as Set == ['sql.update'] as Set
    }

    def "execute carries out definitions, with names quoted"() {
        given:
        def hostile = SqlEntry.ident(fake, 'muc-2017.03 "; drop table people; --')

        when:
        fake.sql().execute([:], text("create table ${hostile}(i int)"))
        fake.sql().execute([:], text("drop table ${SqlEntry.ident(fake, 'public', 'muc-2017.03 "; drop table people; --')}"))
        fake.sql().execute([:], text('create database other'))
        fake.sql().execute([:], text('drop database other with (force)'))

        then:
        count() == 0
        fake.shown[0] == 'create table "muc-2017.03 ""; drop table people; --"(i int)'
    }

    def "a name that is #what is refused"() {
        when:
        SqlEntry.ident(fake, name)

        then:
        def error = thrown(RunbookException)
        error.message.startsWith('ident')

        where:
        what                | name
        'empty'             | ''
        'with NUL'          | 'a\0b'
        'null in a list'    | [null]
        'a number'          | 5
        'secret'            | Secret.of('n', 'name')
    }

    def "a batch of lists writes all rows"() {
        expect:
        fake.sql().batch([:], text("insert into people(id, name, extra) values (?, ?, '{\"k\": 1}'::jsonb) on conflict do nothing"), (1..2500).collect { [it, "n'$it"] }) == 2500L
        fake.sql().value([:], text("select count(*) from people where name = 'n''' || id and extra ? 'k'")) == 2500L
        fake.shown[0].contains("for 2500 rows: [1, 'n''1'], [2, 'n''2'], [3, 'n''3'], …")
    }

    def "a batch of maps writes by name, and keeps operators, casts and other values"() {
        expect:
        fake.sql().batch([:], text("insert into people(id, name) select :id::int, ${'p?'} || :name || (:id)::text where '{\"a\": 1}'::jsonb ? 'a'"), [[id: 1, name: null], [name: ':id', id: 2]]) == 2L
        fake.sql().value([:], text('select name from people where id = 2')) == 'p?:id2'
    }

    def "a batch writes everything or nothing"() {
        when:
        fake.sql().batch([:], text('insert into people(id) values (?)'), [[1], [2], [1]])

        then:
        def error = thrown(EffectFailed)
        error.message.contains('duplicate key value violates unique constraint "people_pkey". Key (id)=(1) already exists.')
        count() == 0
    }

    def "a batch that does not fit is refused before anything is sent: #says"() {
        when:
        fake.sql().batch([:], text(sql), rows)

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)
        fake.effects.empty

        where:
        sql                                  | rows                  | says
        'insert into people(id) values (?)'  | [[1], [1, 2]]         | 'row 2 has 2 values, the statement has 1 question marks'
        'insert into people(id) values (?)'  | [[1], 2]              | 'row 2 is a Integer; expected a list'
        'insert into people(id) values (:i)' | [[i: 1], [j: 2]]      | 'row 2 has the names [j], the statement has [i]'
        'insert into people(id) values (?)'  | 5                     | 'expected a list of rows'
        'insert into people(id) values (?)'  | [[[1]]]               | 'list cannot be bound'
    }

    def "an empty batch does nothing"() {
        expect:
        fake.sql().batch([:], text('insert into people(id) values (?)'), []) == 0L
    }

    def "a transaction commits at its end and gives the block's value"() {
        when:
        def value = fake.sql().transaction(block {
            execute([:], text('insert into people(id) values (1)'))
            update([:], text('insert into people(id) values (2)')) + value([:], text('select count(*) from people'))
        })

        then:
        value == 3L
        count() == 2
        fake.shown.take(5) == ['begin', 'insert into people(id) values (1)', 'insert into people(id) values (2)', 'select count(*) from people', 'commit']
    }

    def "a transaction that fails leaves nothing behind"() {
        when:
        fake.sql().transaction(block {
            execute([:], text('insert into people(id) values (1)'))
            batch([:], text('insert into people(id) values (?)'), [[2], [3]])
            throw new IllegalStateException('stop')
        })

        then:
        def error = thrown(IllegalStateException)
        error.message == 'stop'
        count() == 0
    }

    def "a failure that the block hides does not commit half"() {
        given:
        def note = ''

        when:
        fake.sql().transaction(block {
            execute([:], text('insert into people(id) values (1)'))
            try {
                execute([:], text('insert into people(id) values (1)'))
            } catch (EffectFailed hidden) {
                note = hidden.message
            }
        })

        then:
        def error = thrown(EffectFailed)
        error.message.contains('cannot be committed')
        note.contains('duplicate key')
        count() == 0
    }

    def "a database of access 'read' is not written to"() {
        given:
        fake.target('ro', url: Postgres.url(), user: 'postgres', 'read')

        when:
        fake.sql('ro')."$word"(*arguments)

        then:
        def error = thrown(RunbookException)
        error.message.contains("access: 'read'")
        fake.effects.empty
        fake.sql('ro').value([:], text("select current_setting('transaction_read_only')")) == 'on'

        where:
        word          | arguments
        'update'      | [[:], text('delete from people')]
        'execute'     | [[:], text('delete from people')]
        'batch'       | [[:], text('delete from people where id = ?'), [[1]]]
        'transaction' | [block {}]
    }

    def "a dry run shows every statement and opens nothing"() {
        given:
        def dry = new FakeScope(live: false).target('db', url: 'jdbc:postgresql://nowhere.invalid/chat', user: 'u', password: Secret.of('p', 'hunter22'))
        def pending = new Pending('value')

        when:
        def value = dry.sql().transaction(block {
            update([:], text("update t set a = ${Secret.of('s', 'hunter33')} where b in (${[1, pending]})"))
            rows([:], text("select * from ${SqlEntry.ident(dry, pending)} ${new Raw('limit 1')}"))
        })
        dry.sql().batch([:], text('insert into t values (?)'), pending)

        then:
        value instanceof Pending
        dry.shown == ['begin', 'update t set a = •••• where b in (1, ‹value›)', 'select * from ‹name ‹value›› limit 1', 'commit', 'insert into t values (?)\n  for each of ‹value›']
        dry.effects*.pending() == [false, true, true, false, true]
    }

    def "a probing dry run reads in its transaction, and cannot write there"() {
        given:
        def probe = Postgres.scope()
        probe.live = false
        probe.probing = true

        when:
        def found = probe.sql().transaction(block { value([:], text('select count(*) from people')) })

        then:
        found == 0L

        when:
        probe.sql().transaction(block { rows([:], text('insert into people(id) values (9) returning id')) })

        then:
        thrown(EffectFailed)
        count() == 0
    }

    private long count() {
        fake.sql().value([:], text('select count(*) from people'))
    }
}
