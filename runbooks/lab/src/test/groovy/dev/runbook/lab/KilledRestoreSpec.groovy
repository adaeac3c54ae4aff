package dev.runbook.lab

import dev.runbook.lab.mattermost.SharedMattermost
import dev.runbook.lab.server.PostgresCluster
import java.nio.file.Files
import java.nio.file.Path
import java.sql.Connection
import java.sql.DriverManager
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** The engine is a process of its own here, and dies in the middle of a dump and of a restore. Needs PostgreSQL's client tools; skipped without them, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealTools.here('pg_dump') })
class KilledRestoreSpec extends Specification {
    @TempDir
    Path folder

    PostgresCluster server = SharedMattermost.get().newDatabase()
    def soon = new PollingConditions(timeout: 60, delay: 0.05)
    List<Process> engines = []

    def setup() {
        at('postgres', 'drop database if exists killed_from', 'drop database if exists killed_to', 'create database killed_from owner mmuser', 'create database killed_to owner mmuser')
        at('killed_from', 'create table messages as select n as id, md5(n::text) as body from generate_series(1, 20000) n', 'create index on messages (body)', 'alter table messages owner to mmuser')
        // Restoring waits at its index, when the rows are there already.
        at('killed_to', 'create function waits() returns event_trigger language plpgsql as $$ begin perform pg_advisory_lock(7); end $$',
            "create event trigger waits on ddl_command_end when tag in ('CREATE INDEX') execute function waits()")
        Files.writeString(folder.resolve('runbook.groovy'), """
            targets { host 'here'; database 'source', access: 'read'; database 'destination' }
            step('dump') { onHost('here') { postgres('source').dump('messages.dump', tools: '${tools()}') } }
            step('restore') { onHost('here') { postgres('destination').restore('messages.dump', together: false) } }
            step('same') { verifySame('tables', postgres('source').census().tables, postgres('destination').census().tables) }
            """)
        Files.writeString(folder.resolve('password'), server.password())
        def database = { name -> "{ url: \"${server.url().replace('/mattermost', "/$name")}\", user: mmuser, password: { file: ${folder.resolve('password')} } }" }
        Files.writeString(folder.resolve('inventory.yaml'), """
            environments:
              lab:
                hosts: { here: { transport: local, dir: $folder } }
                databases:
                  source: ${database('killed_from')}
                  destination: ${database('killed_to')}
            """.stripIndent())
    }

    def cleanup() {
        engines*.destroyForcibly()
    }

    def 'an engine that is killed in the middle of a dump and of a restore finds both again, and nothing happens twice'() {
        given:
        def lock = connect('killed_to')
        lock.createStatement().execute('select pg_advisory_lock(7)')

        when: 'the dump has begun'
        def first = engine('run', folder.toString(), '--env', 'lab')
        soon.eventually { assert Files.exists(folder.resolve('dumping')) }
        first.destroyForcibly().waitFor()

        then: 'it has not its name yet'
        !Files.exists(folder.resolve('messages.dump'))

        when: 'it may end, and the restore has its rows'
        Files.createFile(folder.resolve('go'))
        def second = engine('resume')
        soon.eventually { assert waiting() == 1 }
        second.destroyForcibly().waitFor()

        then: 'it goes on without the engine'
        waiting() == 1

        when:
        lock.close()
        def third = engine('resume')
        def status = third.waitFor()

        then:
        status == 0
        said().contains('same')
        folder.resolve('dumping').toFile().readLines() == ['dumped']

        cleanup:
        lock.close()
    }

    /** A pg_dump that is slow to end, beside the machine's own other tools. */
    private Path tools() {
        def tools = Files.createDirectory(folder.resolve('tools'))
        ['pg_restore', 'psql'].each { script(tools.resolve(it), "exec ${path(it)} \"\$@\"") }
        script(tools.resolve('pg_dump'), """case "\$*" in *--version*) exec ${path('pg_dump')} --version ;; esac
            ${path('pg_dump')} "\$@" || exit
            echo dumped >>'${folder.resolve('dumping')}'
            until [ -e '${folder.resolve('go')}' ]; do sleep 0.05; done""")
        tools
    }

    private static void script(Path file, String text) {
        Files.writeString(file, "#!/bin/sh\n$text\n")
        file.toFile().executable = true
    }

    private static String path(String tool) {
        System.getenv('PATH').tokenize(':').collect { new File(it, tool) }.find { it.canExecute() }
    }

    private Process engine(String... words) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def command = [java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', System.getProperty('java.class.path'), 'dev.runbook.cli.Main'] + words.toList() +
            ['--state', folder.resolve('state').toString(), '--no-input']
        def process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve('said').toFile())).start()
        engines << process
        process
    }

    private String said() {
        Files.readString(folder.resolve('said'))
    }

    private int waiting() {
        connect('postgres').withCloseable {
            def row = it.createStatement().executeQuery("select count(*) from pg_stat_activity where datname = 'killed_to' and wait_event = 'advisory'")
            row.next()
            row.getInt(1)
        }
    }

    private Connection connect(String database) {
        DriverManager.getConnection(server.url().replace('/mattermost', "/$database"), 'postgres', '')
    }

    private void at(String database, String... statements) {
        connect(database).withCloseable { connection -> statements.each { connection.createStatement().execute(it) } }
    }
}
