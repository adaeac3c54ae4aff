package dev.runbook.lab.mattermost

import dev.runbook.lab.Rehearsal
import dev.runbook.lab.SharedLab
import dev.runbook.lab.server.PostgresCluster
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A move into the cloud or out of it, on the laboratory of its way; what it has filled is installed anew afterwards. */
abstract class CloudSpecification extends Specification {
    @TempDir
    Path folder

    def site = SharedCloud.site(fromCloud())
    def move = again()
    protected boolean filled

    abstract boolean fromCloud()

    def cleanup() {
        if (filled) {
            site.reinstall(fromCloud() ? site.server().folder() : site.cloud())
        }
    }

    def 'an offline dry run goes through the whole runbook and touches nothing'() {
        when:
        move.dryRun()

        then:
        move.failures() == []
        move.effects().any { it.contains(handsOver()) }
        SharedLab.value(filledDatabase(), 'select count(*) from teams') == 0
    }

    def 'who still writes keeps the export from beginning'() {
        when:
        def end = writing(false) { move.only(['nobody writes any more', 'export']).replacing("timeout: '2h', every: params.poll", "timeout: '1s', every: params.poll").run() }

        then:
        end.path() == 'nobody writes any more'
        !move.effects().any { it.contains('export create') }
    }

    /** What a dry run shows of the export's way to where it is imported. */
    abstract String handsOver()

    private PostgresCluster filledDatabase() {
        fromCloud() ? site.ownDatabase() : site.cloudDatabase()
    }

    /** The bundled runbook, whole. */
    protected Rehearsal again(Closure afterwards = {}) {
        SharedCloud.rehearsal(fromCloud(), folder, afterwards)
    }

    protected Object here(String query) {
        SharedLab.value(site.ownDatabase(), query)
    }

    protected Object there(String query) {
        SharedLab.value(site.cloudDatabase(), query)
    }

    /** Somebody writes where the posts come from, again and again, or once the export is there; ends with the block. */
    protected <T> T writing(boolean afterExport, Closure<T> block) {
        def database = fromCloud() ? site.cloudDatabase() : site.ownDatabase()
        def exports = { SharedLab.value(database, "select count(*) from jobs where type = 'export_process' and status = 'success'") }
        def earlier = exports()
        def stop = false
        def writer = Thread.start {
            for (int n = 0; !stop; n++) {
                def ready = !afterExport || exports() > earlier
                if (ready) {
                    SharedLab.execute(database, "insert into posts (id, createat, updateat, editat, deleteat, userid, channelid, rootid, originalid, message, type) select 'busy$n' || substr(md5('$n'), 1, 10), ${System.currentTimeMillis()}, ${System.currentTimeMillis()}, 0, 0, p.userid, p.channelid, '', '', 'still here', '' from posts p join channels c on c.id = p.channelid where c.type = 'O' and c.deleteat = 0 and p.type = '' limit 1")
                    SharedLab.execute(database, "update channels set lastpostat = ${System.currentTimeMillis()} where id in (select channelid from posts where message = 'still here')")
                }
                if (ready && afterExport) {
                    return
                }
                Thread.sleep(20)
            }
        }
        try {
            block()
        } finally {
            stop = true
            writer.join()
            SharedLab.execute(database, "delete from posts where message = 'still here'")
        }
    }

    protected static boolean waited(Closure<Boolean> condition) {
        new PollingConditions(timeout: 30).eventually { assert condition() }
        true
    }
}
