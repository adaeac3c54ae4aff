package dev.runbook.lab

import dev.runbook.engine.model.ExitStatus
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Laboratory
import dev.runbook.lab.hipchat.Sizes
import spock.lang.Specification

class SizesSpec extends Specification {
    def 'what is not asked for has its default'() {
        expect:
        with(Sizes.parse([messages: '10_000'])) {
            messages() == 10_000
            users() == Sizes.DEFAULTS.users
        }
    }

    def 'an unknown size is an error that names the nearest and all known ones'() {
        when:
        Sizes.parse([mesages: '1'])

        then:
        def error = thrown(RunbookException)
        error.status() == ExitStatus.INVALID
        error.message.contains("did you mean 'messages'?")
        error.message.contains('chatEvery, fileBytes, files, messages, pace, poison, rooms, users')
    }

    def 'a size that is no number, or too small, is an error'() {
        when:
        Sizes.parse([(name): value])

        then:
        def error = thrown(RunbookException)
        error.message == "The laboratory's size '$name': expected a whole number from $least on, found '$value'."

        where:
        name       | value | least
        'messages' | 'lots' | 1
        'users'    | '1'    | 3
        'files'    | '-1'   | 0
    }

    def 'the laboratory is found, and says what is real'() {
        when:
        def laboratory = ServiceLoader.load(Laboratory).find { it.runbook() == 'hipchat-to-datacenter' }

        then:
        laboratory.about().contains('Stand-ins: HipChat itself')
    }
}
