package dev.runbook.lab

import dev.runbook.lab.synapse.Scene
import dev.runbook.lab.synapse.Sizes
import dev.runbook.lab.synapse.SynapseSite
import java.nio.file.Files
import java.nio.file.Path

/** One laboratory of synapse-to-ess for all specs of this module. */
class SharedSynapse {
    static final Path BUNDLED = Rehearsal.bundled('synapse-to-ess')
    static final ADMIN = 'syt_@user1:example.org'

    private static SynapseSite site

    static synchronized SynapseSite get() {
        if (site == null) {
            def folder = Files.createTempDirectory('synapse spec ')
            site = SynapseSite.start(folder, Sizes.parse([events: '200', media: '6', mediaBytes: '5000']), {})
            Runtime.runtime.addShutdownHook(new Thread({
                site.close()
                folder.toFile().deleteDir()
            }))
        }
        site
    }

    /** Both sides as they were before any move. */
    static SynapseSite fresh(Scene scene = Scene.CHART) {
        get().renew(scene)
        site
    }

    /** The bundled runbook with a hurry that only a laboratory has. */
    static Rehearsal move(Path folder) {
        new Rehearsal(site, folder, 'synapse-to-ess')
            .replacing("every: '2s', holding: '10s'", "every: '20ms', holding: '60ms'")
            .replacing("timeout: '15m', every: '2s'", "timeout: '3s', every: '50ms'")
    }

    /** What a client gets from ESS. */
    static Map page(String path, String token = ADMIN) {
        def connection = new URL("http://127.0.0.1:${site.ess().port()}$path").openConnection()
        connection.setRequestProperty('Authorization', "Bearer $token")
        int status = connection.responseCode
        [status: status, text: status < 400 ? connection.inputStream.text : '']
    }

    static int login() {
        post('/_matrix/client/v3/login', '{"identifier": {"user": "movecheck"}, "password": "a pass phrase of the probe"}')
    }

    /** Whether ESS sends somebody who has forgotten the password a mail. */
    static int forgotten() {
        post('/_matrix/client/v3/account/password/email/requestToken', '{}')
    }

    private static int post(String path, String body) {
        def connection = new URL("http://127.0.0.1:${site.ess().port()}$path").openConnection()
        connection.doOutput = true
        connection.outputStream << body
        connection.responseCode
    }
}
