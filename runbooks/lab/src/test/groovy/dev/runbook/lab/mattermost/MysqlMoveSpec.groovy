package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.product.MigrationAssist
import dev.runbook.lab.mattermost.product.PgLoader
import dev.runbook.lab.server.JavaProgram
import dev.runbook.lab.server.MariadbServer
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** From MySQL: a real MariaDB with Bitnami's lower-case tables. Needs mariadb-server, its client tools and pg_dump; skipped without them, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealTools.here('mariadbd') && RealTools.here('mariadb-dump') && RealTools.here('pg_dump') })
class MysqlMoveSpec extends Specification {
    static final READY = 'MySQL is ready for PostgreSQL'
    static final String[] VERSION = ['both servers say the same version']
    /** What the README has run again after a pgloader that died. */
    static final String[] AGAIN = ['empty the new database', 'the new schema', 'load']

    @Shared
    @TempDir
    Path servers
    @Shared
    @AutoCleanup
    OldMysql old
    @TempDir
    Path folder
    MattermostSite site

    def setupSpec() {
        old = new OldMysql(servers.resolve('old'))
    }

    def setup() {
        old.neverLoaded()
        site = SharedMattermost.fresh()
        changed()
        old.runs()
    }

    def cleanup() {
        old.leaves()
    }

    def 'from Bitnami to a MySQL that tells cases apart, the configuration stored in it: tables get the spelling of the new installation, and people get in'() {
        given:
        def fresh = mysqlDestination()
        old.stored()

        when:
        def end = old.toMysql(fresh, folder).with('configuration', 'database').run()

        then:
        end.why() == null
        end.outcome() == 'done'
        value(fresh, "select json_value(Value, '\$.SqlSettings.DataSource') from Configurations where Active") == OldMysql.dsn(fresh)
        tables(fresh).containsAll(['Users', 'Posts', 'FileInfo'])
        tables(fresh)*.toLowerCase().unique().size() == tables(fresh).size()
        newServer() == [ping: 200, login: 200]

        cleanup:
        fresh?.close()
    }

    def 'without it a second set of tables is made: the ping says OK over an empty system, which the probes see'() {
        given:
        def fresh = mysqlDestination()

        when:
        def end = night(old.toMysql(fresh, folder)).without('tables as Mattermost spells them').run()

        then:
        end.path() == 'it is the old server on a new machine'
        tables(fresh).containsAll(['users', 'Users'])
        newServer() == [ping: 200, login: 401]

        cleanup:
        fresh?.close()
    }

    def 'from MySQL to PostgreSQL: everything arrives, the stored configuration in a file, and no search_path stays behind'() {
        given:
        tools()
        def socket = site.source().folder().path('mattermost_local.socket').toString()
        old.stored(socket)

        when:
        def end = old.toPostgres(folder).with('configuration', 'database').with('socket', socket).run()

        then:
        end.why() == null
        end.outcome() == 'done'
        config().SqlSettings == [DriverName: 'postgres', DataSource: MattermostSite.dataSource(site.newDatabase()), AtRestEncryptKey: 'key-in-mysql']
        !data(false).resolve('../config').toFile().list().any { it.startsWith('config-of-') }
        Files.readString(data().resolve('../config/saml-idp.pem')) == 'in mysql'
        newServer() == [ping: 200, login: 200]
        SharedLab.rows(site.newDatabase(), 'select 1 from pg_indexes where indexname = \'idx_posts_message_txt\'').size() == 1
        SharedLab.rows(site.newDatabase(), 'select setconfig from pg_db_role_setting where setrole = 0').isEmpty()
    }

    def 'what PostgreSQL would not take is found before the outage, and without looking it stops the load in it'() {
        given:
        tools()
        old.execute('alter table LinkMetadata modify URL text', "update LinkMetadata set URL = repeat('x', 2049)", "update Posts set Props = '{\"x\": \"\\\\u0000\"}' order by Id limit 1")

        when:
        def found = old.toPostgres(folder).only(['both servers say the same version', READY]).run()

        then:
        found.path() == READY
        found.why().contains('LinkMetadata.URL; run again with --fix-varchar')
        found.why().contains('Posts.Props; run again with --fix-unicode')

        when:
        def move = night(old.toPostgres(folder), *VERSION)
        def end = move.run()

        then:
        end.path() == 'load'
        end.why().contains('value too long for type character varying(2048)')
        !running(site.source())

        when:
        old.execute("update LinkMetadata set URL = 'short'")
        end = move.resume(*AGAIN)

        then:
        end.path() == 'load'
        end.why().contains('unsupported Unicode escape sequence')

        cleanup:
        old.execute("update Posts set Props = '{}'", "update LinkMetadata set URL = 'short'")
    }

