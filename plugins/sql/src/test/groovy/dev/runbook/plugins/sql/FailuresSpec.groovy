package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.block
import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Endpoint
import dev.runbook.testing.BadNetwork
import spock.lang.Specification

class FailuresSpec extends Specification {
    def secret = Secret.of('s', "Tr0ub4dor'&3 {x}")

    def "a refused connection names target, url and what to check, not the password"() {
        given:
        def closed = new ServerSocket(0).withCloseable { it.localPort }
        def fake = new FakeScope().target('db', url: "jdbc:postgresql://127.0.0.1:$closed/chat?password=hunter22", user: 'chat', password: Secret.of('p', 'hunter22'))

        when:
        fake.sql()."$word"([:], text('select 1'))

        then:
        def error = thrown(EffectFailed)
        error.message.contains("cannot connect to database 'db' (jdbc:postgresql://127.0.0.1:$closed/chat) of lab.yaml:7: ")
        error.message.contains('refused')
        error.message.contains('Check that the server runs')
        !error.message.contains('hunter22')
        fake.pauses.empty

        where:
        word << ['value', 'update']
    }

    def "a wrong #what says what to check"() {
        given:
        def fake = new FakeScope().target(settings, 'db')

        when:
        fake.sql().value([:], text('select 1'))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)

        where:
        what       | settings                                                | says
        'user'     | [url: Postgres.url(), user: 'nobody']                   | 'role "nobody" does not exist. Check user: and password: there.'
        'database' | [url: Postgres.url('elsewhere'), user: 'postgres']      | 'database "elsewhere" does not exist. Check the database\'s name in url:.'
    }

    def "what the server says never shows a secret: #sql"() {
        given:
        def fake = Postgres.scope()

        when:
        fake.sql().update([:], sql(secret))

        then:
        def error = thrown(EffectFailed)
        error.message.contains(says)
        !everything(error).contains('Tr0ub4dor')
        !everything(error).contains('{x}')

        where:
        sql                                                              | says
        ({ text("select ${it}::int") })                                  | 'invalid input syntax for type integer: "••••"'
        ({ text("select ${it}::jsonb") })                                | 'invalid input syntax for type json'
        ({ text("select ${it}::timestamptz") })                          | 'invalid input syntax for type timestamp with time zone: "••••"'
        ({ text("select set_config(${it}, 'x', false)") })               | '••••'
        ({ text("select * from f(${it})") })                             | 'function f(unknown) does not exist'
        ({ text("select 1 from nobody where x in (${['a', it]})") })     | "in ('a', ••••)"
    }

    def "a short secret is masked as a whole word only"() {
        expect:
        Failures.mask('user chat of chatroom: "ha" failed', ['chat']) == 'user •••• of chatroom: •••• failed'
    }

    def "a read whose connection is lost is asked again on a new one"() {
        given:
        def fake = Postgres.scope()
        def proxy = new BadNetwork(Postgres.SERVER.port)
        fake.target('db', url: "jdbc:postgresql://127.0.0.1:$proxy.port/postgres", user: 'postgres')
        proxy.cutWhen('find me', 2)

        expect:
        fake.sql().value([:], text("select 'find me'")) == 'find me'
        fake.pauses.size() == 2

        cleanup:
        proxy.close()
    }

    def "a read whose contact does not come back is given up after two minutes"() {
        given:
        def fake = Postgres.scope()
        def proxy = new BadNetwork(Postgres.SERVER.port)
        fake.target('db', url: "jdbc:postgresql://127.0.0.1:$proxy.port/postgres", user: 'postgres')
        proxy.cutWhen('find me', 99)

        when:
        fake.sql().value([:], text("select 'find me'"))

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('contact was lost')
        error.message.contains('lost contact: it was sought for 2 m 00 s in vain. This only reads, and changed nothing.')
        fake.pauses.size() > 8

        cleanup:
        proxy.close()
    }

    def "a write whose connection is lost is never sent twice, and its outcome is unknown"() {
        given:
        def fake = Postgres.scope()
        def proxy = new BadNetwork(Postgres.SERVER.port)
        fake.target('db', url: "jdbc:postgresql://127.0.0.1:$proxy.port/postgres", user: 'postgres')
        proxy.cutWhen('find me', 99)

        when:
        fake.sql()."$word"(*arguments)

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('nobody knows whether')
        error.message.contains('find me')
        proxy.faults == 1

        cleanup:
        proxy.close()

        where:
        word      | arguments
        'update'  | [[:], text("select 'find me'")]
        'execute' | [[:], text("do 'begin /* find me */ end'")]
    }

    def "a transaction that loses its connection before the commit has definitely failed"() {
        given:
        def fake = Postgres.scope()
        def proxy = new BadNetwork(Postgres.SERVER.port)
        fake.target('db', url: "jdbc:postgresql://127.0.0.1:$proxy.port/postgres", user: 'postgres')
        proxy.cutWhen('find me', 99)

        when:
        fake.sql().transaction(block { execute([:], text("select 'find me'")) })

        then:
        def error = thrown(EffectFailed)
        error.message.contains('nothing of the transaction was committed')

        cleanup:
        proxy.close()
    }

    def "a commit whose answer is lost leaves the outcome unknown"() {
        given:
        def fake = Postgres.scope()
        def proxy = new BadNetwork(Postgres.SERVER.port)
        fake.target('db', url: "jdbc:postgresql://127.0.0.1:$proxy.port/postgres", user: 'postgres')
        proxy.cutWhen('COMMIT', 99)

        when:
        fake.sql().transaction(block { execute([:], text('select 1')) })

        then:
        def error = thrown(OutcomeUnknown)
        error.message.contains('whether the transaction was committed')

        cleanup:
        proxy.close()
    }

    def "via: connects to the near end of the tunnel"() {
        given:
        def fake = new FakeScope().target('db', url: 'jdbc:postgresql://db.internal.invalid:5432/postgres', user: 'postgres', via: 'bastion')
        fake.tunnels['bastion db.internal.invalid:5432'] = new Endpoint('127.0.0.1', Postgres.SERVER.port)

        expect:
        fake.sql().value([:], text('select 1')) == 1
    }

    def "the url #url is a mistake in the inventory: #says"() {
        when:
        new FakeScope().target('db', url: url).sql()

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)
        !error.message.contains('hunter22')

        where:
        url                                     | says
        'jdbc:h2:mem'                           | 'expected a url that begins with'
        'jdbc:postgresql://joe:hunter22@h/chat' | 'under user: and password:'
    }

    private static String everything(Throwable error) {
        def out = new StringWriter()
        error.printStackTrace(new PrintWriter(out))
        out
    }
}
