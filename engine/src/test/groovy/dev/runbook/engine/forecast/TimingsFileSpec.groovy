package dev.runbook.engine.forecast

import static dev.runbook.engine.forecast.Planned.run

import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class TimingsFileSpec extends Specification {
    @TempDir
    Path folder

    def 'timings come back as they were written, sorted, each run once, a step a line'() {
        given:
        def file = new TimingsFile(folder.resolve('timings.json'))
        def first = run([a: [seconds: 1.5, measures: [files: 10], milestones: [new Timing.Stage('x', 1)]], 'room[k "1"]/b': 2], 1)
        def second = run([a: 3], 2)

        expect:
        file.read() == []
        file.add([second]) == 1
        file.add([first, second]) == 2
        file.read() == [first, second]
        Files.readAllLines(folder.resolve('timings.json')).count { it.startsWith('  {"path"') } == 3
        Files.list(folder).count() == 1
    }

    def 'a file that cannot be read is an error that names it, says why and what to do: #content'() {
        given:
        def file = folder.resolve('timings.json')
        Files.writeString(file, content)

        when:
        new TimingsFile(file).read()

        then:
        def refused = thrown(RunbookException)
        refused.message.contains(file.toString())
        refused.message.contains(why)
        refused.message.contains('runbook runs --export')

        where:
        content                                      | why
        '{"format": 1, "runs": ['                    | 'line 1'
        '{"format": 2, "runs": []}'                  | 'expected "format": 1, found 2'
        '{"format": 1, "runs": [{}]}'                | 'cannot be read'
        '<<<<<<< HEAD\n{"format": 1, "runs": []}'    | 'line 1'
    }
}
