package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.Dialect.MARIADB
import static dev.runbook.plugins.sql.Dialect.POSTGRESQL
import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.Raw
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import spock.lang.Specification

class TokensSpec extends Specification {
    def value = 'v'

    def "a value becomes a place, and is shown as a literal"() {
        when:
        def bound = Bound.of(text("select * from t where name = ${"O'Hara"} and n = ${7} and x is ${null} and p = ${Secret.of('p', 'hunter22')}"), POSTGRESQL)

        then:
        bound.sql() == 'select * from t where name = ? and n = ? and x is ? and p = ?'
        bound.shown() == "select * from t where name = 'O''Hara' and n = 7 and x is null and p = ••••"
        bound.values().size() == 4
    }

    def "a list becomes several places, an identifier a quoted name, raw text itself"() {
        expect:
        Bound.of(text("in (${[1, 2, 3]})"), POSTGRESQL).sql() == 'in (?, ?, ?)'
        Bound.of(text("from ${new Ident(['muc-2017.03'])}"), POSTGRESQL).sql() == 'from "muc-2017.03"'
        Bound.of(text("from ${new Ident(['a`b', 'c'])}"), MARIADB).sql() == 'from `a``b`.`c`'
        Bound.of(text("order by ${new Raw("1 desc -- ?")}"), POSTGRESQL).sql() == 'order by 1 desc -- ?'
        Bound.of(text("select '${new Raw("it's")}'"), POSTGRESQL).sql() == "select 'it's'"
    }

    def "a value in #where is an error that says what to do"() {
        when:
        Bound.of(text(statement), dialect)

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)

        where:
        where                 | dialect    | statement                            | says
        'quotes'              | POSTGRESQL | "select '${1}'"                      | 'put the quotes away'
        'a pattern'           | POSTGRESQL | "x like '%${1}%' and y"              | "'%\${…}%'"
        'a doubled quote'     | POSTGRESQL | "select 'it''s ${1}'"                | 'put the quotes away'
        'a name'              | POSTGRESQL | "select \"a${1}\""                   | 'ident('
        'dollar quotes'       | POSTGRESQL | "do \$\$ begin ${1} end \$\$" | 'put the quotes away'
        'tagged dollar quotes'| POSTGRESQL | "do \$x\$ \$\$ ${1} \$x\$"           | 'put the quotes away'
        'an escape string'    | POSTGRESQL | "select E'\\'${1}'"                  | 'put the quotes away'
        'backticks'           | MARIADB    | "select `${1}`"                      | 'ident('
        'a backslash string'  | MARIADB    | "select 'a\\'${1}'"                  | 'put the quotes away'
        'a line comment'      | POSTGRESQL | "select 1 -- ${1}"                   | 'comment'
        'a hash comment'      | MARIADB    | "select 1 # ${1}"                    | 'comment'
        'a block comment'     | POSTGRESQL | "select /* /* */ ${1} */ 1"          | 'comment'
    }

    def "behind #what a value is bound as ever"() {
        expect:
        Bound.of(text(statement), dialect).values() == [1]

        where:
        what                     | dialect    | statement
        'closed quotes'          | POSTGRESQL | "select 'it''s', ${1}"
        'a backslash in quotes'  | POSTGRESQL | "select '\\', ${1}"
        'an escaped backslash'   | POSTGRESQL | "select E'\\\\', ${1}"
        'a word that ends in e'  | POSTGRESQL | "select type'\\', ${1}"
        'a cast'                 | POSTGRESQL | "select 'x'::text, ${1}::int"
        'a comment'              | POSTGRESQL | "select 1 -- it's\n, ${1}"
        'a nested comment'       | POSTGRESQL | "/* a /* b */ ' */ select ${1}"
        'a name with dollars'    | POSTGRESQL | "select a\$b\$c, ${1}"
        'a numbered place'       | POSTGRESQL | "select \$1\$2, ${1}"
        'two minus signs'        | MARIADB    | "select 5--1, ${1}"
        'an arithmetic hash'     | POSTGRESQL | "select 5 # 3, ${1}"
        'backticks in a server without' | POSTGRESQL | "select 1 ` ${1}"
    }

    def "a question mark of the author's survives"() {
        expect:
        Bound.of(text("select a ? ${'k'} and b ?| array['?'] -- ?"), POSTGRESQL).sql() == "select a ?? ? and b ??| array['?'] -- ?"
        Bound.of(text('select a ?? 1'), POSTGRESQL).with { [sql(), shown()] } == ['select a ?? 1', 'select a ? 1']

        when:
        Bound.of(text('select ?'), MARIADB)

        then:
        thrown(RunbookException)
    }

    def "#what is refused"() {
        when:
        Bound.of(text(statement), POSTGRESQL)

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)

        where:
        what              | statement                     | says
        'an empty list'   | "in (${[]})"                  | 'empty'
        'a nested list'   | "in (${[[1]]})"               | 'list inside a list'
        'a map'           | "select ${[a: 1]}"            | 'JSON text'
        'masked text'     | "select ${'x' + Secret.MASK}" | 'masked secret'
        'a closure'       | "select ${new Thread()}"      | 'Thread cannot be bound'
        'an empty text'   | ' '                           | 'expected an SQL statement'
        'a NUL character' | 'select \0'                   | 'NUL'
    }
}
