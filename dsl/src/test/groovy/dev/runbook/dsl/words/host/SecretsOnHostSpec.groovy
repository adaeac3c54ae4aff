package dev.runbook.dsl.words.host

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink
import dev.runbook.dsl.words.host.job.JobWords
import dev.runbook.engine.model.Secret
import dev.runbook.testing.Marked
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** While commands with secrets run, the process list of the host (which is the engine's here, too) is looked at again and again. */
@Requires({ new File('/proc/self/cmdline').exists() })
@Timeout(30)
class SecretsOnHostSpec extends Specification {
    @TempDir
    Path dir
    def scope = new FakeScope()
    def value = Marked.value('token') + '\nand a second line'

    def "no process has a secret among its arguments, and no file holds one: #word"() {
        given:
        scope.folder = dir
        scope.links = [source: new LocalLink(env: [HOME: dir.toString()])]
        def secret = Secret.of('token', value)
        def script = FakeScope.text("printf %s ${secret} >/dev/null; printf '%s' \"\$TOKEN\" | tail -c 11; sleep 0.${'77171'}")
        List seen = []
        int looks = 0
        def working = Thread.start { run(scope, word, script, secret) }

        when:
        while (working.alive) {
            looks++
            assert Marked.processes(Marked.MARK) == []
            seen.addAll(Marked.processes('0.77171'))
        }

        then: 'it was looked at while the command ran'
        looks > 3
        !seen.empty

        and:
        scope.out.join().contains('second line')
        Marked.in(dir) == []
        !scope.shown().join().contains(Marked.MARK)
        !scope.out.join().contains(Marked.MARK)

        cleanup:
        scope.close()

        where:
        word << ['sh', 'probe', 'job']
    }

    private void run(FakeScope scope, String word, script, Secret secret) {
        def options = [env: [TOKEN: secret]]
        scope.on('source', [dir: dir.toString()]) {
            switch (word) {
                case 'sh': return CommandWords.sh(scope, options, script)
                case 'probe': scope.output(CommandWords.probe(scope, options, script).text); return null
                default: return JobWords.job(scope, options, script)
            }
        }
    }
}
