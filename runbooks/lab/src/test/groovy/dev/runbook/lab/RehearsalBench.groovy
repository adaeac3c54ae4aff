package dev.runbook.lab

import dev.runbook.dsl.Language
import dev.runbook.engine.forecast.Forecast
import dev.runbook.engine.forecast.History
import dev.runbook.engine.forecast.Scale
import dev.runbook.engine.spi.PluginWords
import dev.runbook.lab.hipchat.HipChatSite
import dev.runbook.lab.hipchat.Sizes
import java.time.Instant
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Three rehearsals of growing size, and what they forecast for a fourth that is ten times larger than the largest, beside how long it then took.
 * Not part of the build, since nothing that is timed belongs there: {@code mvn -pl runbooks/lab -am test -Dtest=RehearsalBench}.
 */
class RehearsalBench extends Specification {
    @TempDir
    Path folder

    def "a fourth rehearsal, ten times larger, within its stated interval"() {
        given:
        def rehearsals = [1, 2, 3].collect { rehearse(it * 2000, it * 100) }
        def plan = rehearsals.last().plan
        def history = History.ofStates(rehearsals*.state, 'move')
        def scale = new Scale([messages: 60_000d, files: 3000d])

        when:
        def fourth = rehearse(60_000, 3000).state
        def forecast = Forecast.of(plan, history, scale, Instant.now())
        println 'steps that took a second or more:'
        def steps = fourth.steps().findAll { it.seconds() >= 1 }
        def inside = steps.count { step ->
            def length = forecast.step(step.path()).map { it.length() }.orElse(null)
            println sprintf('  %-40s took %7.1f s, forecast %s', step.path(), step.seconds(), length ? sprintf('%.1f s, %.1f to %.1f (%s)', length.seconds(), length.low(), length.high(), length.how()) : 'nothing')
            length && length.low() <= step.seconds() && step.seconds() <= length.high()
        }
        def machine = fourth.steps().findAll { it.kind() != 'manual' }*.seconds().sum()
        println sprintf('all that machines do took %.1f s, forecast %.1f s; %d of %d steps inside their interval', machine, forecast.seconds(false), inside, steps.size())

        then:
        inside > 0
    }

    private Map rehearse(int messages, int files) {
        def place = Files.createTempDirectory(folder, 'site')
        def site = HipChatSite.start(place, Sizes.parse([chatEvery: '0', messages: "$messages".toString(), files: "$files".toString(), fileBytes: '2000']), {})
        try {
            def rehearsal = SharedLab.rehearsal(site, Files.createDirectories(place.resolve('run')))
            rehearsal.run([runbook: 'move', run: place.fileName.toString()])
            assert rehearsal.failures() == []
            return [state: rehearsal.ledger.state(), plan: rehearsal.plan()]
        } finally {
            site.close()
        }
    }
}
