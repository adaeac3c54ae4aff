package dev.runbook.plugins.sql

import static dev.runbook.plugins.sql.FakeScope.block
import static dev.runbook.plugins.sql.FakeScope.text

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** Debian's own PostgreSQL, with passwords as it comes; skipped where it is not installed, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealPostgresSpec.bin() || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1' })
class RealPostgresSpec extends Specification {
    @Shared
    Path folder
    @Shared
    Process server
    @Shared
    int port = new ServerSocket(0).withCloseable { it.localPort }

    static File bin() {
        def debian = new File('/usr/lib/postgresql').listFiles()?.toList()?.sort()?.reverse()?.collect { new File(it, 'bin') } ?: []
        def path = System.getenv('PATH').tokenize(':').collect { new File(it) }
        (debian + path).find { new File(it, 'initdb').canExecute() && new File(it, 'postgres').canExecute() }
    }

    def setupSpec() {
        assert bin(): 'RUNBOOK_REQUIRE_REAL_TOOLS=1, but initdb and postgres are not installed: apt-get install postgresql'
        folder = Files.createTempDirectory('runbook-postgres')
        def password = folder.resolve('password')
        password.toFile().text = 'hunter22'
        if (System.getProperty('user.name') == 'root') {
            run(['chown', '-R', 'nobody', folder.toString()])
        }
        run(asUser() + [new File(bin(), 'initdb').path, '-D', "$folder/data".toString(), '-U', 'chat', '-A', 'scram-sha-256', '--pwfile', password.toString(), '-N'])
        server = new ProcessBuilder(asUser() + [new File(bin(), 'postgres').path, '-D', "$folder/data".toString(), '-p', port as String,
                                                '-c', 'listen_addresses=127.0.0.1', '-k', folder.toString()])
            .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve('log').toFile()).start()
        def end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (!new File("$folder/data/postmaster.pid").with { it.exists() && it.text.contains('ready') }) {
            assert server.alive && System.nanoTime() < end: folder.resolve('log').toFile().text
            Thread.onSpinWait()
        }
    }

    def cleanupSpec() {
        server?.destroy()
        server?.waitFor(10, TimeUnit.SECONDS)
        folder?.toFile()?.deleteDir()
    }

    def "the password opens the database, a transaction commits, rows come back"() {
        given:
        def fake = scope('hunter22')

        when:
        fake.sql().execute([:], text('create table people(id int primary key, name text, extra jsonb)'))
        fake.sql().transaction(block {
            batch([:], text('insert into people values (?, ?, ?)'), [[1, "O'Hara", '{"a": 1}'], [2, null, null]])
            update([:], text("update people set name = ${Secret.of('n', 'hunter33')} where id in (${[2, 3]})"))
        })

        then:
        fake.sql().rows([:], text("select id, name from people where extra ? ${'a'} or id = ${2} order by id")) == [[id: 1, name: "O'Hara"], [id: 2, name: 'hunter33']]
    }

    def "a wrong password says what to check and does not show it"() {
        when:
        scope('wrong-hunter').sql().value([:], text('select 1'))

        then:
        def error = thrown(EffectFailed)
        error.message.contains('password authentication failed for user "chat"')
        error.message.contains('Check user: and password: there.')
        !error.message.contains('wrong-hunter')
    }

    private FakeScope scope(String password) {
        new FakeScope().target('db', url: "jdbc:postgresql://127.0.0.1:$port/postgres".toString(), user: 'chat', password: Secret.of('p', password))
    }

    /** The server refuses to run as root. */
    private static List<String> asUser() {
        System.getProperty('user.name') == 'root' ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', 'env', 'LC_ALL=C'] : ['env', 'LC_ALL=C']
    }

    private static void run(List<String> command) {
        def process = new ProcessBuilder(command).redirectErrorStream(true).directory(new File('/')).start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: said
    }
}
