package dev.runbook.lab

import dev.runbook.testing.Marked
import dev.runbook.testing.SystemsManager
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A runbook on a host that has no SSH: the engine dies in the middle of its job, and another one takes it up. */
class WithoutSshSpec extends Specification {
    static final INSTANCE = 'i-0123456789abcdef0'

    @TempDir
    Path folder
    @AutoCleanup
    SystemsManager amazon = new SystemsManager()

    def setup() {
        amazon.register(INSTANCE, Files.createDirectory(folder.resolve('agent')), [HOME: Files.createDirectory(folder.resolve('home')).toString()])
        Files.writeString(folder.resolve('inventory.yaml'), """
            environments:
              lab:
                hosts: { old: { transport: ssm, instance: $INSTANCE, region: eu-central-1, endpoint: "${amazon.endpoint()}" } }
                secrets: { key: { env: EXPORT_KEY } }
            """.stripIndent())
        Files.writeString(folder.resolve('runbook.groovy'), '''
            title 'An export without SSH'
            secret 'key', about: 'the key of the export'
            targets { host 'old' }
            step('settings') { onHost('old') { sh "printf %s ${secrets.key} | sha256sum >settings" } }
            step('export') {
                onHost('old') {
                    job('echo started >>starts; until [ -e go ]; do sleep 0.05; done; seq 1 9000; printf "exported with "; printf %s "$KEY" | sha256sum', env: [KEY: secrets.key], success: ~/exported/)
                }
            }
            step('what it wrote') { onHost('old') { probe('cat starts settings | wc -l').trim() } }
            '''.stripIndent())
    }

    private Process runbook(String... arguments) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def said = folder.resolve("${arguments[0]}.said").toFile()
        def builder = new ProcessBuilder([java, '-XX:TieredStopAtLevel=1', '-cp', System.getProperty('java.class.path'), 'dev.runbook.cli.Main', *arguments]*.toString())
            .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said)
        builder.environment() << [EXPORT_KEY: Marked.value('export key'), AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', HOME: folder.toString()]
        builder.start()
    }

    private String said(String command) {
        folder.resolve("${command}.said").toFile().text
    }

    def 'the doctor reaches it; a job goes on while the engine is dead, and is taken up; Amazon keeps no secret'() {
        when:
        def doctor = runbook('doctor', 'runbook.groovy', '--env', 'lab')

        then:
        doctor.waitFor(300, TimeUnit.SECONDS)
        said('doctor').contains("ssm $INSTANCE")
        said('doctor').contains('agent 3.3.987.0 online')
        doctor.exitValue() == 0

        when: 'the engine is killed while the job runs'
        def run = runbook('run', 'runbook.groovy', '--env', 'lab', '--no-input')
        def starts = folder.resolve('home/starts')
        new PollingConditions(timeout: 60, delay: 0.05).eventually { assert Files.exists(starts) }
        run.destroyForcibly().waitFor()
        Files.createFile(folder.resolve('home/go'))
        def resume = runbook('resume', '--state', '.runbook', '--no-input')

        then:
        resume.waitFor(300, TimeUnit.SECONDS)
        said('resume').contains('attached to the job')
        said('resume').contains('9000')
        resume.exitValue() == 0
        Files.readAllLines(starts) == ['started']

        and: 'neither commands nor outputs that Amazon keeps hold the secret'
        def sum = Files.readString(folder.resolve('home/settings')).tokenize(' ')[0]
        sum == MessageDigest.getInstance('SHA-256').digest(Marked.value('export key').bytes).encodeHex().toString()
        said('resume').contains("exported with $sum")
        !amazon.kept().contains(Marked.value('export key'))
    }
}
