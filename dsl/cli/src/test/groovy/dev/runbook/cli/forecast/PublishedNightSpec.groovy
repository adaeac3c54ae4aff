package dev.runbook.cli.forecast

import com.fasterxml.jackson.databind.ObjectMapper
import dev.runbook.cli.Screen
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.LocalDateTime
import java.time.format.DateTimeFormatter
import spock.lang.Specification
import spock.lang.TempDir

/**
 * The logs of a real night, replayed through {@code job} with the milestones of the bundled runbook: 7.4 million messages, 1,600 users, 152,772 files of 114 GB
 * were exported in 2 h 07 m and imported in 5 h 16 m. The lines have the published grammar, and the published times: leading blanks, lines without
 * a time among them, and hours in which nothing is said.
 */
class PublishedNightSpec extends Specification {
    static final HOME = Path.of('../..').toAbsolutePath().normalize()
    static final BUNDLED = Files.readString(HOME.resolve('runbooks/hipchat-to-datacenter/runbook.groovy'))
    static final STAMP = DateTimeFormatter.ofPattern('yyyy/MM/dd HH:mm:ss')

    @TempDir
    Path folder

    def "the phases of #step take what was published"() {
        given:
        replay(step, log, phases)

        when:
        def screen = new Screen()
        def ran = new Screen()

        then:
        ran.run(HOME, 'run', folder.toString(), '--no-input') == 0
        screen.run(HOME, 'report', '--state', folder.resolve('.runbook').toString(), '--format', 'json') == 0

        when:
        def stages = new ObjectMapper().readTree(screen.out).get('steps').find { it.get('path').asText() == step }.get('milestones')
        def found = stages.collectEntries { [it.get('name').asText(), Duration.ofSeconds(Math.round(it.get('seconds').asDouble()))] }

        then:
        found.subMap(lengths.keySet()) == lengths.collectEntries { name, length -> [name, Duration.parse(length)] }

        and: 'the whole'
        found.values().sum() == Duration.parse(whole)

        where:
        step     | phases          | log            | whole
        'export' | 'EXPORT_PHASES' | exportNight()  | 'PT2H7M'
        'import' | 'IMPORT_PHASES' | importNight()  | 'PT5H16M'
        lengths = [
            export: ['Writing users/\\d+/history\\.json': 'PT21M', 'Exporting sender attachments': 'PT1H41M'],
            import: ['processing emoticons.json': 'PT1M41S', 'processing users/\\d+/history\\.json': 'PT23M', 'processing users/files/': 'PT3H34M', 'processing rooms/\\d+/history\\.json': 'PT1H14M'],
        ][step]
    }

    private void replay(String step, List<String> log, String phases) {
        Files.writeString(folder.resolve('night.log'), log.join('\n') + '\n')
        Files.writeString(folder.resolve('inventory.yaml'), "environments: { lab: { hosts: { server: { transport: local, dir: '$folder' } } } }\n")
        def constant = (BUNDLED =~ /(?s)def $phases = .*?\]\n/)[0]
        Files.writeString(folder.resolve('runbook.groovy'), """\
            |title 'A night, replayed'
            |targets { host 'server' }
            |$constant
            |step('$step') {
            |    onHost('server') { job('cat night.log', timestamps: 'yyyy/MM/dd HH:mm:ss', milestones: $phases, success: ~/completed successfully!/) }
            |}
            |""".stripMargin())
    }

    private static List<String> exportNight() {
        def night = new Night('2018-03-25T00:51:24')
        night.says('Fetching users').after(8).says('Fetching rooms').after(5).says('Fetching autojoins').after(3).says('Fetching preferences')
        night.after(4).says('Fetching emoticons').after(10).says('Fetching upload files').after(90).says('Fetching messages')
        night.after(120).says('Creating export artifact').after(30).says('Writing rooms.json').after(30)
        (1..1600).each { night.says("Writing users/$it/history.json").after(it <= 1260 ? 1 : 0) }
        night.says('Exporting sender attachments').says('a line without a time', false)
        night.after(101 * 60).says('Export completed successfully!').lines
    }

    private static List<String> importNight() {
        def night = new Night('2018-03-25T09:00:00')
        night.says('Import Started').says('Truncating data in database').after(40).says('Cleaning room messages for 2018.03').says('Cleaning 1-1 messages for 2018.03')
        night.after(20).says('Importing data')
        (1..1600).each { night.says("Inserting uid=$it").says("Created: user$it@example.comwith id $it:", false).says("Importing avatar photo users/$it/avatars/p.png") }
        night.after(119).says('Importing autojoin pref:autoJoin:1').after(10).says('== Extracting and processing preferences.json')
        night.after(10).says('== Extracting and processing emoticons.json').after(101).says('== Extracting and processing rooms.json')
        (1..1380).each { night.says("== Extracting and processing users/$it/history.json").after(1) }
        night.says('== Extracting and processing users/files/2/budget.xlsx').after(3 * 3600 + 34 * 60)
        night.says('== Extracting and processing rooms/1/history.json').after(74 * 60 - 60).says('== Extracting and processing rooms/2/history.json').after(60)
        night.says('Import completed successfully!').lines
    }

    /** A log and its clock. */
    private static class Night {
        final List<String> lines = []
        private LocalDateTime now

        Night(String start) { now = LocalDateTime.parse(start) }

        Night after(long seconds) {
            now = now.plusSeconds(seconds)
            this
        }

        Night says(String text, boolean stamped = true) {
            lines << (stamped ? "${lines.size() % 3 ? '' : ' '}${STAMP.format(now)} $text".toString() : text)
            this
        }
    }
}
