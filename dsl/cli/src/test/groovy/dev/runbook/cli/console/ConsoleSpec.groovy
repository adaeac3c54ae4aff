package dev.runbook.cli.console

import dev.runbook.cli.Screen
import spock.lang.Specification

class ConsoleSpec extends Specification {
    static final TERMINAL = new Tty(true, true, true, true)

    def 'with events on standard output, people read standard error'() {
        given:
        def screen = new Screen()

        when:
        screen.console.withEvents().say('for people')
        screen.console.withEvents().data('{}')

        then:
        screen.err == 'for people\n'
        screen.out == '{}\n'
    }

    def 'colours and live progress need a terminal where people read, and no NO_COLOR'() {
        expect:
        new Screen(tty).console.live() == text
        new Screen(tty).console.withEvents().live() == events

        where:
        tty                                    | text  | events
        TERMINAL                               | true  | true
        new Tty(true, true, false, true)       | true  | false
        new Tty(true, false, true, true)       | false | true
        new Tty(true, true, true, false)       | false | false
        Tty.NONE                               | false | false
    }

    def 'NO_COLOR counts where it is not empty'() {
        expect:
        Tty.of(environment).colours() == colours

        where:
        environment       | colours
        [:]               | true
        [NO_COLOR: '']    | true
        [NO_COLOR: '1']   | false
        [TERM: 'dumb']    | false
    }

    def 'text from outside cannot drive the terminal'() {
        expect:
        Harmless.text('a\u001B[31mred\u001B[0m\u001B]0;title\u0007 b\r\bc\td\u202Ee\nf') == 'ared bc    de\nf'
    }

    def 'a line for people keeps its colours on a terminal, and nothing else that drives it'() {
        given:
        def screen = new Screen(tty)

        when:
        screen.console.say('\u001B[1mbold\u001B[0m\u001B[2J\r\u0007')

        then:
        screen.out == shown + '\n'

        where:
        tty      | shown
        TERMINAL | '\u001B[1mbold\u001B[0m'
        Tty.NONE | 'bold'
    }

    def 'columns are as wide as their widest cell, colours aside'() {
        expect:
        new Table().row('a', Style.COLOURED.good('xy'), 'end').row('long', 'z', '').lines()*.replaceAll(/\u001B\[[0-9;]*m/, '') == ['a     xy  end', 'long  z']
    }

    def 'what moves is erased before a line is put above it, and cut to the width'() {
        given:
        def bytes = new ByteArrayOutputStream()
        def area = new LiveArea(new PrintStream(bytes, true, 'UTF-8'), { 6 })

        when:
        area.show(['123456789', 'b'])
        area.above(['done'])
        area.clear()

        then:
        bytes.toString('UTF-8') == '12345\nb' + '\r\u001B[1A\u001B[J' + 'done\n' + '12345\nb' + '\r\u001B[1A\u001B[J'
    }
}
