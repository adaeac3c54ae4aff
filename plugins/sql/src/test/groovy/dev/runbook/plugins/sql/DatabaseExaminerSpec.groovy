package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.spi.Diagnosis
import dev.runbook.engine.spi.Finding
import spock.lang.Specification

class DatabaseExaminerSpec extends Specification {
    /** As the doctor has it: what reads is performed, nothing else. */
    def fake = new FakeScope(live: false, probing: true)
    List<Finding> found = []

    def setup() {
        def admin = Postgres.scope().sql()
        admin.execute([:], text('drop schema if exists doctor cascade'))
        admin.execute([:], text('create schema doctor'))
        admin.execute([:], text('create table doctor.people(id int)'))
        admin.execute([:], text("do \$\$ begin if not exists (select from pg_roles where rolname = 'reader') then create role reader login; end if; end \$\$"))
        admin.execute([:], text('grant usage on schema doctor to reader'))
        admin.execute([:], text('revoke create on schema public from public'))
    }

    def cleanup() {
        Postgres.scope().sql().execute([:], text('drop schema doctor cascade'))
    }

    void examine(String user, String access) {
        fake.target('db', url: Postgres.url(), user: user, access)
        new DatabaseExaminer().examine(fake, fake.target('database', 'db'), { found << it } as Diagnosis)
    }

    Map<String, Finding> getBy() {
        found.collectEntries { [it.what(), it] }
    }

    def 'it says where, who, what and how much, and only reads'() {
        when:
        examine('postgres', 'write')

        then:
        by.reached.found() == "postgresql://127.0.0.1:$Postgres.SERVER.port/postgres" || by.reached.found().contains("127.0.0.1:$Postgres.SERVER.port")
        by.identity.found() == 'postgres in postgres'
        by.version.found().startsWith('PostgreSQL 15')
        by.space.found().endsWith(' MiB used')
        by.privileges.state() == Finding.State.GOOD
        by.privileges.found() =~ /may read \d+ of \d+ tables, write \d+, create tables/
        fake.effects.every { !it.writes() }
    }

    def 'rights are compared with the declared access: #access, #grant'() {
        given:
        if (grant) {
            Postgres.scope().sql().execute([:], text("grant $grant on doctor.people to reader".toString()))
        }

        when:
        examine('reader', access)

        then:
        by.privileges.state() == state
        by.privileges.found() =~ says

        where:
        access  | grant            || state              | says
        'read'  | 'select'         || Finding.State.GOOD | /may read 1 of \d+ tables; declared access: 'read'/
        'read'  | 'select, update' || Finding.State.GOOD | 'though the server would let it write'
        'read'  | null             || Finding.State.BAD  | 'Grant it SELECT'
        'write' | 'select'         || Finding.State.BAD  | /may read 1 of \d+ tables, and write none. The runbook declares no access/
        'write' | 'select, insert' || Finding.State.GOOD | 'write 1, not create tables'
    }

    def 'a clock that is off is told'() {
        when:
        examine('postgres', 'write')

        then: 'the time of this test stands still, in 1970'
        by.clock.state() == Finding.State.BAD
        by.clock.found().contains('ahead of the clock here')
    }

    def 'who cannot connect learns why'() {
        given:
        fake.target('db', url: 'jdbc:postgresql://127.0.0.1:1/x', user: 'x')

        when:
        new DatabaseExaminer().examine(fake, fake.target('database', 'db'), { found << it } as Diagnosis)

        then:
        def refused = thrown(EffectFailed)
        refused.message.contains("cannot connect to database 'db'")
        found == []
    }
}
