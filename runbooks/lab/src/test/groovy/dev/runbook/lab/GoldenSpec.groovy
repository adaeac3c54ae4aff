package dev.runbook.lab

import dev.runbook.dsl.registry.Registry
import dev.runbook.dsl.registry.WordSpec
import dev.runbook.engine.spi.Facade
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * What every word shows offline, reads in a probing dry run, and does: {@code golden/NAME.groovy} has a step named after each word,
 * {@code golden/NAME.MODE.txt} what becomes of it. {@code -Dgolden=write} writes these files: read the difference before you keep it.
 */
class GoldenSpec extends Specification {
    static final Path GOLDEN = Path.of('src/test/resources/golden').toAbsolutePath()
    /** Words whose effects need what the laboratory has not; their own modules show what they do. */
    static final ELSEWHERE = [
        'mysql'             : 'needs a MariaDB: plugins/postgres',
        'postgres'          : 'needs the client programs of PostgreSQL: plugins/postgres',
        'hipchatArchive'    : 'needs an archive: plugins/chat',
        'mattermostExport'  : 'needs an export: plugins/chat',
        'aws'               : 'needs Amazon, or what speaks like it: plugins/aws',
        'kubernetes'        : 'needs a cluster, or what speaks like it: plugins/kubernetes',
    ]

    @Shared
    @TempDir
    Path folder
    @Shared
    Stage stage

    def setupSpec() {
        stage = new Stage(folder)
    }

    def cleanupSpec() {
        stage?.close()
    }

    def "#name, #mode"() {
        given:
        def expected = GOLDEN.resolve("${name}.${mode}.txt")

        when:
        def found = stage.play(copy(name), mode).collect { path, lines -> "$path\n" + lines.collect { "    $it\n" }.join('') }.join('')
        if (System.getProperty('golden') == 'write') {
            Files.writeString(expected, found)
        }

        then:
        found == Files.readString(expected)

        where:
        [name, mode] << [names(), ['offline', 'probe', 'live']].combinations()
    }

    def "every word has its golden case"() {
        given:
        def cases = names().collectMany { Files.readString(GOLDEN.resolve("${it}.groovy")).findAll(/(?m)^(?:def \w+ = )?step\('([\w.]+)/) { all, step -> step } } as Set
        def plan = Files.readString(GOLDEN.resolve('plan.groovy'))
        def registry = stage.language().registry()

        expect: 'a step named after it, or, for a word of the plan, the word itself in plan.groovy'
        registry.planNames().findAll { !(plan =~ /\b$it\b/) }.empty

        and:
        labels(registry).findAll { !(it in cases) && !(it.tokenize('.')[0] in ELSEWHERE.keySet()) } == [] as Set

        and: 'what is excused is there'
        registry.stepNames().containsAll(ELSEWHERE.keySet())
    }

    /** The words of steps and those on what they give: {@code sh}, {@code sql.rows}. */
    private static Set<String> labels(Registry registry) {
        def found = new TreeSet(registry.stepNames())
        def facades = []
        def add
        add = { WordSpec word ->
            [word.word().yields(), word.word().delegate(), word.method().returnType].findAll { Registry.isFacade(it) && !(it in facades) }.each { type ->
                facades << type
                def label = type.getAnnotation(Facade).value().replaceAll(/[( ].*/, '')
                registry.facade(type).each { name, words -> found << "$label.$name".toString(); words.each(add) }
            }
        }
        registry.stepNames().each { registry.step(it).each(add) }
        found
    }

    /** The script in a folder of its own, with the files that it names: some words write beside it. */
    private Path copy(String name) {
        def place = Files.createTempDirectory(folder, 'script')
        Files.createDirectories(place.resolve('files'))
        Files.list(GOLDEN.resolve('files')).each { Files.copy(it, place.resolve("files/${it.fileName}")) }
        Files.copy(GOLDEN.resolve("${name}.groovy"), place.resolve('runbook.groovy'))
    }

    private static List<String> names() {
        GOLDEN.toFile().list().findAll { it.endsWith('.groovy') }.collect { it - '.groovy' }.sort()
    }
}
