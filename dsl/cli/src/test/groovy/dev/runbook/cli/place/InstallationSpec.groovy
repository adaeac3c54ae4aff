package dev.runbook.cli.place

import dev.runbook.dsl.kept.Memory
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.Specification
import spock.lang.TempDir

class InstallationSpec extends Specification {
    @TempDir
    Path folder
    Path program
    Path plugin

    def setup() {
        program = Files.writeString(folder.resolve('program.jar'), 'program')
        plugin = Files.writeString(folder.resolve('plugin.jar'), 'plugin')
    }

    Installation installation(String java = 'Java 17') {
        new Installation([program], [plugin], java)
    }

    def 'it is another one when #what'() {
        given:
        def before = installation().identity()

        when:
        def after = change(this)

        then:
        before.present
        (after instanceof Installation ? after : installation()).identity() != before

        where:
        what                                            | change
        'the program is new'                            | { Files.writeString(it.program, 'PROGRAM!') }
        'a plugin is new'                               | { Files.writeString(it.plugin, 'another plugin') }
        'a plugin is new, as long and as old as before' | { self ->
            def time = Files.getLastModifiedTime(self.plugin)
            Files.writeString(self.plugin, 'PLUGIN')
            Files.setLastModifiedTime(self.plugin, time)
        }
        'another file has the name'                     | { self ->
            def other = Files.writeString(self.folder.resolve('other'), 'plugin')
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(self.plugin))
            Files.move(other, self.plugin, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
        }
        'a plugin comes'                                | { new Installation([it.program], [it.plugin, it.program], 'Java 17') }
        'a plugin goes'                                 | { new Installation([it.program], [], 'Java 17') }
        'a jar moves from the program to the plugins'   | { new Installation([], [it.program, it.plugin], 'Java 17') }
        'Java is another'                               | { it.installation('Java 25') }
    }

    def 'nothing is remembered where a part cannot be told: a folder of classes, a jar that is gone'() {
        expect:
        new Installation([folder], [], 'Java 17').identity().empty
        new Installation([folder.resolve('gone.jar')], [], 'Java 17').identity().empty
    }

    def 'the cache is in the home of the user, or nowhere: #environment'() {
        given:
        def values = environment.collectEntries { name, value -> [name, value.replace('FOLDER', folder.toString())] }

        when:
        def memory = Cache.of(values, installation())
        memory.keep('x'.bytes, 'input')

        then:
        (memory != Memory.NONE) == (where != null)
        where == null || Files.isDirectory(folder.resolve(where))

        where:
        environment                                        | where
        [XDG_CACHE_HOME: 'FOLDER/c', HOME: 'FOLDER/h']     | 'c/runbook'
        [HOME: 'FOLDER/h']                                 | 'h/.cache/runbook'
        [XDG_CACHE_HOME: 'relative', HOME: 'FOLDER/h']     | 'h/.cache/runbook'
        [XDG_CACHE_HOME: 'relative']                       | null
        [:]                                                | null
        [HOME: 'FOLDER/h', RUNBOOK_CACHE: 'off']           | null
    }
}
