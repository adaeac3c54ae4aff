package dev.runbook.engine.journal

import dev.runbook.engine.VirtualTime
import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class RunStoreSpec extends Specification {
    @TempDir
    Path folder

    def time = new VirtualTime()

    RunStore getStore() { new RunStore(folder.resolve('state')) }

    def 'a new run has an id of day, minute and three letters, and a folder that others cannot read'() {
        when:
        def run = store.create(Instant.parse('2026-11-21T09:07:12Z'))

        then:
        run.fileName.toString() ==~ /20261121-0907-[0-9a-z]{3}/
        [run, run.parent, run.parent.parent].every { modes(it) == 'rwx------' }
    }

    def 'a state folder that is there already keeps its modes'() {
        given:
        def shared = Files.createDirectory(folder.resolve('shared'))
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString('rwxr-xr-x'))

        when:
        def run = new RunStore(shared).create(Instant.parse('2026-11-21T09:07:12Z'))

        then:
        modes(shared) == 'rwxr-xr-x'
        modes(run) == 'rwx------'
    }

    def 'runs are listed oldest first, and a run is found by its id or a unique start of it'() {
        given:
        ['20261121-0907-zzz', '20261121-0907-aaa', '20261121-0908-aaa'].each { begin(it) }

        expect:
        store.folders()*.fileName*.toString() == ['20261121-0907-zzz', '20261121-0907-aaa', '20261121-0908-aaa']
        store.folder('20261121-0908').fileName.toString() == '20261121-0908-aaa'
        store.folder('20261121-0907-z').fileName.toString() == '20261121-0907-zzz'
    }

    def 'an id that is the start of another one still means itself'() {
        given:
        ['20261121-0907-a', '20261121-0907-ab'].each { begin(it) }

        expect:
        store.folder('20261121-0907-a').fileName.toString() == '20261121-0907-a'
    }

    def 'a run that is not there is an error with the ones there are, and several are one too'() {
        given:
        ['20261121-0907-zzz', '20261121-0907-aaa'].each { begin(it) }

        when:
        store.folder(id)

        then:
        def wrong = thrown RunbookException
        wrong.status() == ExitStatus.INVALID
        wrong.message.contains(said)
        wrong.message.contains('20261121-0907-zzz')
        wrong.message.contains('20261121-0907-aaa')

        where:
        id         | said
        '2027'     | "no run '2027'"
        '20261121' | 'the start of several runs'
    }

    def 'a store without runs is empty, and one whose place is taken says what to do'() {
        given:
        Files.writeString(folder.resolve('file'), 'x')

        expect:
        store.folders() == []

        when:
        new RunStore(folder.resolve('file')).create(Instant.EPOCH)

        then:
        def failed = thrown RunbookException
        failed.message.contains('--state DIR')
    }

    def 'a damaged run is listed with the others'() {
        given:
        begin('20261121-0907-aaa')
        Files.writeString(Files.createDirectories(folder.resolve('state/runs/20261121-0906-bad')).resolve('journal.jsonl'), 'no journal\nat all\n')

        expect:
        store.folders()*.fileName*.toString().sort() == ['20261121-0906-bad', '20261121-0907-aaa']
    }

    private void begin(String id) {
        def run = Files.createDirectories(folder.resolve("state/runs/$id"))
        def journal = RunStore.begin(run, time)
        journal.record(Kind.RUN, null, [run: id])
        journal.close()
        time.pass(java.time.Duration.ofSeconds(5))
    }

    private static String modes(Path path) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
    }
}
