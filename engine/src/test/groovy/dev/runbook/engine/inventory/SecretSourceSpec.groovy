package dev.runbook.engine.inventory

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.SecretDeclaration
import dev.runbook.engine.model.TargetDeclaration
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

class SecretSourceSpec extends Specification {
    @TempDir
    Path folder
    Path file
    def asked = []

    Environment environment(String secrets, Prompter prompter = Prompter.NOBODY) {
        inventory("environments:\n  uat:\n    secrets:\n      s: $secrets\n", prompter).environment(null)
    }

    Inventory inventory(String text, Prompter prompter = Prompter.NOBODY) {
        file = folder.resolve('inventory.yaml')
        Files.writeString(file, text)
        Inventory.read(file, Fakes.KINDS, Fakes.TRANSPORTS, Fakes.NOTIFIERS, new Surroundings(folder.resolve('home'), [SET: 'from env', EMPTY: ''], prompter))
    }

    Path secretFile(String name, String content, String permissions = 'rw-------') {
        def path = folder.resolve(name)
        Files.createDirectories(path.parent)
        Files.writeString(path, content)
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions))
        path
    }

    def 'a secret comes from #source'() {
        given:
        secretFile('secrets/one', 'from file\n')
        secretFile('home/two', 'line\n\n')

        when:
        def found = environment(source, { what -> "typed for $what" }).secrets().s
        found.resolve()

        then:
        found.secret().reveal() == value
        found.secret().toString() == '••••'
        !found.toString().contains(value)

        where:
        source                                | value
        '{ env: SET }'                        | 'from env'
        '{ file: secrets/one }'               | 'from file'
        '{ file: ~/two }'                     | 'line\n'
        '{ command: "cat secrets/one" }'      | 'from file'
        '{ command: "printf %s piped | cat" }'| 'piped'
        '{ prompt: true }'                    | "typed for secret 's'"
    }

    def 'a secret that is not there is an error that names it, its source and its line: #source'() {
        given:
        Files.createDirectories(folder.resolve('dir'))

        when:
        environment(source).secrets().s.resolve()

        then:
        def error = thrown(RunbookException)
        error.message.replace(folder.toString(), 'FOLDER') == "FOLDER/inventory.yaml:4: secret 's' comes from $why"

        where:
        source                                 | why
        '{ env: UNSET }'                       | 'the environment variable UNSET, which is not set; set it and start again'
        '{ env: EMPTY }'                       | 'the environment variable EMPTY, which is empty'
        '{ file: none }'                       | 'the file FOLDER/none, which cannot be read: there is no such file'
        '{ file: dir }'                        | 'the file FOLDER/dir, which cannot be read: it is a folder'
        '{ command: "echo hidden; exit 3" }'   | "the command 'echo …', which ended with status 3"
        '{ prompt: true }'                     | 'the person at the terminal (prompt: true), which cannot be asked here (no terminal, or --no-input); use env:, file: or command:'
    }

    def 'a secret is fetched once, and not before it is needed'() {
        given:
        def source = environment('{ prompt: true }', { asked << it; 'typed' }).secrets().s

        expect:
        asked.empty
        source.resolve() == null
        source.secret().reveal() == 'typed'
        asked == ["secret 's'"]
    }

    def 'all that is missing is told at once'() {
        given:
        def uat = inventory('''\
            environments:
              uat:
                secrets: { a: { env: A }, b: { env: SET }, c: { env: C }, late: { env: LATE }, unused: { env: UNUSED } }
                hosts:
                  bastion: { address: x, becomePassword: { env: SUDO } }
                  h: { address: y, jump: bastion, env: { TOKEN: { env: TOKEN } } }
                  other: { address: z, becomePassword: { env: OTHER } }
                databases:
                  d: { url: u, via: h, password: { env: DB } }
            '''.stripIndent()).environment(null)

        when:
        SecretSource.resolveAll(uat.needed(
            [declared('a'), declared('b'), declared('c'), new SecretDeclaration('late', '', true, 'x')],
            [new TargetDeclaration('database', 'd', 'read', false, 'x')]))

        then:
        def error = thrown(RunbookException)
        error.message.readLines()*.find(/variable (\w+)/) { all, name -> name } == ['A', 'C', 'DB', 'TOKEN', 'SUDO']
    }

    def 'a secret that a runbook declares must be in the inventory'() {
        expect:
        environment('{ env: X }').secretProblems([declared('s'), declared('t')])*.replace(file.toString(), 'FILE') ==
            ["x:1: environment 'uat' (FILE:2) has no secret 't'; did you mean 's'?"]
    }

    def 'a file of a secret that others can read is worth a warning, no more'() {
        given:
        secretFile('open', 'x', 'rw-r--r--')
        secretFile('closed', 'x')

        expect:
        inventory('environments: { uat: { secrets: { a: { file: open }, b: { file: closed } } } }').warnings()*.replace(folder.toString(), 'FOLDER') ==
            ["FOLDER/inventory.yaml:1: secret 'a': others than its owner can read FOLDER/open; chmod 600 it"]
    }

    private static SecretDeclaration declared(String name) {
        new SecretDeclaration(name, '', false, 'x:1')
    }
}
