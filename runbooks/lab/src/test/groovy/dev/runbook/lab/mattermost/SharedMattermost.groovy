package dev.runbook.lab.mattermost

import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.server.HostFolder
import dev.runbook.engine.spi.Laboratory
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path

/** One laboratory for all specs of this module, put back to how it was before each. */
class SharedMattermost {
    static final String NAME = 'mattermost-server-move'

    /** What moves the database, and proves that the new server runs on it. */
    static final List<String> DATABASE = ['the inventory means the database that the old server runs on', 'a folder for this run', 'stop the new server', 'keep what the new server has', 'the environment\'s settings',
                                          'how the new server spells its tables', 'stop the old server', 'census of the old server', 'dump', 'carry the dump', 'empty the new database', 'restore',
                                          'tables as Mattermost spells them', 'the new schema', 'load', 'pgloader leaves nothing behind', 'indexes', 'everything arrived', 'configuration',
                                          'configuration in the database', 'start the new server', 'it is the old server on a new machine']

    /** Whether the new server sends mail to people. */
    static final String MAIL = "api('destination', params.destinationPort, '/config').json.EmailSettings.SendEmailNotifications"

    private static MattermostSite site
    private static boolean moved

    static synchronized MattermostSite get() {
        if (site == null) {
            def folder = Files.createTempDirectory('mattermost lab ')
            site = MattermostSite.start(folder, Sizes.parse([posts: '120', files: '6']), {})
            Runtime.runtime.addShutdownHook(new Thread({
                site.close()
                folder.toFile().deleteDir()
            }))
        }
        site
    }

    /** Both machines as they were before any move: the old one runs, the new one was installed and started once. */
    static MattermostSite fresh() {
        def site = get()
        site.nameLeadsToSource()
        SharedLab.run(site.source().folder(), 'systemctl start mattermost; rm -rf var/backups/* opt/mattermost/data/late*')
        if (moved || !installed()) {
            def host = site.destination().folder()
            SharedLab.run(host, 'systemctl stop mattermost; rm -rf opt/mattermost var/backups/* etc/systemd/system/*')
            site.newDatabase().superuser().withCloseable {
                it.createStatement().execute('drop schema if exists public cascade; create schema public authorization mmuser')
            }
            site.emptyDestination()
            assert SharedLab.run(host, 'systemctl start mattermost').text == ''
            moved = false
        }
        site
    }

    /** Whether the new server is as its installation left it: many rehearsals stop before they touch it. */
    private static boolean installed() {
        SharedLab.run(site.destination().folder(), 'systemctl is-active mattermost').text.trim() == 'active' && atDestination('select count(*) from users') == 1 &&
            atDestination("select count(*) from users where username = 'mattermost-advisor'") == 1
    }

    /** Both servers run: no outage has begun. */
    static boolean untouched() {
        [site.source(), site.destination()].every { running(it) }
    }

    /** Somebody changes the new machine: it is installed again before the next rehearsal. */
    static HostFolder changed() {
        moved = true
        site.destination().folder()
    }

    /** The runbook, ready to run in the laboratory; its inventory may be another one. */
    static Rehearsal rehearsal(Path folder, Closure<String> edit = { it }) {
        def file = Files.writeString(folder.resolve('inventory.yaml'), edit(Files.readString(site.inventory())))
        def started = [inventory: { file }, people: { step, say -> site.people(step, say) }, close: {}] as Laboratory.Started
        new Rehearsal(started, folder, NAME).with('jobs', 1).with('sampleFiles', 2)
    }

    /** The part of it that moves the database, and these steps. */
    static Rehearsal night(Rehearsal whole, String... more) {
        whole.with('files', 'elsewhere').only(DATABASE + more.toList())
    }

    /** Somebody runs a command on a host, before the step, or other text, that stands there once. */
    static Rehearsal meanwhile(Rehearsal move, String before, String host, String command) {
        move.replacing(before, "step('meanwhile') { onHost('$host') { sh '''$command''' } }\n$before")
    }

    static Object atSource(String query) {
        SharedLab.value(site.oldDatabase(), query)
    }

    static Object atDestination(String query) {
        SharedLab.value(site.newDatabase(), query)
    }

    /** What the new server's plain ping says, and whether the old password logs in there. */
    static Map newServer() {
        [ping: status('GET', 'system/ping', null), login: status('POST', 'users/login', "{\"login_id\": \"${SourceData.ADMIN}\", \"password\": \"${SourceData.PASSWORD}\"}")]
    }

    private static int status(String method, String path, String body) {
        def connection = (HttpURLConnection) new URL("http://127.0.0.1:${site.newPort()}/api/v4/$path").openConnection()
        connection.requestMethod = method
        if (body) {
            connection.doOutput = true
            connection.outputStream.withCloseable { it << body }
        }
        connection.responseCode
    }

    /** Its {@code config.json}. */
    static Map config(boolean destination = true) {
        new JsonSlurper().parse(data(destination).resolve('../config/config.json').toFile()) as Map
    }

    static boolean running(host) {
        SharedLab.run(host.folder(), 'systemctl is-active mattermost').text.trim() == 'active'
    }

    static Path data(boolean destination = true) {
        (destination ? site.destination() : site.source()).folder().root().resolve('opt/mattermost/data')
    }
}
