package dev.runbook.lab.mattermost

import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.mattermost.mmctl.Door
import dev.runbook.lab.mattermost.product.Release
import dev.runbook.lab.mattermost.product.Schema
import dev.runbook.lab.server.HostFolder
import dev.runbook.lab.server.MariadbServer
import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path

/** The old server of the shared laboratory on MySQL: a real MariaDB with Bitnami's lower-case tables, and {@code mmctl} beside the program. */
class OldMysql implements AutoCloseable {
    final MariadbServer server
    private final MattermostSite site = SharedMattermost.get()
    private final Door mmctl

    OldMysql(Path folder) {
        mmctl = Door.open(host(), Release.RUNNING.version())
        host().script('opt/mattermost/bin/mmctl', '#!/bin/sh\nexec mmctl "$@"\n')
        server = MariadbServer.start(folder, 'spec', true, 'bitnami_mattermost', 'bn', 'password-of-mysql')
        server.connect().withCloseable {
            new Schema(it).upTo(Release.RUNNING.schema())
            new SourceData(Sizes.parse([posts: '120', files: '6']), folder.resolveSibling('data again'), it).fill()
        }
    }

    private HostFolder host() {
        site.source().folder()
    }

    void execute(String... statements) {
        server.connect().withCloseable { connection -> statements.each { connection.createStatement().execute(it) } }
    }

    void runs() {
        runsOn(dsn(server))
    }

    /** The old server is on PostgreSQL again. */
    void leaves() {
        execute('delete from Configurations', 'delete from ConfigurationFiles')
        runsOn(MattermostSite.dataSource(site.oldDatabase()))
    }

    private void runsOn(String dataSource) {
        restartWith("MM_SQLSETTINGS_DATASOURCE=$dataSource\nMM_SQLSETTINGS_DRIVERNAME=${dataSource.startsWith('postgres') ? 'postgres' : 'mysql'}\n")
    }

    private void restartWith(String lines) {
        Machines.secret(host(), Machines.ENVIRONMENT, "${lines}MM_TEAMSETTINGS_SITENAME=Laboratory\n")
        assert SharedLab.run(host(), 'systemctl restart mattermost').text == ''
    }

    /** Its configuration lies in MySQL, as {@code mattermost config migrate} leaves it, with a certificate. */
    void stored(String socket = '') {
        def text = SharedMattermost.config(false)
        text.SqlSettings = [DriverName: 'mysql', DataSource: dsn(server), AtRestEncryptKey: 'key-in-mysql']
        text.ServiceSettings += socket ? [EnableLocalMode: true, LocalModeSocketLocation: socket] : [:]
        execute("insert into Configurations values ('now', '${JsonOutput.toJson(text)}', 2, true)", "insert into ConfigurationFiles values ('saml-idp.pem', 'in mysql', 1, 1)")
        restartWith("MM_CONFIG=mysql://${dsn(server)}\n")
    }

    /** The new PostgreSQL server, on which no load has left anything. */
    void neverLoaded() {
        site.newDatabase().superuser().withCloseable {
            it.createStatement().execute("drop schema if exists ${server.name()} cascade; alter database mattermost reset search_path; alter role mmuser reset search_path")
        }
    }

    /** The runbook from here to another MySQL. */
    Rehearsal toMysql(MariadbServer fresh, Path folder) {
        SharedMattermost.rehearsal(folder) { inventory(it, folder, fresh.url(), fresh.user(), fresh.password()) }
            .with('database', 'mysql').with('dataSourceAddress', "127.0.0.1:${fresh.port()}".toString()).with('dataSourceOptions', 'charset=utf8mb4,utf8')
    }

    /** The runbook from here to the laboratory's new PostgreSQL. */
    Rehearsal toPostgres(Path folder) {
        def fresh = site.newDatabase()
        SharedMattermost.rehearsal(folder) { inventory(it, folder, fresh.url(), fresh.user(), fresh.password()) + "      mysqlPassword: { file: ${folder.resolve('old')} }\n" }
            .with('database', 'mysql-to-postgresql').with('mysqlFromDestination', "127.0.0.1:${server.port()}".toString()).with('mysqlUser', server.user()).with('mysqlName', server.name())
    }

    private String inventory(String stock, Path folder, String url, String user, String password) {
        Files.writeString(folder.resolve('old'), server.password())
        Files.writeString(folder.resolve('new'), password)
        stock.replaceFirst(/(?m)^( +source: +)\{ url:.*$/, "\$1{ url: \"${server.url()}\", user: ${server.user()}, password: { file: ${folder.resolve('old')} }, via: source }")
            .replaceFirst(/(?m)^( +destination: +)\{ url:.*$/, "\$1{ url: \"$url\", user: $user, password: { file: ${folder.resolve('new')} }, via: destination }")
            .replaceFirst(/(?m)^( +databasePassword: +).*$/, "\$1{ file: ${folder.resolve('new')} }")
    }

    static String dsn(MariadbServer server) {
        "${server.user()}:${server.password()}@tcp(127.0.0.1:${server.port()})/${server.name()}?charset=utf8mb4,utf8"
    }

    @Override
    void close() {
        mmctl.close()
        server.close()
    }
}
