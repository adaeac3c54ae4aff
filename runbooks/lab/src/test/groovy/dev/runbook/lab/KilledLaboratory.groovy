package dev.runbook.lab

import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.hipchat.Sizes
import java.nio.file.Path

/** A program that starts a laboratory with a detached job in it, says so, and waits to be killed. */
class KilledLaboratory {
    static void main(String[] arguments) {
        def site = HipChatSite.start(Path.of(arguments[0]), Sizes.parse([messages: '10', files: '1']), {})
        site.source().folder().command('nohup sleep 1000 >/dev/null 2>&1 &').start().waitFor()
        println 'ready'
        System.out.flush()
        Thread.currentThread().join()
    }
}
