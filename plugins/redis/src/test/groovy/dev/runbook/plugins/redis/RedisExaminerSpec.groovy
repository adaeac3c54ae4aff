package dev.runbook.plugins.redis

import dev.runbook.engine.spi.Diagnosis
import dev.runbook.engine.spi.Finding
import spock.lang.Shared
import spock.lang.Specification

class RedisExaminerSpec extends Specification {
    @Shared
    Redis master = Redis.start()
    @Shared
    Redis replica = Redis.start("replicaof 127.0.0.1 $master.port")

    def cleanupSpec() {
        replica.stop()
        master.stop()
    }

    Map<String, Finding> examine(FakeScope fake) {
        fake.live = false
        fake.probing = true
        def found = [:]
        new RedisExaminer().examine(fake, fake.target('redis', 'r'), { found[it.what()] = it } as Diagnosis)
        fake.close()
        assert fake.effects.every { !it.writes() }
        found
    }

    def 'it says where, who, what and how much'() {
        when:
        def found = examine(master.scope())

        then:
        found.reached.found() == "127.0.0.1:$master.port"
        found.identity.found() == 'the default user, database 0'
        found.version.found() ==~ /Redis \d.*/
        found.space.found().endsWith('no limit but the machine\'s')
        found.privileges.found() == 'a master'
        !found.containsKey('clock') || found.clock.found().contains('ahead of')
    }

    def 'a replica is fine where the runbook only reads: #access'() {
        expect:
        examine(replica.scope([:], access)).privileges.state() == state

        where:
        access  || state
        'read'  || Finding.State.GOOD
        'write' || Finding.State.BAD
    }
}
