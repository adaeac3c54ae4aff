package dev.runbook.engine.link

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.TargetSpec
import spock.lang.Specification

class ProcessTreeSpec extends Specification {
    def asked = []
    def typed = []

    def 'what is gone at the first attempt needs no second one'() {
        expect:
        ended([:], ['']) == Optional.empty()
        asked.size() == 1
        asked[0].startsWith("/bin/sh -c '")
    }

    def 'what belongs to another user is ended through sudo'() {
        expect:
        ended([become: 'sudo'], ['42', '']) == Optional.empty()
        asked[1].startsWith('sudo -n /bin/sh -c ')
    }

    def 'the password of sudo is typed, never in the line'() {
        expect:
        ended([becomePassword: Secret.of('become', 's3cret')], ['42', '']) == Optional.empty()
        asked[1].startsWith("sudo -S -p '' /bin/sh -c ")
        !asked[1].contains('s3cret')
        typed[1] == 's3cret\n'
    }

    def 'what stays is told'() {
        expect:
        ended([:], ['42 43', '43']).get() == 'still there: process 42 43; with sudo: still there: process 43'
        ended([become: 'doas'], ['42']).get() == 'still there: process 42'
    }

    def 'a host that cannot be reached is told'() {
        when:
        def left = ProcessTree.end(42, host([become: 'none'])) { command, listener -> throw new EffectFailed('no way') }

        then:
        left.get() == 'no way'
    }

    def 'a second interrupt gives up, and stays with the thread'() {
        when:
        def left = ProcessTree.end(42, host([:])) { command, listener -> throw new InterruptedException() }

        then:
        left.get().contains('interrupted again')
        Thread.interrupted()
    }

    private Optional<String> ended(Map values, List<String> answers) {
        asked.clear()
        def next = answers.iterator()
        ProcessTree.end(42, host(values)) { Command command, listener ->
            asked << command.line()
            typed << command.stdin().text
            def pids = next.next().bytes
            listener.stdout(pids, 0, pids.length)
            0
        }
    }

    private static TargetSpec host(Map values) {
        new TargetSpec('host', 'source', values, 'inventory.yaml:1', 'write')
    }
}
