package dev.runbook.lab

import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.hipchat.Machines
import dev.runbook.lab.hipchat.Sizes
import dev.runbook.lab.server.HostFolder
import dev.runbook.lab.server.PostgresCluster
import dev.runbook.lab.server.SqlScript
import java.nio.file.Files
import java.nio.file.Path

/** One laboratory for all specs of this module: starting it takes longer than most of them. */
class SharedLab {
    /** The steps that make an archive, and those that bring it in: all that a trap behind them needs. */
    static final List<String> EXPORT = ['census of the old server', 'a folder for this run', 'export', 'the archive']
    static final List<String> IMPORT = EXPORT + ['carry the archive through this machine', 'import']
    static final String PASSPHRASE = 'it\'s a "secret" phrase'

    private static HipChatSite site
    private static Path folder
    private static Map<Path, byte[]> attachments = [:]

    static synchronized HipChatSite get() {
        if (site == null) {
            folder = Files.createTempDirectory('lab spec ')
            site = HipChatSite.start(folder, Sizes.parse([chatEvery: '0']), {})
            store().toFile().eachFileRecurse(groovy.io.FileType.FILES) { attachments[it.toPath()] = it.bytes }
            Runtime.runtime.addShutdownHook(new Thread({
                site.close()
                folder.toFile().deleteDir()
            }))
        }
        site
    }

    /** Both machines as they were before any move. */
    static HipChatSite fresh() {
        def site = get()
        def destination = site.destination().folder()
        attachments.each { file, bytes -> if (!Files.exists(file)) Files.write(file, bytes) }
        execute(site.oldDatabase(), "delete from messages where body = 'still here'")
        run(site.source().folder(), 'rm -rf carrier/*')
        run(destination, 'rm -rf carrier/* opt hipchat/run')
        Machines.unlimited(site.source().folder())
        execute(site.newDatabase(), "drop schema public cascade; create schema public")
        site.newDatabase().connect().withCloseable { SqlScript.run(it, HipChatSite, 'destination.sql', [:]) }
        redis('DEL messages:total')
        site.names().lead('chat.example.com', '192.0.2.1')
        site.source().folder().write('hipchat/version', "${Machines.OLD_RELEASE}\n")
        [destination, node2()].each { node ->
            node.write('hipchat/version', "${Machines.NEW_RELEASE}\n")
            Machines.node(node)
            run(node, '[ -L file_share ] || rm -rf file_share')
            Machines.share(node, destination.root().resolve(Machines.FILE_SHARE))
        }
        site
    }

    static HostFolder node2() {
        site.secondNode().folder()
    }

    /** The runbook, with less to wait for. */
    static Rehearsal rehearsal(dev.runbook.engine.spi.Laboratory.Started site, Path folder) {
        new Rehearsal(site, folder, 'hipchat-to-datacenter').with('quiet', '50ms').replacing("every: '2s', holding", "every: '20ms', holding")
    }

    private static Path store() {
        site.source().folder().root().resolve(Machines.FILE_STORE)
    }

    static String redis(String command) {
        new Socket('127.0.0.1', site.redis().port()).withCloseable { socket ->
            socket.outputStream << "AUTH ${site.redis().password()}\r\n$command\r\nQUIT\r\n"
            socket.inputStream.newReader().readLines().join(' ')
        }
    }

    static int http(String path) {
        new Socket('127.0.0.1', site.web().port).withCloseable { socket ->
            socket.outputStream << "GET $path HTTP/1.1\r\nHost: chat.example.com\r\nConnection: close\r\n\r\n"
            socket.inputStream.newReader().readLine().split(' ')[1] as int
        }
    }

    /** Whom the new server's search finds. */
    static List<String> search(String part) {
        new groovy.json.JsonSlurper().parse(site.web().resolve("/search?name=$part").toURL()) as List
    }

    /** Messages by monthly table, of one kind: {@code muc} or {@code private}. */
    static Map<String, Long> counts(String kind) {
        def tables = rows(site.newDatabase(), "select table_name from information_schema.tables where table_name like '$kind-%'")*.table_name
        tables.collectEntries { [it, value(site.newDatabase(), "select count(*) from \"$it\"")] }
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

    static Object value(PostgresCluster database, String query) {
        rows(database, query)[0].values()[0]
    }

    static void execute(PostgresCluster database, String statement) {
        database.connect().withCloseable { it.createStatement().execute(statement) }
    }

    /** Whom the new server knows. */
    static List<String> users() {
        rows(site.newDatabase(), 'select email from users order by id')*.email
    }

    /** The new server has users who work with it. */
    static void inUse() {
        execute(site.newDatabase(), "insert into users select i, 'precious' || i || '@example.com', '', '', '', '', 'user', false, now() from generate_series(2, 5) i")
    }
}
