package dev.runbook.plugins.postgres

import static dev.runbook.plugins.postgres.Mariadb.TARGETS

import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/** A real MariaDB; its dump and restore need the client tools, and are skipped without them unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
class MysqlSpec extends Specification {
    @TempDir
    Path folder

    def mariadb = Mariadb.get()
    Rehearsal rehearsal

    def setup() {
        rehearsal = mariadb.databases(folder)
        mariadb.execute('old', "create table Posts(id int primary key auto_increment, message text, score double, at datetime(3), bytes blob, ok boolean)",
            "insert into Posts values (1, 'plain', 0.1, '2018-08-08 14:23:54.626', x'00ff27', true), (2, null, null, null, null, null), (30, 'it''s \\\\ ü', 1e10, null, '', false)",
            "create table `o'ne`(`a b` varchar(10))", "create definer = root@localhost view seen as select id from Posts",
            "create table people(id int)", "create definer = root@localhost trigger tr before insert on people for each row set new.id = new.id + 1")
    }

    def "tables are found in the catalogue, counted and hashed, in any order of rows"() {
        given:
        mariadb.execute('new', 'create table Posts(score double, id int, message text character set utf8mb4, at datetime(3), bytes blob, ok boolean)',
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

    @Requires({ Mariadb.tools() })
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

    @Requires({ Mariadb.tools() })
    def "it is copied without a file between the databases, and one that is not empty is refused"() {
        when:
        def end = rehearsal.run TARGETS + '''
            step('copy') { onHost('here') { mysql('source').copyTo('destination') } }
            step('same') { verifySame('all', mysql('source').census(), mysql('destination').census()) }
            step('again') { onHost('here') { mysql('source').copyTo('destination') } }
        '''

        then:
        end.path() == 'again'
        end.why().contains('the database is not empty: it has 4 tables')
        end.why().contains('Wipe it first, with mysql(NAME).wipe()')
        rehearsal.result('copy').tables == 3
        folder.toFile().list() as Set == ['test.groovy', 'jobs'] as Set
        !rehearsal.everything().contains('hunter22')
    }

    @Requires({ Mariadb.tools() })
    def "a copy whose dump fails says that it is not whole"() {
        given: 'a view of a table that is gone, after the tables'
        mariadb.execute('old', 'create table gone(id int)', 'create view broken as select * from gone', 'drop table gone')

        when:
        def end = rehearsal.run TARGETS + "step('copy') { onHost('here') { mysql('source').copyTo('destination') } }"

        then:
        end.outcome() == 'failed'
        end.why().contains('the dump failed: what was restored is not whole. Wipe it before another attempt')
    }

    def "what a database is can be asked"() {
        when:
        def end = rehearsal.run TARGETS + "step('facts') { mysql('source').facts() }"

        then:
        end.why() == null
        with(rehearsal.result('facts')) {
            product == 'MariaDB'
            version ==~ /\d+\.\d+\.\d+/
            version.startsWith(major + '.')
            name == 'old'
            characterSet == 'latin1'
            lowerCaseTableNames == 0
            !readOnly
            bytes > 0
            sessions == []
        }
    }

    def "databases that do not fit are told apart before anything is moved"() {
        given:
        mariadb.execute('', 'create database other character set utf8mb4 collate utf8mb4_bin')
        def fit = { options -> TARGETS + "step('fit') { mysql('source').verifyFits('destination'$options) }" }

        when:
        def end = rehearsal.run fit('')

        then:
        end.why().contains("database 'source' does not fit into database 'destination'")
        end.why().contains('character set of new tables: latin1 → utf8mb4')
        !end.why().contains('product')

        and: 'which may be borne'
        mariadb.rehearsal(folder).run(fit(", locale: 'any'")).why() == null

        and: 'two names of one database may not'
        mariadb.rehearsal(folder, 'old').run(fit(", locale: 'any'")).why().contains('are one and the same database')

        cleanup:
        mariadb.execute('', 'drop database other')
    }

    def "a dry run shows every word and touches nothing"() {
        when:
        def failures = rehearsal.dry TARGETS + '''
            destructive('wipe', type: 'new') { mysql('destination').wipe() }
            step('fit') { mysql('source').verifyFits('destination') }
            step('facts') { mysql('source').facts().bytes }
            step('census') { mysql('source').census(exclude: 'people').tables }
            step('dump') { onHost('here') { mysql('source').dump('chat.sql') } }
            step('restore') { onHost('here') { mysql('destination').restore('chat.sql', at: '/run/s') } }
            step('copy') { onHost('here') { mysql('source').copyTo('destination') } }
        '''
        def effects = rehearsal.effects()

        then:
        failures == 0
        effects[0..3] == [
            'mysql.wipe destination: drop database new with everything in it and create it again, empty',
            "mysql.verifyFits source: fits into database 'destination'",
            'mysql.facts source: product, version, character set, size, sessions',
            'mysql.census source: every table: count and content hash, without people']
        effects[4] == "mysql.dump source: the server, and its client tools on host 'here'"
        effects[5].contains("MYSQL_PWD=•••• \$rb_dump --protocol=tcp --host=localhost --port=${mariadb.port} --user=root --single-transaction")
        effects[7].contains('$rb_client --socket=/run/s --user=root --default-character-set=utf8mb4 new <"$p"')
        effects[9].contains('--user=root --single-transaction') && effects[9].contains(' old && echo whole')
        !rehearsal.everything().contains('hunter22')
    }

    def "the check knows what each word does to which database: #script"() {
        expect:
        rehearsal.check(TARGETS + script) == problems

        where:
        script                                                                    | problems
        "step('x') { mysql('destination').wipe() }"                                | ["'mysql(…).wipe' belongs in destructive(NAME, type: …) { }"]
        "destructive('x', type: 'y') { mysql('source').wipe() }"                   | ["'mysql(…).wipe' writes, and targets declares database 'source' with access: 'read'"]
        "step('x') { onHost('here') { mysql('destination').copyTo('source') } }"   | ["'mysql(…).copyTo' writes, and targets declares database 'source' with access: 'read'"]
        "step('x') { mysql('source').copyTo('destination') }"                      | ["'mysql(…).copyTo' belongs inside onHost('…') { }"]
    }
}
