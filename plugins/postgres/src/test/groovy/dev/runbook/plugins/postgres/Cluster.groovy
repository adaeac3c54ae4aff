package dev.runbook.plugins.postgres

import java.nio.file.Files
import java.nio.file.Path
import java.sql.Connection
import java.sql.DriverManager
import java.util.concurrent.TimeUnit

/** A PostgreSQL server of Debian's own, with passwords, for all specifications of this module; it refuses to run as root, so somebody else runs it then. */
class Cluster {
    static final String PASSWORD = "hunter22 'x' \$y"

    final int port = new ServerSocket(0).withCloseable { it.localPort }
    private final Path folder = Files.createTempDirectory('runbook-cluster')
    private final Process server

    static File bin() {
        def debian = new File('/usr/lib/postgresql').listFiles()?.toList()?.sort()?.reverse()?.collect { new File(it, 'bin') } ?: []
        debian.find { new File(it, 'initdb').canExecute() && new File(it, 'postgres').canExecute() && new File(it, 'pg_dump').canExecute() }
    }

    static boolean there() {
        bin() || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
    }

    Cluster() {
        assert bin(): 'RUNBOOK_REQUIRE_REAL_TOOLS=1, but PostgreSQL and its client tools are not installed: apt-get install postgresql postgresql-client'
        def password = folder.resolve('password')
        password.toFile().text = PASSWORD
        if (System.getProperty('user.name') == 'root') {
            command(['chown', '-R', 'nobody', folder.toString()])
        }
        command(asUser() + [new File(bin(), 'initdb').path, '-D', "$folder/data".toString(), '-U', 'chat', '-A', 'scram-sha-256', '--pwfile', password.toString(), '-N', '-E', 'UTF8', '--locale=C'])
        server = new ProcessBuilder(asUser() + [new File(bin(), 'postgres').path, '-D', "$folder/data".toString(), '-p', port as String, '-F',
                                                '-c', 'listen_addresses=127.0.0.1', '-c', 'full_page_writes=off', '-k', folder.toString()])
            .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve('log').toFile()).start()
        addShutdownHook { close() }
        def end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (!new File("$folder/data/postmaster.pid").with { it.exists() && it.text.contains('ready') }) {
            assert server.alive && System.nanoTime() < end: folder.resolve('log').toFile().text
            Thread.onSpinWait()
        }
    }

    String url(String database) {
        "jdbc:postgresql://127.0.0.1:$port/${URLEncoder.encode(database, 'UTF-8').replace('+', '%20')}"
    }

    Connection connect(String database) {
        DriverManager.getConnection(url(database), 'chat', PASSWORD)
    }

    /** Statements as the owner of everything. */
    void execute(String database, String... statements) {
        connect(database).withCloseable { connection ->
            connection.createStatement().withCloseable { statement -> statements.each { statement.execute(it) } }
        }
    }

    Object value(String database, String query) {
        connect(database).withCloseable { connection ->
            def rows = connection.createStatement().executeQuery(query)
            rows.next()
            rows.getObject(1)
        }
    }

    void close() {
        server.destroy()
        server.waitFor(10, TimeUnit.SECONDS)
        folder.toFile().deleteDir()
    }

    private static List<String> asUser() {
        System.getProperty('user.name') == 'root' ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', 'env', 'LC_ALL=C'] : ['env', 'LC_ALL=C']
    }

    private static void command(List<String> command) {
        def process = new ProcessBuilder(command).redirectErrorStream(true).directory(new File('/')).start()
        def said = process.inputStream.text
        assert process.waitFor() == 0: said
    }
}
