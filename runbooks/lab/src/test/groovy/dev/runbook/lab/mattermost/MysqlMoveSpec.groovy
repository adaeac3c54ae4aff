package dev.runbook.lab.mattermost

import static dev.runbook.lab.mattermost.SharedMattermost.*

import dev.runbook.lab.RealTools
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.mmctl.Door
import dev.runbook.lab.mattermost.product.*
import dev.runbook.lab.server.JavaProgram
import dev.runbook.lab.server.MariadbServer
import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** From MySQL: a real MariaDB with Bitnami's lower-case tables. Needs mariadb-server, its client tools and pg_dump; skipped without them, unless RUNBOOK_REQUIRE_REAL_TOOLS=1. */
@Requires({ RealTools.here('mariadbd') && RealTools.here('mariadb-dump') && RealTools.here('pg_dump') })
class MysqlMoveSpec extends Specification {
    @Shared
    @TempDir
    Path servers
    @Shared
    MariadbServer old
    @Shared
    Door mmctl
    @TempDir
    Path folder
    MattermostSite site

    def setupSpec() {
        mmctl = Door.open(SharedMattermost.get().source().folder(), Release.RUNNING.version())
        SharedMattermost.get().source().folder().script('opt/mattermost/bin/mmctl', '#!/bin/sh\nexec mmctl "$@"\n')
        old = MariadbServer.start(servers.resolve('old'), 'spec', true, 'bitnami_mattermost', 'bn', 'password-of-mysql')
        old.connect().withCloseable {
            new Schema(it).upTo(Release.RUNNING.schema())
            new SourceData(Sizes.parse([posts: '120', files: '6']), servers.resolve('data again'), it).fill()
        }
    }

    def setup() {
        site = SharedMattermost.fresh()
        changed()
        runsOn(site.source().folder(), dsn(old))
    }

    def cleanup() {
        mysql('delete from Configurations')
        runsOn(site.source().folder(), MattermostSite.dataSource(site.oldDatabase()))
    }

    def cleanupSpec() {
        mmctl?.close()
        old?.close()
    }

    def 'from Bitnami to a MySQL that tells cases apart, the configuration stored in it: tables get the spelling of the new installation, and people get in'() {
        given:
        def fresh = mysqlDestination()
        stored('')

        when:
        def end = bitnami(fresh).with('configuration', 'database').run()

        then:
        end.why() == null
        end.outcome() == 'done'
        value(fresh, "select json_value(Value, '\$.SqlSettings.DataSource') from Configurations where Active") == dsn(fresh)
        tables(fresh).containsAll(['Users', 'Posts', 'FileInfo'])
        tables(fresh)*.toLowerCase().unique().size() == tables(fresh).size()
        newServer() == [ping: 200, login: 200]

        cleanup:
        fresh?.close()
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without it a second set of tables is made: the ping says OK over an empty system, which the probes see'() {
        given:
        def fresh = mysqlDestination()

        when:
        def end = bitnami(fresh).without('tables as Mattermost spells them').run()

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
        stored(socket)

        when:
        def end = toPostgres().with('configuration', 'database').with('socket', socket).run()

        then:
        end.why() == null
        end.outcome() == 'done'
        config().SqlSettings == [DriverName: 'postgres', DataSource: MattermostSite.dataSource(site.newDatabase()), AtRestEncryptKey: 'key-in-mysql']
        !data(false).resolve('../config').toFile().list().any { it.startsWith('config-of-') }
        newServer() == [ping: 200, login: 200]
        SharedLab.rows(site.newDatabase(), 'select 1 from pg_indexes where indexname = \'idx_posts_message_txt\'').size() == 1
        SharedLab.rows(site.newDatabase(), 'select setconfig from pg_db_role_setting where setrole = 0').isEmpty()
    }

    def 'what PostgreSQL would not take is found before the outage, and without looking it stops the load in it'() {
        given:
        tools()
        mysql("update Posts set Props = '{\"x\": \"\\\\u0000\"}' order by Id limit 1")

        expect:
        toPostgres().run().why().contains('run again with --fix-unicode')
        running(site.source())

        when:
        def end = toPostgres().without('MySQL is ready for PostgreSQL').run()

        then:
        end.path() == 'load'
        !running(site.source())

        cleanup:
        mysql("update Posts set Props = '{}'")
        mysqlsNameGoes()
    }

    @Requires({ Boolean.getBoolean('runbook.thorough') })
    def 'without that step the product runs, and every other role sees no tables'() {
        given:
        tools()

        when:
        def end = toPostgres().without('pgloader leaves nothing behind').run()

        then:
        end.why() == null
        newServer() == [ping: 200, login: 200]

        when:
        site.newDatabase().superuser().withCloseable { it.createStatement().executeQuery('select count(*) from users') }

        then:
        thrown(java.sql.SQLException)

        cleanup:
        site.newDatabase().superuser().withCloseable { it.createStatement().execute('alter database mattermost reset search_path') }
    }

