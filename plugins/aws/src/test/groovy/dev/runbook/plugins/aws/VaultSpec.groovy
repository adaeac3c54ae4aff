package dev.runbook.plugins.aws

import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.inventory.Prompter
import dev.runbook.engine.inventory.Surroundings
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Vault
import dev.runbook.testing.amazon.FakeAmazon.Fault
import dev.runbook.testing.Marked
import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Secrets of an inventory that are kept at Amazon. */
class VaultSpec extends Specification {
    @TempDir
    Path folder

    FakeAws amazon = new FakeAws()

    def setup() {
        Credentials.given()
        amazon.vault.secrets['prod/chat'] = JsonOutput.toJson([password: Marked.value('vault')])
        amazon.vault.parameters['/chat/db'] = Marked.value('parameter')
    }

    private Inventory read(String entry) {
        def file = folder.resolve('inventory.yaml')
        Files.writeString(file, "environments:\n  lab:\n    secrets:\n      x: { aws: { region: eu-central-1, endpoint: \"$amazon.endpoint\", $entry } }\n")
        Inventory.read(file, [], [], [], new Surroundings(folder, [:], Prompter.NOBODY, ServiceLoader.load(Vault).toList()))
    }

    private String value(String entry) {
        read(entry).environment('lab').secrets().x.secret().reveal()
    }

    def 'a secret, a member of one, and a parameter are fetched when they are needed'() {
        expect:
        value('parameter: /chat/db') == Marked.value('parameter')
        value('secret: prod/chat, key: password') == Marked.value('vault')
        value('secret: prod/chat') == JsonOutput.toJson([password: Marked.value('vault')])
    }

    def 'nothing is asked when the inventory is read'() {
        when:
        def source = read('secret: prod/chat, key: password').environment('lab').secrets().x

        then:
        amazon.actions.isEmpty()
        source.from() == "'password' of the secret 'prod/chat' of AWS Secrets Manager"
    }

    def 'what cannot be had says where it was looked for, and nothing of what is there'() {
        when:
        value(entry)

        then:
        def missing = thrown(RunbookException)
        missing.message.contains("inventory.yaml:4: secret 'x' comes from ")
        missing.message.contains(message)
        !missing.message.contains(Marked.MARK)

        where:
        entry                          | message
        'parameter: /none'             | "the parameter '/none' of AWS Systems Manager, which was refused: ParameterNotFound"
        'secret: none'                 | "the secret 'none' of AWS Secrets Manager, which was refused: ResourceNotFoundException: Secrets Manager can't find"
        'secret: prod/chat, key: none' | "'none' of the secret 'prod/chat' of AWS Secrets Manager, which is not there, or no text"
    }

    def 'what is not allowed says so'() {
        given:
        amazon.fail('GetParameter', Fault.DENIED)

        when:
        value('parameter: /chat/db')

        then:
        def refused = thrown(RunbookException)
        refused.message.contains('expected that these credentials may do this')
    }

    def 'an entry that is wrong is told with its line, and nothing is asked'() {
        when:
        read(entry)

        then:
        def wrong = thrown(RunbookException)
        wrong.message.contains('inventory.yaml:4: ')
        wrong.message.contains(message)

        where:
        entry                            | message
        'secret: a, parameter: b'        | 'expected either secret: or parameter: under aws:, found both'
        'profile: a'                     | 'expected either secret: or parameter: under aws:, found none'
        'parameter: a, key: b'           | 'a parameter has no members'
        'secert: a'                      | "unknown key 'secert' in aws: of secret 'x'; did you mean 'secret'?"
        'secret: '                       | 'expected a text after secret:'
    }
}
