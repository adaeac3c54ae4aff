package dev.runbook.lab

import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.hipchat.Sizes
import dev.runbook.lab.server.HostFolder
import dev.runbook.lab.server.PostgresCluster
import java.nio.file.Files
import java.nio.file.Path

/** One laboratory for all specs of this module: starting it takes longer than most of them. */
class SharedLab {
    static final String PASSPHRASE = 'it\'s a "secret" phrase'

    private static HipChatSite site
    private static Path folder

    static synchronized HipChatSite get() {
        if (site == null) {
            folder = Files.createTempDirectory('lab spec ')
            site = HipChatSite.start(folder, Sizes.parse([chatEvery: '0']), {})
            Runtime.runtime.addShutdownHook(new Thread({
                site.close()
                folder.toFile().deleteDir()
            }))
        }
        site
    }

    /** Runs a command on a machine of the laboratory, without SSH; gives what it printed and its status. */
    static Map run(HostFolder host, String line, Map<String, String> env = [:]) {
        def builder = host.command(line).redirectErrorStream(true)
        builder.environment().putAll(env)
        def process = builder.start()
        process.outputStream.close()
        def text = process.inputStream.getText('UTF-8')
        [text: text, lines: text.readLines(), status: process.waitFor()]
    }

    static List<Map<String, Object>> rows(PostgresCluster database, String query) {
        new Closer(database).rows(query)
    }

    static Object value(PostgresCluster database, String query) {
        rows(database, query)[0].values()[0]
    }

    static void execute(PostgresCluster database, String statement) {
        database.connect().withCloseable { it.createStatement().execute(statement) }
    }

    private static class Closer {
        private final PostgresCluster database

        Closer(PostgresCluster database) {
            this.database = database
        }

        List<Map<String, Object>> rows(String query) {
            database.connect().withCloseable { connection ->
                def result = connection.createStatement().executeQuery(query)
                def columns = (1..result.metaData.columnCount).collect { result.metaData.getColumnLabel(it) }
                def rows = []
                while (result.next()) {
                    rows << columns.collectEntries { [it, result.getObject(it)] }
                }
                rows
            }
        }
    }
}
