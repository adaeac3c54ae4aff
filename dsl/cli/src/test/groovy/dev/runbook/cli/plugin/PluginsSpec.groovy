package dev.runbook.cli.plugin

import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import spock.lang.Specification
import spock.lang.TempDir

class PluginsSpec extends Specification {
    @TempDir
    Path folder

    void jar(String name, Map<String, byte[]> entries) {
        new JarOutputStream(Files.newOutputStream(folder.resolve(name))).withCloseable { jar ->
            entries.each { entry, bytes ->
                jar.putNextEntry(new JarEntry(entry))
                jar.write(bytes)
            }
        }
    }

    def 'the plugins of the program itself are always there'() {
        expect:
        Plugins.load(folder.resolve('none'), []).transports()*.name().containsAll(['local', 'ssh'])
    }

    def 'a jar in a folder that the operator names brings its words'() {
        given:
        def compiled = new org.codehaus.groovy.control.CompilationUnit()
        compiled.addSource('Sample.groovy', '''
            package sample
            class Sample implements dev.runbook.engine.spi.PluginWords {
                String name() { 'sample' }
                List<Class<?>> words() { [] }
            }'''.stripIndent())
        compiled.compile(org.codehaus.groovy.control.Phases.CLASS_GENERATION)
        jar('sample.jar', [
            'sample/Sample.class': compiled.classes[0].bytes,
            'META-INF/services/dev.runbook.engine.spi.PluginWords': 'sample.Sample'.bytes])

        expect:
        'sample' in Plugins.load(folder.resolve('none'), [folder]).words()*.name()
        'sample' in Plugins.load(folder, []).words()*.name()
    }

    def 'a folder without plugins, and a plugin that cannot be loaded, are errors'() {
        when:
        if (content instanceof String) {
            Files.writeString(folder.resolve('x.jar'), content)
        } else if (content) {
            jar('x.jar', content)
        }
        Plugins.load(folder.resolve('none'), [folder]).words()

        then:
        def error = thrown(RunbookException)
        error.status().code() == 2
        error.message.replace(folder.toString(), 'FOLDER').startsWith(message)

        where:
        content                                                                     | message
        null                                                                        | '--plugins: the folder FOLDER has no jars'
        'no jar'                                                                    | 'a jar in FOLDER is damaged: '
        ['META-INF/services/dev.runbook.engine.spi.PluginWords': 'no.Such'.bytes]   | 'A plugin cannot be loaded: dev.runbook.engine.spi.PluginWords: Provider no.Such not found'
    }
}
