package dev.runbook.lab

import com.sun.net.httpserver.HttpServer
import dev.runbook.dsl.Language
import dev.runbook.dsl.plan.Given
import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.Secret
import dev.runbook.engine.run.*
import dev.runbook.engine.spi.*
import dev.runbook.lab.server.PostgresCluster
import dev.runbook.lab.server.RedisServer
import dev.runbook.testing.SystemsManager
import java.nio.file.Files
import java.nio.file.Path

/** One of each kind of target, and runbooks that are run against them in each backend. What is particular to a machine or a moment is made equal. */
class Stage implements AutoCloseable {
    private final Path folder
    private final PostgresCluster database
    private final RedisServer redis
    private final HttpServer web
    private final SystemsManager amazon = new SystemsManager()
    private final List<PluginWords> plugins = ServiceLoader.load(PluginWords).toList()
    private final List<Transport> transports = ServiceLoader.load(Transport).toList()
    private int hosts

    Stage(Path folder) {
        this.folder = folder
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', 'example')
        database = PostgresCluster.start(folder.resolve('pg'), folder.resolve('binaries'), 'chat', 'pg')
        redis = RedisServer.start(folder.resolve('redis'), 'golden', 'rd')
        web = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
        web.createContext('/page') { exchange ->
            exchange.requestBody.readAllBytes()
            def body = "a page\n".bytes
            exchange.sendResponseHeaders(200, exchange.requestMethod == 'HEAD' ? -1 : body.length)
            exchange.responseBody.withCloseable { if (exchange.requestMethod != 'HEAD') it.write(body) }
        }
        web.start()
    }

    Language language() {
        Language.with(plugins, getClass().classLoader)
    }

    /** What each step did, or would do, by its path: in the order of the paths, since some run at once. */
    Map<String, List<String>> play(Path script, String mode) {
        def shown = [:].withDefault { [] }
        def ledger = new MemoryLedger(Timekeeper.SYSTEM, { Entry entry -> line(entry)?.with { shown[entry.path() ?: 'plan'] << it } })
        def places = [FOLDER: folder.resolve("hosts${hosts++}").toString(), PORT: web.address.port.toString()]
        def inventory = inventory(places.FOLDER)
        def masker = new Masker()
        def environment = Inventory.read(inventory, plugins.collectMany { it.targets() } + dev.runbook.dsl.words.CoreWords.HOST, transports).environment('golden')
        def params = [url: "http://127.0.0.1:${places.PORT}".toString()]
        masker.hide('hidden-token')
        def loaded = language().load(script, given(params))
        def backend = [offline: new OfflineBackend(), probe: new ProbeBackend(Timekeeper.SYSTEM), live: new LiveBackend(Timekeeper.SYSTEM)][mode]
        def setup = new Setup(loaded.plan(), world(loaded, environment, masker, script.parent), ledger, backend, { s, l -> } as Output, people(), new Stop(), Selection.ALL, Decisions.NONE)
        mode == 'live' ? new Runner(setup).start([:]) : new DryRun(setup).run()
        shown.sort().collectEntries { path, lines -> [path, lines.collectMany { settled(it, places).readLines() }] }
    }

    private static String line(Entry entry) {
        switch (entry.kind().name()) {
            case 'EFFECT': return "${entry.data().writes ? '!' : '?'} ${entry.data().target ? entry.data().target + ': ' : ''}${entry.data().kind} ${entry.data().what}" +
                (entry.data().error ? "\n✗ ${entry.data().error}" : '')
            case 'DONE': return entry.data().ends ? "… ${entry.data().ends}" : entry.data().result == null ? null : "= ${entry.data().result}"
            case 'NOTE': return "· ${entry.text('text')}"
            case 'VERIFICATION': return "${entry.data().held ? '✓' : '✗'} ${entry.text('what')}: ${entry.text('evidence')}"
            case 'FAILED': return "✗ ${entry.text('error')}"
            case ['OUTAGE_BEGAN', 'OUTAGE_ENDED', 'CONSENTED', 'SKIPPED', 'ALREADY_DONE', 'RESTORED', 'UNDONE']: return entry.kind().label() + (entry.text('name') ? " ${entry.text('name')}" : '')
            case 'WAITING': return "waiting${entry.text('until') ? ' until ' + entry.text('until') : ''}"
            case 'REMEMBERED': if (entry.text('name').startsWith('job ')) return null // how far it was followed: a matter of moments
            case ['MEASURE', 'KEPT', 'TOLD', 'ANSWERED']: return "${entry.kind().label()} ${entry.data().findAll { it.key != 'sha256' && it.key != 'at' }}"
            default: return null
        }
    }

