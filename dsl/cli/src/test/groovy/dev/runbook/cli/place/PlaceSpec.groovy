package dev.runbook.cli.place

import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class PlaceSpec extends Specification {
    @TempDir
    Path folder

    Path file(String name, String content = '') {
        def path = folder.resolve(name)
        Files.createDirectories(path.parent)
        Files.writeString(path, content)
    }

    String refused(Closure<?> work) {
        try {
            work()
            return 'nothing'
        } catch (RunbookException refused) {
            return refused.message.replace(folder.toString(), 'FOLDER')
        }
    }

    def 'a runbook is a file, a folder or the name of a bundled one'() {
        given:
        def home = new Home(folder.resolve('home'))
        file('home/runbooks/bundled/runbook.groovy')
        def script = file('mine/runbook.groovy')
        file('mine/other.groovy')
        file('empty/x')

        expect:
        RunbookPlace.of(script.toString(), home) == new RunbookPlace(script, false)
        RunbookPlace.of(folder.resolve('mine').toString(), home) == new RunbookPlace(script, false)
        RunbookPlace.of(folder.resolve('mine/other.groovy').toString(), home).inventory() == folder.resolve('mine/inventory.yaml')
        RunbookPlace.of('bundled', home).bundled()
        refused { RunbookPlace.of('bundeld', home) } ==
            "There is no runbook 'bundeld': expected a .groovy file, a folder with a runbook.groovy, or the name of a bundled runbook; did you mean 'bundled'?"
        refused { RunbookPlace.of(folder.resolve('empty').toString(), home) } == 'The folder FOLDER/empty has no runbook.groovy'
        refused { RunbookPlace.of('no/such.groovy', home) } == 'There is no file no/such.groovy'
    }

    def 'a copy of a bundled runbook has all its files, and its inventory under the name that counts'() {
        given:
        file('home/runbooks/move/runbook.groovy', 'script')
        file('home/runbooks/move/inventory.example.yaml', 'inventory')
        file('home/runbooks/move/README.md', 'readme')
        file('home/runbooks/move/files/motd', 'hello')
        file('home/runbooks/move/.runbook/runs/x', 'not ours')
        def to = folder.resolve('a/b')

        when:
        def written = new Starter(new Home(folder.resolve('home')).bundled('move'), to, ['runbook.gdsl': 'words']).copy()

        then:
        written*.toString() == ['README.md', 'files/motd', 'inventory.yaml', 'runbook.groovy', '.github/workflows/runbook.yml', '.gitignore', 'ci/check.sh', 'runbook.gdsl']
        Files.readString(to.resolve('inventory.yaml')) == 'inventory'
        Files.readString(to.resolve('README.md')) == 'readme'
        Files.readString(to.resolve('runbook.gdsl')) == 'words'
        Files.isExecutable(to.resolve('ci/check.sh'))
        Files.readString(to.resolve('.gitignore')).contains('.runbook/')
    }

    def 'a copy never overwrites, and writes nothing where it would'() {
        given:
        file('home/runbooks/move/runbook.groovy', 'script')
        file('home/runbooks/move/README.md', 'readme')
        file('to/runbook.groovy', 'mine')
        file('plain', 'x')
        def from = new Home(folder.resolve('home')).bundled('move')

        expect:
        refused { new Starter(from, folder.resolve('to'), [:]).copy() } == 'FOLDER/to already has runbook.groovy; nothing was copied. Choose another folder'
        Files.readString(folder.resolve('to/runbook.groovy')) == 'mine'
        Files.notExists(folder.resolve('to/README.md'))
        refused { new Starter(from, folder.resolve('plain'), [:]).copy() } == 'FOLDER/plain is not a folder'
    }

    def 'a folder that is a git repository already keeps its .gitignore'() {
        given:
        file('home/runbooks/move/runbook.groovy', 'script')
        file('to/.gitignore', 'mine')

        expect:
        new Starter(new Home(folder.resolve('home')).bundled('move'), folder.resolve('to'), [:]).copy()*.toString() == ['runbook.groovy', '.github/workflows/runbook.yml', 'README.md', 'ci/check.sh']
        Files.readString(folder.resolve('to/.gitignore')) == 'mine'
    }

    def 'runs are found here, above, and in the only folder below'() {
        given:
        Files.createDirectories(folder.resolve('one/.runbook'))
        Files.createDirectories(folder.resolve('one/deep/er'))
        Files.createDirectories(folder.resolve('two'))

        expect:
        StateFolder.find(null, folder.resolve('one')) == folder.resolve('one/.runbook')
        StateFolder.find(null, folder.resolve('one/deep/er')) == folder.resolve('one/.runbook')
        StateFolder.find(null, folder) == folder.resolve('one/.runbook')
        StateFolder.find(folder.resolve('two'), folder) == folder.resolve('two')
        refused { StateFolder.find(folder.resolve('three'), folder) } == '--state: there is no folder FOLDER/three'
        refused { StateFolder.find(null, folder.resolve('two')) }.startsWith('There are no runs here: no folder .runbook in FOLDER/two.')

        when:
        Files.createDirectories(folder.resolve('two/.runbook'))

        then:
        refused { StateFolder.find(null, folder) } == 'Several runbooks here have runs: choose with --state FOLDER/one/.runbook (or FOLDER/two/.runbook)'
    }
}