    def 'a pgloader that died half-way, with status 0, is told at once; what it leaves goes before it runs again, and while that is there it never loads'() {
        given:
        tools('-Dpgloader.dies=Posts')
        def halfLoaded = "        halfLoadedGoes()\n"
        def leadsThere = "    sql('destination').execute(\"alter database \${ident(params.databaseName)} reset search_path\")\n    sql('destination').execute(\"drop schema"
        def move = night(old.toPostgres(folder), *VERSION).stoppingBefore("if (params.configuration == 'file' ||")

        when:
        def end = move.run()

        then:
        end.path() == 'load'
        end.why().contains('Total import time')
        schemas().contains(old.server.name()) && !schemas().contains('public')

        when: 'what is half loaded stays'
        tools()
        end = move.replacing(halfLoaded, "        note 'careless'\n").resume(*AGAIN)

        then:
        end.path().endsWith('empty the new database')
        end.why().contains("there is no schema 'public'")

        when: 'it goes, but every session is led to where it was'
        end = move.replacing("        note 'careless'\n", halfLoaded).replacing(leadsThere, "    sql('destination').execute(\"drop schema").resume(*AGAIN)

        then:
        end.path().endsWith('the new schema')

        when: 'as the README says'
        end = move.replacing("    sql('destination').execute(\"drop schema", leadsThere).resume(*AGAIN)

        then:
        end.path() == 'stops here'
        schemas().contains('public') && !schemas().contains(old.server.name())
    }

    def 'a pgloader that is too old says so, with status 0, and the step fails; else only the count finds that nothing came'() {
        given:
        tools()
        site.destination().folder().script('bin/pgloader', '#!/bin/sh\necho "76 fell through ECASE expression."\n')
        def patterns = 'success: ~/Total import time/, failure: ~/FATAL|fell through ECASE|KABOOM/, '
        def move = night(old.toPostgres(folder), *VERSION)

        when:
        def end = move.run()

        then:
        end.path() == 'load'
        end.why().contains('fell through ECASE')

        when:
        end = move.replacing(patterns, '').resume('load')

        then:
        end.path() == 'everything arrived'
    }

    def 'without their steps the product runs, but every other role sees no tables, and the certificates of SAML are gone'() {
        given:
        tools()
        def socket = site.source().folder().path('mattermost_local.socket').toString()
        old.stored(socket)

        when:
        def end = night(old.toPostgres(folder).replacing("        carryCertificates()\n    }\n}\n", "    }\n}\n"), *VERSION, 'the stored configuration into files')
            .with('configuration', 'database').with('socket', socket).without('pgloader leaves nothing behind').run()

        then:
        end.why() == null
        newServer() == [ping: 200, login: 200]
        !Files.exists(data().resolve('../config/saml-idp.pem'))

        when:
        site.newDatabase().superuser().withCloseable { it.createStatement().executeQuery('select count(*) from users') }

        then:
        thrown(java.sql.SQLException)
    }

    private static String value(MariadbServer server, String query) {
        server.connect().withCloseable { connection ->
            def row = connection.createStatement().executeQuery(query)
            row.next()
            row.getString(1)
        }
    }

    /** A stock installation on a MySQL that tells upper and lower case apart. */
    private MariadbServer mysqlDestination() {
        def fresh = MariadbServer.start(folder.resolve('new-server'), 'spec', false, 'mattermost', 'mmuser', 'password-of-mmuser')
        Machines.config(site.destination().folder(), OldMysql.dsn(fresh), '', 'of-the-new-server')
        assert SharedLab.run(site.destination().folder(), 'systemctl restart mattermost').text == ''
        fresh
    }

    private void tools(String... pgloader) {
        site.destination().folder().script('bin/migration-assist', JavaProgram.script(MigrationAssist))
        site.destination().folder().script('bin/pgloader', JavaProgram.script(PgLoader, pgloader))
    }

    private List<String> schemas() {
        SharedLab.rows(site.newDatabase(), "select nspname as name from pg_namespace where nspname !~ '^pg_'")*.name
    }

    private static List<String> tables(MariadbServer server) {
        server.connect().withCloseable { connection ->
            def rows = connection.createStatement().executeQuery('select table_name from information_schema.tables where table_schema = database()')
            def names = []
            while (rows.next()) {
                names << rows.getString(1)
            }
            names
        }
    }
}
