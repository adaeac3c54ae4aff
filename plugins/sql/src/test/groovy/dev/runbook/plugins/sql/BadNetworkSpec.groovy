package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.block
import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.testing.BadNetwork
import dev.runbook.testing.Seeds
import spock.lang.AutoCleanup
import spock.lang.Specification

/** PostgreSQL behind a network that fails at random moments: what is said of each statement is compared with what the server holds. */
class BadNetworkSpec extends Specification {
    private static final int RUNS = 60
    private static final int EXCHANGE = 1_000

    @AutoCleanup
    BadNetwork network = new BadNetwork(Postgres.SERVER.port)
    def straight = Postgres.scope()
    def random = new Random(Seeds.of(specificationContext.currentIteration.displayName))

    private FakeScope throughIt() {
        new FakeScope().target('db', url: "jdbc:postgresql://127.0.0.1:$network.port/postgres?sslmode=disable", user: 'postgres')
    }

    private long rows(int n) {
        straight.sql().value([:], text("select count(*) from chance where n = ${n}")) as long
    }

    def "a write that is said to be done is there once, a failed one is not there, and of the others nobody knows: #how"() {
        given:
        straight.sql().execute([:], text('drop table if exists chance; create table chance (n int)'))
        def told = [done: 0, failed: 0, unknown: 0]

        when: 'often enough, and on until the rarest has come: that the very answer to the commit is lost'
        for (int n = 0; n < RUNS || told.unknown == 0 && n < 20 * RUNS; n++) {
            network.fail(random, 1, EXCHANGE, BadNetwork.Fault.values())
            try {
                write(throughIt().sql(), n)
                told.done++
                assert rows(n) == 1
            } catch (OutcomeUnknown nobody) {
                told.unknown++
                assert rows(n) <= 1
            } catch (EffectFailed not) {
                told.failed++
                assert rows(n) == 0
            }
            network.heal()
        }
        println "$how: $told, $network.faults faults"

        then:
        network.faults > RUNS / 3
        told.values().sum() >= RUNS
        told.unknown > 0
        told.failed > 0

        where:
        how                    | write
        'one statement'        | { sql, n -> sql.update([:], text("insert into chance values (${n})")) }
        'a transaction'        | { sql, n -> sql.transaction(block { update([:], text("insert into chance values (${n})")) }) }
    }

    def "a read gives what the server holds, whatever the network does"() {
        when:
        RUNS.times { n ->
            def fake = throughIt()
            // A server that never answered is not waited for.
            fake.sql().value([:], text('select 1'))
            network.fail(random, 2, EXCHANGE, BadNetwork.Fault.values())
            assert fake.sql().value([:], text("select repeat('é', ${n * 10})")) == 'é' * (n * 10)
            network.heal()
        }
        println "$network.faults faults"

        then:
        network.faults > RUNS / 2
    }
}
