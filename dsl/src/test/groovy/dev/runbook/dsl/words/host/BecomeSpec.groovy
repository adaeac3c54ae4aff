package dev.runbook.dsl.words.host

import dev.runbook.dsl.words.FakeScope
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.model.Text
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir

class BecomeSpec extends Specification {
    @TempDir
    Path dir
    FakeScope scope = new FakeScope()

    private String probe(String as, Object command, Map options = [:]) {
        scope.on('source', [as: as]) { CommandWords.probe(scope, options, FakeScope.text(command)) }.trim()
    }

    /** A stand-in for sudo that says how it was called, and asks for a password like the real one. */
    private void sudo(boolean asks) {
        def file = dir.resolve('sudo')
        Files.writeString(file, """#!/bin/sh
            echo "\$@" | head -c 40 >&2
            while [ "\$1" != -- ]; do shift; done
            shift
            ${asks ? 'IFS= read -r password; [ "$password" = "open sesame" ] || exit 1' : ''}
            exec "\$@"
            """.stripIndent())
        file.toFile().setExecutable(true)
        scope.links.source.env = [PATH: "$dir:${System.getenv('PATH')}".toString()]
    }

    def "sudo without a password"() {
        given:
        sudo(false)
        scope.hosts.source = [become: 'sudo']

        expect:
        probe('postgres', "printf '%s ' ${"it's"} ${Secret.of('s', 'hush')}; cat", [stdin: 'in']) == "it's hush in"
        scope.links.source.lines[0].startsWith("exec sudo -n -u 'postgres' -- sh -c ")
    }

    def "sudo reads its password first, whether it asks for it or not"() {
        given:
        sudo(asks)
        scope.hosts.source = [become: 'sudo', becomePassword: Secret.of('become', 'open sesame')]

        expect:
        probe('root2', "printf '%s ' ${"it's"} ${Secret.of('s', 'hush')}; cat", [stdin: 'in']) == "it's hush in"
        scope.links.source.lines[0].startsWith("exec sudo -S -p '' -u 'root2' -- sh -c ")
        !scope.links.source.lines[0].contains('sesame')

        where:
        asks << [true, false]
    }

    def "a command of the site stands in front of sh"() {
        given:
        scope.hosts.source = [become: 'env SITE=1']
        scope.links.source.user = 'ops'

        expect:
        probe('root', 'echo $SITE') == '1'
        scope.links.source.lines[0].startsWith('env SITE=1 sh -c ')
    }

    def "becoming the login user needs nothing"() {
        expect:
        probe(scope.links.source.user, 'echo ok') == 'ok'
    }

    @IgnoreIf({ System.getProperty('user.name') != 'root' })
    def "root becomes others with su"() {
        given:
        scope.hosts.source = [become: 'su']

        expect:
        probe('nobody', "id -un; printf '%s ' ${"it's"} ${Secret.of('s', 'hush')}; cat", [stdin: 'in']) == "nobody\nit's hush in"
    }

    def "root needs nothing from the inventory to become others"() {
        given:
        scope.links.source.user = 'root'

        when:
        try {
            probe('nobody', 'true')
        } catch (dev.runbook.engine.model.EffectFailed notRootHere) {
            // Only root succeeds; what is sent is the same.
        }

        then:
        scope.links.source.lines[0].contains("su -s /bin/sh 'nobody'")
    }

    def "becoming is refused where the inventory does not say how: #values"() {
        given:
        scope.hosts.source = values
        scope.links.source.user = 'ops'

        when:
        probe(as, 'true')

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        where:
        values                    | as         || says
        [:]                       | 'root'     || 'become: sudo'
        [become: 'su']            | 'root'     || 'needs root as the login user'
        [become: 'sudo special']  | 'postgres' || 'gives root'
        [become: 'sudo']          | 'a b'      || 'name of a user'
    }
}
