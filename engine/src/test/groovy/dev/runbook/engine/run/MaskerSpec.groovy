package dev.runbook.engine.run

import spock.lang.Specification

class MaskerSpec extends Specification {
    def masker = new Masker()

    def 'the value of a secret is hidden wherever it stands'() {
        given:
        masker.hide('hunter22')

        expect:
        masker.mask(text) == masked
        masker.finds(text) == (text != masked)

        where:
        text                       | masked
        'login hunter22 now'       | 'login •••• now'
        'xhunter22x'               | 'x••••x'
        'hunter22hunter22'         | '••••'
        'hunter2'                  | 'hunter2'
        ''                         | ''
    }

    def 'a short secret is hidden as a whole word only'() {
        given:
        masker.hide('abc')

        expect:
        masker.mask(text) == masked

        where:
        text            | masked
        'abc'           | '••••'
        '-p abc'        | '-p ••••'
        '(abc)'         | '(••••)'
        'abcdef'        | 'abcdef'
        'x_abc'         | 'x_abc'
        'äabc'          | 'äabc'
        'abc,abc'       | '••••,••••'
    }

    def 'of a secret of several lines each line that can be told is hidden, and a line end behind it does not matter'() {
        given:
        masker.hide('-----BEGIN KEY-----\nMIIEow\n  c3VwZXJz  \nab\n')
        masker.hide('pin\n')

        expect:
        masker.mask('a MIIEow b c3VwZXJz ab') == 'a •••• b •••• ab'
        masker.mask('-----BEGIN KEY-----\nMIIEow\n  c3VwZXJz  \nab') == '••••'
        masker.mask('the pin is') == 'the •••• is'
    }

    def 'a secret inside or across another one leaves nothing of either'() {
        given:
        secrets.each { masker.hide(it) }

        expect:
        masker.mask(text) == masked

        where:
        secrets                      | text                     | masked
        ['abc', 'say abc loudly']    | 'x say abc loudly y'     | 'x •••• y'
        ['say abc loudly', 'abc']    | 'x say abc loudly y'     | 'x •••• y'
        ['abcdef1', 'def1xyz']       | '<abcdef1xyz>'           | '<••••>'
        ['ananas', 'nothing']        | 'anananas'               | 'an••••'
    }

    def 'nothing is no secret'() {
        when:
        ['', ' ', '\n'].each { masker.hide(it) }

        then:
        masker.mask('a b\nc') == 'a b\nc'
        masker.mask(null) == null
    }

    def 'every text in data is masked, and everything else stays'() {
        given:
        masker.hide('hunter22')

        expect:
        masker.maskData([a: 'x hunter22', b: [1, null, ['hunter22']], c: 2.5]) == [a: 'x ••••', b: [1, null, ['••••']], c: 2.5]
    }

    def 'a secret with characters that mean something to patterns is hidden as it stands'() {
        given:
        masker.hide('a.*$\\E[b')

        expect:
        masker.mask('> a.*$\\E[b <') == '> •••• <'
        masker.mask('a.x') == 'a.x'
    }

    def 'a file is masked, whatever its bytes are, and is left alone where it holds no secret'() {
        given:
        masker.hide('hunter22')
        byte[] binary = [0, -1, -2, 10]

        expect:
        new String(masker.maskFile('é hunter22'.getBytes('UTF-8')), 'UTF-8') == 'é ••••'
        masker.maskFile(binary).is(binary)
        !new String(masker.maskFile([*binary, *'hunter22'.bytes] as byte[]), 'ISO-8859-1').contains('hunter')
    }
}
