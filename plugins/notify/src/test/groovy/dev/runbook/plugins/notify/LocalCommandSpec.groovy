package dev.runbook.plugins.notify

import dev.runbook.engine.model.EffectFailed
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LocalCommandSpec extends Specification {
    @TempDir
    Path folder
    def command = new LocalCommand()

    def 'a command reads the text, and finds what it is about in its environment'() {
        when:
        command.send(Told.notice(), Told.person(command: "{ env | grep ^RUNBOOK_ | grep -v ^RUNBOOK_REQUIRE | sort; echo --; cat; } > '$folder/told'".toString()))

        then:
        Files.readString(folder.resolve('told')) == '''\
            RUNBOOK_ENVIRONMENT=uat
            RUNBOOK_EVENT=due
            RUNBOOK_HEADLINE=Move (uat): due now: page
            RUNBOOK_RUN=20261121-0907-k3f
            RUNBOOK_STEP=page
            RUNBOOK_TITLE=Move
            --
            Move (uat): due now: page
            [ ] open <it> & save
            '''.stripIndent()
    }

    def 'a command that reads nothing and prints much does no harm'() {
        when:
        command.send(Told.notice('x', 'y' * 200_000), Told.person(command: 'yes | head -c 300000; yes | head -c 300000 >&2'))

        then:
        noExceptionThrown()
    }

    def 'one that fails says why'() {
        when:
        command.send(Told.notice(), Told.person(command: 'echo no route to pager >&2; exit 7'))

        then:
        def failed = thrown(EffectFailed)
        failed.message == "the command of people 'chat admins' (inventory.yaml:7) ended with status 7: no route to pager"
    }
}
