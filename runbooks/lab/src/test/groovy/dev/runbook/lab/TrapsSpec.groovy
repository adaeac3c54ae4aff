package dev.runbook.lab

import static dev.runbook.lab.SharedLab.*

import dev.runbook.lab.hipchat.Machines
import dev.runbook.lab.product.Limits
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Each trap before the archive leaves, twice: the bundled runbook meets it in time, and without its precaution the move goes wrong. */
class TrapsSpec extends Specification {
    static final String MEMBERS = 'its members are what the importer expects'
    static final String SHARE = 'every node has the one share'

    @TempDir
    Path folder

    def site = SharedLab.fresh()
    def move = SharedLab.rehearsal(site, folder)

    def cleanupSpec() {
        SharedLab.fresh()
    }

    private Rehearsal again() {
        SharedLab.rehearsal(site, folder)
    }

    def 'a file that the uploader did not delete keeps the run waiting, before the window'() {
        when:
        def end = move.peopleForget('ask the uploader').run()

        then:
        end.outcome() == 'waiting'
        move.ledger.state().outages().isEmpty()
    }

    def 'a poisonous file that came after the scan is found in the archive, before it is carried; without that look the import stops when everything before it is in'() {
        when:
        def end = move.only(*EXPORT, 'list its members', MEMBERS).run()

        then:
        end.path() == MEMBERS
        end.why().contains('no attachment poses as a history')

        when:
        end = again().only(*IMPORT).run()

        then:
        end.path() == 'import'
        end.why().contains('invalid syntax')
        users().size() == 24
        counts('muc').isEmpty()
    }

    def 'another release of #node stops the run before anything is done'() {
        given:
        site."$node"().folder().write('hipchat/version', "$release\n")

        when:
        def end = move.run()

        then:
        end.outcome() == 'failed'
        end.why().contains(told)
        move.entries.every { !it.data().writes }

        where:
        node          | release | told
        'source'      | '2.2.2' | 'the old server has the migration tool'
        'destination' | '3.1.4' | 'the one release that the importer serves'
        'secondNode'  | '3.1.4' | 'the one release that the importer serves'
    }

    def 'without the pins, another release is told after the export is spent'() {
        given:
        site.destination().folder().write('hipchat/version', '3.1.4\n')

        when:
        def end = move.only(*IMPORT).run()

        then:
        end.path() == 'import'
        end.why().contains('not a supported version')
        run(site.source().folder(), 'find carrier -name "*.aes"').lines.size() == 1
    }

    def 'without the pins, an old server that cannot export tells it when the users are shut out'() {
        given:
        site.source().folder().write('hipchat/version', '2.2.2\n')

        when:
        def end = move.only(*EXPORT).run()

        then:
        end.path() == 'export'
        end.why().contains('unknown command export')
        inOutage(move)
    }

    def 'a switch that this release does not have is found before the window; without asking, in it'() {
        when:
        def end = move.with('exportSwitches', ['--with-everything']).only('everything can be reached').run()

        then:
        end.path() == 'everything can be reached'
        end.why().contains('this release can export --with-everything')

        when:
        def late = again().with('exportSwitches', ['--with-everything']).only(*EXPORT)
        end = late.run()

        then:
        end.path() == 'export'
        end.why().contains('unknown option --with-everything')
        inOutage(late)
    }

    def 'too little #what for the export is found before the window; without asking, in it'() {
        given:
        Machines.limit(site.source().folder(), limits)

        when:
        def end = move.only('how much there is', 'there is room and memory').run()

        then:
        end.path() == 'there is room and memory'
        end.why().contains(told)
        !end.why().contains(other)
        move.ledger.state().outages().isEmpty()

        when:
        def late = again().only(*EXPORT)
        end = late.run()

        then:
        end.path() == 'export'
        end.why().contains(wrong)
        inOutage(late)
        run(site.source().folder(), 'find carrier -name "*.aes"').lines.isEmpty()

        where: 'room for the archive, not for its making beside it; 2,000 messages'
        what     | limits                         | told                                  | other                                 | wrong
        'room'   | new Limits(900_000, 1L << 33)   | 'room for the archive and its making' | 'memory: 2.6 MB'                      | 'no space left on device'
        'memory' | new Limits(1L << 33, 4_000_000) | 'memory: 2.6 MB'                      | 'room for the archive and its making' | 'cannot allocate memory'
    }

    def 'a new server that cannot be reached is found before the window'() {
        when:
        def end = move.with('loadBalancer', '127.0.0.1:1').only('everything can be reached').run()

        then:
        end.path() == 'everything can be reached'
        end.why().contains('127.0.0.1:1')
    }

    def 'a share that a node does not have is found before the window: #how'() {
        given:
        Machines.unshare(node2())
        node2().write('etc/mounts', mounts)

        when:
        def end = move.only(SHARE).run()

        then:
        end.path() == SHARE
        end.why().contains(told)
        move.ledger.state().outages().isEmpty()

        where:
        how               | mounts         | told
        'nothing mounted' | ''             | 'the share is mounted'
        'another one'     | 'file_share\n' | 'what another node wrote is there'
    }

    def 'a volume in another zone stops the run at once; without that guard it cannot be attached after the export is spent'() {
        given:
        def amazon = new LabAmazon(site, folder)
        amazon.amazon.ec2.instances['i-2'].more.zone = 'eu-central-1b'

        when:
        def end = amazon.rehearsal(folder).only('the volume can change machines').run()

        then:
        end.path() == 'the volume can change machines'
        end.why().contains('all in one availability zone')

        when:
        end = amazon.rehearsal(folder).only(*EXPORT, 'carry the volume over').run()

        then:
        end.path() == 'carry the volume over'
        end.why().contains('InvalidVolume.ZoneMismatch')

        cleanup:
        amazon.close()
    }

    def 'while somebody writes, nothing is exported; without waiting for silence, what was written meanwhile is missing, and the census says so'() {
        given:
        def writer = writing()

        when:
        def end = move.replacing("timeout: '2h', every", "timeout: '1s', every").only('nobody writes any more').run()

        then:
        end.path() == 'nobody writes any more'
        end.why().contains('no new message')

        when:
        run(site.source().folder(), 'find file_store -name "*history.json" -delete')
        end = again().only(*IMPORT, 'everything arrived').run()

        then:
        end.path() == 'everything arrived'
        end.why().contains('room messages')

        cleanup:
        writer.interrupt()
        writer.join()
    }

    private Thread writing() {
        Thread.start {
            while (!Thread.currentThread().interrupted()) {
                execute(site.oldDatabase(), "insert into messages (kind, room_id, sender_id, body, sent) values ('room', 1, 1, 'still here', now() at time zone 'UTC'); select pg_sleep(0.01)")
            }
        }
    }

    private static boolean inOutage(Rehearsal move) {
        move.ledger.state().outages().size() == 1
    }
}
