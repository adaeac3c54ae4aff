package dev.runbook.plugins.http

import static dev.runbook.plugins.http.FakeScope.text

import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Raw
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import spock.lang.Specification

class UrlSpec extends Specification {
    static final BASE = 'https://chat.example.org:8443/base'
    static final HOSTILE = "a/b?c=d&e#f g%20'\"\n\$(x)+ü💬"
    static final ENCODED = 'a%2Fb%3Fc%3Dd%26e%23f%20g%2520%27%22%0A%24%28x%29%2B%C3%BC%F0%9F%92%AC'

    def "#url becomes #expected"() {
        expect:
        Url.of(text(url)).toString() == expected

        where:
        url                                                  | expected
        'https://chat.example.org/health?a=b'                | 'https://chat.example.org/health?a=b'
        'https://h/x#fragment'                               | 'https://h/x'
        'https://h/ü'                                        | 'https://h/%C3%BC'
        "${BASE}/users"                                      | BASE + '/users'
        "${BASE}/users/${HOSTILE}"                           | BASE + '/users/' + ENCODED
        "https://${'chat.example.org'}/users"                | 'https://chat.example.org/users'
        "https://${'chat.example.org'}:${8443}/"             | 'https://chat.example.org:8443/'
        "https://${'h'}${'/api/v4?x=1'}"                     | 'https://h/api/v4?x=1'
        "${BASE}?q=${HOSTILE}&n=${5}"                        | BASE + '?q=' + ENCODED + '&n=5'
        "${BASE}/${new Raw('a/b?c=d')}"                      | BASE + '/a/b?c=d'
        "${BASE}/-${'..'}"                                   | BASE + '/-..'
        "${BASE}?empty=${''}"                                | BASE + '?empty='
        "${BASE}/${Secret.of('s', 'a b')}"                   | BASE + '/a%20b'
    }

    def "a url is shown without its secrets"() {
        expect:
        Url.show(text("https://h/${Secret.of('s', 'hunter22')}?a=${'x y'}&b=${new Pending('n')}")) == 'https://h/••••?a=x%20y&b=‹n›'
        Url.show(text("${new Pending('base')}/${'x'}/${'y z'}")) == '‹base›/x/y%20z'
    }

    def "#url is refused: #says"() {
        when:
        Url.of(text(url))

        then:
        def error = thrown(RunbookException)
        error.message.contains(says)
        !error.message.contains('hunter22')

        where:
        url                                          | says
        'chat.example.org/health'                    | 'no http://'
        'ftp://h/x'                                  | 'no http://'
        'https:///x'                                 | 'expected a URL'
        'https://h/a b'                              | 'illegal character'
        "https://joe:${Secret.of('s', 'hunter22')}@h/" | 'a user before the host'
        "https://${'evil.org/x?'}.example.org/"      | 'where the host name belongs'
        "https://${'a@b'}/"                          | 'where the host name belongs'
        "https://h/${'..'}/admin"                    | "is '..'"
        "https://h/users/${''}/delete"               | "is ''"
        "https://h/${null}"                          | 'is null'
        "https://h/${[1]}"                           | 'is a list'
        "https://h/${'x' + Secret.MASK}"             | 'masked secret'
    }
}
