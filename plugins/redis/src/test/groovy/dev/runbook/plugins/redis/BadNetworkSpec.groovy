package dev.runbook.plugins.redis

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.testing.BadNetwork
import dev.runbook.testing.Seeds
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Redis behind a network that fails at random moments: what is said of each command is compared with what the server holds. */
class BadNetworkSpec extends Specification {
    private static final int RUNS = 200
    private static final int EXCHANGE = 450
    private static final int COMMAND = 120

    @AutoCleanup
    BadNetwork network = new BadNetwork(Redis.SERVER.port)
    @AutoCleanup
    FakeScope straight = Redis.SERVER.scope()
    def random = new Random(Seeds.of(specificationContext.currentIteration.displayName))

    private FakeScope throughIt() {
        def fake = new FakeScope()
        fake.target('r', address: "127.0.0.1:$network.port".toString())
        fake
    }

    def "a write is carried out once where it is said to be done, not where it failed, and at most once where nobody knows"() {
        given:
        def told = [done: 0, failed: 0, unknown: 0]

        when:
        RUNS.times { n ->
            def key = "chance $n".toString()
            def held = { (straight.redis().get(key) ?: 0) as int }
            def fake = throughIt()
            if (n % 2) {
                // On a connection that exists already it is the command that fails more often.
                fake.redis().ping()
            }
            network.fail(random, 1, n % 2 ? COMMAND : EXCHANGE, BadNetwork.Fault.values())
            try {
                fake.redis().incr(key)
                told.done++
                assert held() == 1
            } catch (OutcomeUnknown nobody) {
                told.unknown++
                assert held() <= 1
            } catch (EffectFailed not) {
                told.failed++
                assert held() == 0
            } finally {
                network.heal()
                fake.close()
                straight.redis().del(key)
            }
        }
        println "$told, $network.faults faults"

        then:
        network.faults > RUNS / 3
        told.values().sum() == RUNS
        told.unknown > 0
        told.failed > 0
    }

    def "a read gives what the server holds, whatever the network does"() {
        given:
        straight.redis().set([:], 'known', 'é' * 100)

        when:
        RUNS.times {
            def fake = throughIt()
            // A server that never answered is not waited for.
            fake.redis().ping()
            network.fail(random, 2, EXCHANGE, BadNetwork.Fault.values())
            assert fake.redis().get('known') == 'é' * 100
            fake.close()
            network.heal()
        }
        println "$network.faults faults"

        then:
        network.faults > RUNS / 2
    }
}
