package dev.runbook.lab.mattermost

import dev.runbook.engine.spi.Laboratory
import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.server.HostFolder
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path

/** One laboratory for each way, into the cloud and out of it; what a rehearsal filled is installed anew before the next. */
class SharedCloud {
    private static final Map<Boolean, CloudSite> SITES = [:]

    static synchronized CloudSite site(boolean fromCloud) {
        SITES.computeIfAbsent(fromCloud) {
            def folder = Files.createTempDirectory('cloud lab ')
            def site = CloudSite.start(folder, Sizes.parse([posts: '60', files: '4', channels: '6']), fromCloud, {})
            Runtime.runtime.addShutdownHook(new Thread({
                site.close()
                folder.toFile().deleteDir()
            }))
            site
        }
    }

    /** @param afterwards what happens once the people have done a step, which is named */
    static Rehearsal rehearsal(boolean fromCloud, Path folder, Closure afterwards = {}) {
        def site = site(fromCloud)
        def started = [inventory: { site.inventory() }, people: { step, say -> site.people(step, say); afterwards(step) }, close: {}] as Laboratory.Started
        new Rehearsal(started, folder, fromCloud ? 'mattermost-from-cloud' : 'mattermost-to-cloud')
            .with('poll', java.time.Duration.ofMillis(100)).with('quiet', java.time.Duration.ofMillis(100)).with('sampleFiles', 1)
    }

    /** The release of mmctl on the customer's machine. */
    static void mmctl(CloudSite site, String release) {
        site.server().folder().write('lab/mmctl/version', "$release\n")
    }

    /** Changes the configuration as the System Console does not: the server reads it when it starts. */
    static void configure(Map<String, Map<String, Object>> changes, HostFolder host) {
        def file = host.root().resolve('opt/mattermost/config/config.json').toFile()
        def config = new JsonSlurper().parse(file) as Map
        changes.each { section, keys -> config[section].putAll(keys) }
        file.text = JsonOutput.toJson(config)
        assert SharedLab.run(host, 'systemctl restart mattermost').text == ''
    }

    static Map config(HostFolder host) {
        new JsonSlurper().parse(host.root().resolve('opt/mattermost/config/config.json').toFile()) as Map
    }
}
