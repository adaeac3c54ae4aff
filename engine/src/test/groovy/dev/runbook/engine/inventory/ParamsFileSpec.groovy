package dev.runbook.engine.inventory

import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class ParamsFileSpec extends Specification {
    @TempDir
    Path folder

    Path file(String name, String content) {
        Files.writeString(folder.resolve(name), content)
    }

    def 'parameters come from #name with their lines'() {
        given:
        def path = file(name, text)

        expect:
        ParamsFile.read(path) == [fqdn: new Located('x', "$path:1"), batch: new Located(5, "$path:2"), ratio: new Located(2.50G, "$path:3")].with {
            it.batch = new Located(5, "$path:2")
            it
        }

        where:
        name     | text
        'p.yaml' | 'fqdn: x\nbatch: 5\nratio: 2.50\n'
        'p.json' | '{"fqdn": "x",\n\t"batch": 5,\n\t"ratio": 2.50}'
    }

    def 'a broken file of parameters is reported with its line: #text'() {
        given:
        def path = file(name, text)

        when:
        ParamsFile.read(path)

        then:
        def error = thrown(RunbookException)
        error.message.replace(path.toString(), 'FILE').startsWith(message)

        where:
        name     | text                 | message
        'p.yaml' | 'a: 1\na: 2'         | "FILE:2: the key 'a' is given twice; first in line 1"
        'p.yaml' | '- a'                | 'FILE:1: expected keys and values for parameters, found a list'
        'p.yaml' | 'a: b: c'            | 'FILE:1:5: this is not YAML: mapping values are not allowed here'
        'p.json' | '[1]'                | 'FILE:1: expected an object of parameters'
        'p.json' | '{"a": 1,\n"a": 2}'  | "FILE:2: this is not JSON: Duplicate field 'a'"
        'p.json' | '{"a": 1'            | 'FILE:1: this is not JSON: Unexpected end-of-input'
        'p.json' | '{"a": 1} x'         | 'FILE:1: this is not JSON: Unrecognized token'
    }
}
