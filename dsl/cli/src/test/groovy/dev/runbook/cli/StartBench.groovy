package dev.runbook.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

/**
 * How soon the program answers, beside {@code ansible-playbook --syntax-check} of as many tasks: medians of turns taken in one run, as ratios.
 * Not part of the build, since nothing that is timed belongs there: {@code mvn -pl dsl/cli -am test -Dtest=StartBench}.
 */
@Requires({ System.getenv('PATH').split(':').any { new File(it, 'ansible-playbook').canExecute() } })
class StartBench extends Specification {
    static final HOME = Path.of('../..').toAbsolutePath().normalize()
    static final int TASKS = 100
    static final int TURNS = 15

    @TempDir
    Path folder

    def "a warm check, a warm dry run and a cold check of a hundred steps, over the peer's check of a hundred tasks"() {
        given:
        Files.writeString(folder.resolve('runbook.groovy'), "title 'A hundred steps'\ntargets { host 'server' }\nparam 'rooms', default: '/var/rooms'\n" + (1..TASKS).collect {
            "step('step $it', timeout: '5m') { onHost('server') { sh \"mkdir -p \${params.rooms}/$it\" } }\n" }.join(''))
        Files.writeString(folder.resolve('inventory.yaml'), "environments: { lab: { hosts: { server: { transport: local, dir: '$folder' } } } }\n")
        Files.writeString(folder.resolve('site.yml'), "- hosts: localhost\n  gather_facts: false\n  tasks:\n" + (1..TASKS).collect {
            "    - name: step $it\n      command: mkdir -p /var/rooms/$it\n" }.join(''))
        def runbook = HOME.resolve('runbook').toString()
        def turns = [
            peer  : { time('ansible-playbook', '--syntax-check', '-i', 'localhost,', 'site.yml') },
            check : { time(runbook, 'check', '.') },
            dryRun: { time(runbook, 'run', '.', '--dry-run') },
            cold  : { folder.resolve('cache').toFile().deleteDir(); time(runbook, 'check', '.').tap { time(runbook, 'run', '.', '--dry-run') } },
        ]
        turns.values()*.call() // builds, fills caches, warms the disk

        when:
        def times = turns.collectEntries { name, turn -> [name, []] }
        TURNS.times { turns.each { name, turn -> times[name] << turn() } }
        def median = times.collectEntries { name, all -> [name, all.sort()[TURNS.intdiv(2)]] }
        def ratio = { String name -> (median[name] / median.peer).round(2) }
        println "start: warm check ${ratio('check')} x the peer (goal 0.6); warm dry run ${ratio('dryRun')} x (goal 1.0); cold check ${ratio('cold')} x (goal 3)"

        then:
        ratio('check') > 0
    }

    /** Seconds by the clock of a command that succeeds. */
    private double time(String... command) {
        def builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve('said').toFile())
        builder.environment().put('XDG_CACHE_HOME', folder.resolve('cache').toString())
        long begun = System.nanoTime()
        int status = builder.start().waitFor()
        double seconds = (System.nanoTime() - begun) / 1e9d
        assert status == 0 : Files.readString(folder.resolve('said'))
        seconds
    }
}