    /** As {@code mattermost config migrate} leaves it. */
    private void stored(String socket) {
        def text = config(false)
        text.SqlSettings = [DriverName: 'mysql', DataSource: dsn(old), AtRestEncryptKey: 'key-in-mysql']
        text.ServiceSettings += socket ? [EnableLocalMode: true, LocalModeSocketLocation: socket] : [:]
        mysql('delete from Configurations', "insert into Configurations values ('now', '${JsonOutput.toJson(text)}', 2, true)")
        Machines.secret(site.source().folder(), Machines.ENVIRONMENT, "MM_CONFIG=mysql://${dsn(old)}\nMM_TEAMSETTINGS_SITENAME=Laboratory\n")
        assert SharedLab.run(site.source().folder(), 'systemctl restart mattermost').text == ''
    }

    private void mysql(String... statements) {
        old.connect().withCloseable { connection -> statements.each { connection.createStatement().execute(it) } }
    }

    private static String value(MariadbServer server, String query) {
        server.connect().withCloseable { connection ->
            def row = connection.createStatement().executeQuery(query)
            row.next()
            row.getString(1)
        }
    }

    /** What a load that died leaves behind. */
    private void mysqlsNameGoes() {
        site.newDatabase().superuser().withCloseable {
            it.createStatement().execute("drop schema if exists ${old.name()} cascade; alter database mattermost reset search_path")
        }
    }

    private dev.runbook.lab.Rehearsal bitnami(MariadbServer fresh) {
        SharedMattermost.rehearsal(folder) {
            databases(it, fresh.url(), fresh.user(), fresh.password())
        }.with('database', 'mysql').with('dataSourceAddress', "127.0.0.1:${fresh.port()}".toString()).with('dataSourceOptions', 'charset=utf8mb4,utf8')
    }

    private dev.runbook.lab.Rehearsal toPostgres() {
        SharedMattermost.rehearsal(folder) {
            databases(it, site.newDatabase().url(), 'mmuser', site.newDatabase().password()) + "      mysqlPassword: { file: ${folder.resolve('old')} }\n"
        }.with('database', 'mysql-to-postgresql').with('mysqlFromDestination', "127.0.0.1:${old.port()}".toString()).with('mysqlUser', old.user()).with('mysqlName', old.name())
    }

    private String databases(String inventory, String url, String user, String password) {
        Files.writeString(folder.resolve('old'), old.password())
        Files.writeString(folder.resolve('new'), password)
        inventory.replaceFirst(/(?m)^( +source: +)\{ url:.*$/, "\$1{ url: \"${old.url()}\", user: ${old.user()}, password: { file: ${folder.resolve('old')} }, via: source }")
            .replaceFirst(/(?m)^( +destination: +)\{ url:.*$/, "\$1{ url: \"$url\", user: $user, password: { file: ${folder.resolve('new')} }, via: destination }")
            .replaceFirst(/(?m)^( +databasePassword: +).*$/, "\$1{ file: ${folder.resolve('new')} }")
    }

    /** A stock installation on a MySQL that tells upper and lower case apart. */
    private MariadbServer mysqlDestination() {
        def fresh = MariadbServer.start(folder.resolve('new-server'), 'spec', false, 'mattermost', 'mmuser', 'password-of-mmuser')
        Machines.config(site.destination().folder(), dsn(fresh), '', 'of-the-new-server')
        assert SharedLab.run(site.destination().folder(), 'systemctl restart mattermost').text == ''
        fresh
    }

    private void tools() {
        [MigrationAssist, PgLoader].each { tool ->
            site.destination().folder().script("bin/${tool == PgLoader ? 'pgloader' : 'migration-assist'}", JavaProgram.script(tool))
        }
    }

    private static void runsOn(host, String dataSource) {
        Machines.secret(host, Machines.ENVIRONMENT, "MM_SQLSETTINGS_DATASOURCE=$dataSource\nMM_SQLSETTINGS_DRIVERNAME=${dataSource.startsWith('postgres') ? 'postgres' : 'mysql'}\nMM_TEAMSETTINGS_SITENAME=Laboratory\n")
        assert SharedLab.run(host, 'systemctl restart mattermost').text == ''
    }

    private static String dsn(MariadbServer server) {
        "${server.user()}:${server.password()}@tcp(127.0.0.1:${server.port()})/${server.name()}?charset=utf8mb4,utf8"
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