    /** The same on every machine, each time. */
    private String settled(String text, Map<String, String> places) {
        def equal = text
        places.each { name, value -> equal = equal.replace(value, name) }
        [redis: redis.port(), database: database.port()].each { name, port -> equal = equal.replace(":$port", ":${name.toUpperCase()}") }
        equal.replace(folder.toString(), 'STAGE').replaceAll(/STAGE\/script\d+/, 'SCRIPT').replaceAll(/\w*sh: (line )?\d+: /, 'SHELL: ').replaceAll(/run-\d+/, 'RUN').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'INSTANT')
    }

    private Path inventory(String hosts) {
        ['here', 'there', 'far'].each { Files.createDirectories(Path.of(hosts, it)) }
        amazon.register('i-0123456789abcdef0', Files.createDirectories(folder.resolve('agent')), [HOME: "$hosts/far".toString()])
        def file = folder.resolve('inventory.yaml')
        Files.writeString(folder.resolve('pg.password'), database.password())
        Files.writeString(folder.resolve('redis.password'), redis.password())
        Files.writeString(file, """
            environments:
              golden:
                hosts:
                  here:  { transport: local, dir: "$hosts/here", shared: true }
                  there: { transport: local, dir: "$hosts/there", shared: true }
                  far:   { transport: ssm, instance: i-0123456789abcdef0, region: eu-central-1, endpoint: "${amazon.endpoint()}" }
                databases: { d: { url: "${database.url()}", user: ${database.user()}, password: { file: pg.password } } }
                redis: { r: { address: "127.0.0.1:${redis.port()}", password: { file: redis.password } } }
                groups: { all: [here, there] }
            """.stripIndent())
    }

    private Given given(Map<String, Object> params) {
        [names: { [] as Set }, has: { params.containsKey(it) }, value: { params[it] }, where: { "-P $it".toString() }, lenient: { false },
         secret: { String name -> Secret.of(name, 'hidden-token') }, environment: { 'golden' }, production: { false }] as Given
    }

    private People people() {
        [work: { manual, instructions, failed -> Optional.of(new People.Answer('ann', instructions.asks().collectEntries { [it.name(), '42'] })) },
         consent: { name, why, typed -> Optional.of(true) }, tell: { }] as People
    }

    private World world(loaded, environment, Masker masker, Path runbook) {
        def declared = loaded.plan().targets().collectEntries { [[it.kind(), it.name()], it] }
        def open
        def links = [:]
        open = { String host -> links.computeIfAbsent(host) {
            def spec = environment.target('host', host)
            transports.find { it.name() == spec.text('transport').orElse('ssh') }.link(spec, open)
        } }
        def info = new RunInfo("run-${System.nanoTime()}", 'ann@here', 'golden', false, Files.createDirectories(folder.resolve('run')), runbook)
        [run: { info }, target: { String kind, String name -> declared[[kind, name]] ? environment.target(declared[[kind, name]]) : environment.target(kind, name) },
         group: { environment.groups()[it] }, open: open, time: { Timekeeper.SYSTEM }, masker: { masker }] as World
    }

    @Override
    void close() {
        web.stop(0)
        amazon.close()
        redis.close()
        database.close()
    }
}
