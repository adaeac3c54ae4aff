package dev.runbook.engine.journal

import dev.runbook.engine.model.*
import dev.runbook.engine.run.Rig
import dev.runbook.engine.run.RunEnd
import dev.runbook.engine.spi.Timekeeper
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir

/** The journal's speed. No part of the normal build: {@code mvn -pl engine -am test -Dtest=JournalBench -Dsurefire.failIfNoSpecifiedTests=false}. */
class JournalBench extends Specification {
    @TempDir
    Path folder

    def 'appends against a bare write and force'() {
        given:
        // a memory file system has nothing to force
        def place = Files.createTempDirectory(Path.of('target'), 'bench')
        def bench = new AppendBenchmark(place)

        when:
        def cpu = bench.microsOfCpu(100_000)
        def paired = bench.pairedRatio(60)
        def together = bench.togetherRatio(50, 20)
        println String.format(Locale.ROOT, 'append: p50 ratio %.2f (goal 0.80); 50 at once: %.1f x the floor (goal 5); CPU of an append: %.1f us (goal 10)', paired, together, cpu)

        then:
        paired >= 0.80
        together >= 5
        cpu <= 10

        cleanup:
        place.toFile().deleteDir()
    }

    def 'a journal of 100,000 entries is resumed in under a second of work'() {
        given:
        def rig = new Rig()
        List<Node> nodes = (0..<25_000).collect { new Step(new Id("step $it".toString(), "step $it".toString(), null), StepOptions.NONE, { null } as Body, null, null, new Fingerprint([source: 'abc']), 'plan:1') as Node }
        nodes << new Step(new Id('last', 'last', null), StepOptions.NONE, { null } as Body, null, null, Fingerprint.NONE, 'plan:1')
        def plan = new Plan('many', null, [], [], [], [], nodes, null)
        rig.disk.create(Rig.JOURNAL)
        def file = folder.resolve('journal.jsonl')
        def real = Journal.create(file, rig.time)
        real.append(Kind.RUN, null, [run: 'r1', steps: nodes.collect { [path: it.path(), name: it.name(), phase: null, kind: 'step'] }])
        25_000.times {
            def path = "step $it".toString()
            real.append(Kind.STARTED, path, [attempt: 1])
            real.append(Kind.EFFECT, path, [kind: 'sh', target: 'source', what: 'systemctl restart something', writes: true, seconds: 0.1])
            real.append(Kind.NOTE, path, [text: 'going on'])
            real.append(Kind.DONE, path, [seconds: 1.5, result: it, fingerprint: [source: 'abc']])
        }
        real.close()
        rig.disk.files[Rig.JOURNAL].bytes = Files.readAllBytes(file)
        def threads = ManagementFactory.threadMXBean

        when: 'cold, as the only thing that a process does'
        long begun = System.nanoTime()
        long cpu = threads.currentThreadCpuTime
        RunEnd end = rig.resume plan
        def seconds = (System.nanoTime() - begun) / 1e9d
        def worked = (threads.currentThreadCpuTime - cpu) / 1e9d
        println String.format(Locale.ROOT, 'resume of %d entries, %d bytes: %.2f s by the clock, %.2f s of CPU of its thread (goal 1)', 100_001, Files.size(file), seconds, worked)

        then:
        end.outcome() == 'done'
        worked < 1
    }
}
