package dev.runbook.dsl.words.core

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.spi.Place
import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Text
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class RecordWordsSpec extends Specification {
    @TempDir
    Path dir
    FakeScope scope = new FakeScope()

    def 'keep takes the file of a place as it is, relative to the folder of its host'() {
        given:
        byte[] bytes = [0, -1, 10, 65]
        Files.write(dir.resolve("it's.bin"), bytes)
        scope.hosts.source = [dir: dir.toString()]

        when:
        RecordWords.keep(scope, 'saved.bin', new Place('source', Text.of("it's.bin"), null))

        then:
        scope.kept['saved.bin'] == bytes
        scope.shown() == ["source: keep saved.bin ← source:it's.bin"]
        scope.effects[0].writes()
    }

    def 'keep says which file is not there'() {
        when:
        RecordWords.keep(scope, 'saved.bin', new Place('source', Text.of("$dir/none".toString()), null))

        then:
        def e = thrown(EffectFailed)
        e.message.contains('keep saved.bin') && e.message.contains("there is no file $dir/none")
    }

    def 'a dry run of keep opens nothing'() {
        given:
        scope.dry = true

        when:
        RecordWords.keep(scope, 'saved.bin', new Place('source', Text.of('/none'), null))

        then:
        scope.shown() == ['source: keep saved.bin ← source:/none']
        scope.kept.isEmpty()
    }

    def 'keep takes a text, and a list a line each'() {
        when:
        RecordWords.keep(scope, 'a', FakeScope.text("x ${1}"))
        RecordWords.keep(scope, 'b', ['é', 2])

        then:
        new String(scope.kept.a, 'UTF-8') == 'x 1'
        new String(scope.kept.b, 'UTF-8') == 'é\n2\n'
    }

    def 'keeping nothing is an error, not a file that says null'() {
        when:
        RecordWords.keep(scope, 'a', null)

        then:
        thrown(RunbookException)
    }
}
