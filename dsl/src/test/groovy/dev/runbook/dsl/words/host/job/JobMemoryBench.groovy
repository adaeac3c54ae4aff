package dev.runbook.dsl.words.host.job

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink

/** Not part of the build: how much memory a job's output takes, by its length. Run it by its name, see AGENTS.md. */
class JobMemoryBench extends JobSpecification {
    def "memory is flat in the length of a job's output"() {
        given:
        def held = [:]

        when:
        [50, 400, 1_600].each { mebibytes ->
            def quiet = new FakeScope(folder: dir) {
                @Override
                void output(String line) {}
            }
            quiet.links = [source: new LocalLink(env: [HOME: dir.toString()])]
            long begun = System.nanoTime()
            quiet.on('source') { JobWords.job(quiet, [name: "of $mebibytes".toString()], FakeScope.text("yes 'a line of the output of a job, with an é in it' | head -c ${mebibytes}M")) }
            long seconds = (System.nanoTime() - begun) / 1_000_000_000
            3.times { System.gc() }
            held[mebibytes] = (Runtime.runtime.totalMemory() - Runtime.runtime.freeMemory()) >> 20
            println "$mebibytes MiB of output in $seconds s: ${held[mebibytes]} MiB of heap held afterwards, largest heap ${Runtime.runtime.maxMemory() >> 20} MiB"
            quiet.close()
        }

        then:
        held[1_600] - held[50] < 24
    }
}
