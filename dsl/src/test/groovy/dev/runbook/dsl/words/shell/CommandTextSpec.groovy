package dev.runbook.dsl.words.shell

import dev.runbook.dsl.words.FakeScope
import dev.runbook.dsl.words.LocalLink
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.Raw
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.engine.spi.HostFrame
import spock.lang.Specification

class CommandTextSpec extends Specification {
    static final SHELLS = [['/bin/sh'], ['bash'], ['dash']].findAll { it[0] == '/bin/sh' || new File("/bin/${it[0]}").canExecute() }
    static final HOSTILE = [
        'plain', '', ' ', 'two words', "it's", '"', "'", "'\\''", '\\', '\\\\n', '$(touch /tmp/pwned)', '`id`', '$HOME', '${IFS}', '*', '?[a-z]*', '~', '~root', '-rf', '--', '-n', '-e a\\tb',
        'a;b', 'a&&b', '|', '>x', '<x', '(', ')', '{a,b}', '#c', '!', '!!', 'a\nb', '\n', 'end\n', '\n\n', '\r', 'a\r\nb', '\t', 'ünï¢ødé ‹›', '日本語', '👩‍🚀', 'a\u0001b', '\u007f', 'a\u001bb', '%s%n', '=', 'A=b', '2', 'if', 'done',
        'EOF', '$1', "'; rm -rf /; '", '"; echo x; "', 'x' * 20_000]

    FakeScope scope = new FakeScope()
    LocalLink link = scope.links['source']

    private List<String> words(Object command, Map env = [:], InputStream stdin = InputStream.nullInputStream()) {
        def capture = new Capture(null)
        def status = HostShell.of(scope, new HostFrame('source', null, null, [:])).run(CommandText.sent(FakeScope.text(command)), env, stdin, null, capture)
        assert status == 0: new String(capture.err())
        new String(capture.out(), 'UTF-8').split('\0', -1).toList().dropRight(1)
    }

    def "each value is exactly one word, whatever is in it (login shell #shell)"() {
        given:
        link.shell = shell

        expect:
        HOSTILE.collate(10).each { some ->
            assert words("printf '%s\\0' ${some[0]} ${some}") == [some[0]] + some
        }
        HOSTILE.each { assert words("printf '%s\\0' --out=${it}/${it}.x") == ["--out=$it/${it}.x"] }

        where:
        shell << SHELLS
    }

    def "each secret is exactly one word too, and stands in no argument vector (login shell #shell)"() {
        given:
        link.shell = shell

        when:
        def secrets = HOSTILE.collect { Secret.of('s', it) }

        then:
        words("printf '%s\\0' ${secrets}") == HOSTILE
        words("printf '%s\\0' a${secrets[5]}b ${secrets[30]} \$(printf %s ${secrets[0]})") == ["a${HOSTILE[5]}b", HOSTILE[30], 'plain']
        HOSTILE.findAll { it.length() > 6 && !(it in ['${IFS}', '%s%n']) }.every { value -> link.lines.every { !it.contains(value) } }

        where:
        shell << SHELLS
    }

    def "secrets of the environment are exact, and standard input follows them"() {
        given:
        def secret = Secret.of('s', 'line one\nline two\n')

        expect:
        words("printf '%s\\0' \"\$TOKEN\" ${secret} \"\$PLAIN\"; cat; printf '\\0'", [TOKEN: secret, PLAIN: "it's"], new ByteArrayInputStream('of the\nauthor'.bytes)) ==
            ['line one\nline two\n', 'line one\nline two\n', "it's", 'of the\nauthor']
        words('env | grep -c "line one" || true; printf "\\0"', [:]) == ['0\n']
        words("env | grep -c 'line one' >&2 || printf '%s\\0' ${secret}") == ['line one\nline two\n']
    }

    def "a text with a secret in it is one secret word"() {
        given:
        def inner = FakeScope.text("user:${Secret.of('s', 'pa ss')}@host")

        expect:
        words("printf '%s\\0' ${inner} ${FakeScope.text("a ${1}")}") == ['user:pa ss@host', 'a 1']
        !link.lines[0].contains('pa ss')
        CommandText.shown(FakeScope.text("x ${inner}")) == 'x ••••'
    }

    def "a long command travels through standard input"() {
        given:
        def many = (1..20_000).collect { "file number $it".toString() }

        expect:
        words("printf '%s\\0' ${many}") == many
        link.lines[0].length() < 1_000
    }

    def "what is shown is what a person would type: #shown"() {
        expect:
        CommandText.shown(FakeScope.text(command)) == shown

        where:
        command                                                 || shown
        'systemctl stop chat'                                   || 'systemctl stop chat'
        "chat-import --room ${12}"                              || 'chat-import --room 12'
        "rm -- ${'a b'} ${"it's"}"                              || "rm -- 'a b' 'it'\\''s'"
        "rm ${['a', 'b c']}"                                    || "rm a 'b c'"
        "rm ${new Words([])} x"                                 || 'rm  x'
        "login --password=${Secret.of('p', 'geheim')}"          || 'login --password=••••'
        "echo ${new Pending('value of x')}"                     || 'echo ‹value of x›'
        "echo ${[1, new Pending('value of x')]}"                || 'echo 1 ‹value of x›'
        "echo ${new Raw('a | b')} ${''}"                        || "echo a | b ''"
        "x # it's ${'dropped\nrm'}\ny ${1}"                     || "x # it's \ny 1"
    }

    def "a value stands where the shell would read it as code or text: #command is refused with advice"() {
        when:
        CommandText.sent(FakeScope.text(command))

        then:
        def e = thrown(RunbookException)
        e.message.contains(says)

        when:
        CommandText.shown(FakeScope.text(command))

        then:
        thrown(RunbookException)

        where:
        command                                                  || says
        "echo '${1}'"                                            || 'leave the quotes out'
        "echo \"a ${1}\""                                        || 'leave the quotes out'
        "echo \"\$(ls ${1})\""                                   || 'leave the quotes out'
        "echo `ls ${1}`"                                         || 'backquotes'
        "echo \"`ls ${1}`\""                                     || 'backquotes'
        "cat <<EOF\nx ${1}\nEOF\n"                               || 'stdin:'
        "cat <<-'E O F'; ls\nx ${1}\n"                           || 'stdin:'
        "cat <<${1}\nx"                                          || 'end mark'
        "cat <<A <<B\nx\nA\n${1}\nB\n"                           || 'stdin:'
        "echo \${x:-${1}}"                                       || 'variable first'
        "echo \$((${1} + 1))"                                    || 'variable first'
        "(( ${1} ))"                                             || 'variable first'
        "echo \\${1}"                                            || 'backslash'
        "echo \$${1}"                                            || 'after a $'
        "echo \$'it\\'s' ${1}"                                   || 'disagree'
        "echo \"\$(case x in a) echo \"${1}\";; esac)\""         || 'case'
        "echo 'a' \"b\" 'c ${1}"                                 || 'leave the quotes out'
        "echo ${new Raw("'")} ${1}"                              || 'leave the quotes out'
        "echo ${null}"                                           || 'null'
        "echo ${[1, null]}"                                      || 'null'
        "rm -rf /x/${['a']}"                                     || 'stand alone'
        "rm -rf ${['a']}/x"                                      || 'stand alone'
        "rm ${['a']}${['b']}"                                    || 'stand alone'
        "rm a\\ ${['b']}"                                        || 'stand alone'
        "rm >${['b']}"                                           || 'stand alone'
        "rm ${[]}"                                               || 'words(list)'
        "rm ${[[1]]}"                                            || 'a list inside a list'
        "rm ${[a: 1]}"                                           || 'a map'
        "rm ${'a\0b'}"                                           || 'NUL'
    }

    def "a value may stand in #command"() {
        expect:
        words(command) == expected

        where:
        command                                                                   || expected
        "# it's a comment\nprintf '%s\\0' ${'a b'}"                               || ['a b']
        "printf '%s\\0' x#y'z' ${'a b'}"                                          || ['x#yz', 'a b']
        "printf '%s\\0' \"\$#\" ${'a b'} # don't ${'x\nfalse'}\nprintf 'b\\0'"    || ['0', 'a b', 'b']
        "printf '%s\\0' \"\$(printf %s 'in')\" ${'a b'}"                          || ['in', 'a b']
        "printf '%s\\0' \$(printf %s ${'in'})"                                    || ['in']
        "x=${'a  b'}; printf '%s\\0' \"\${x#a}\" ${['q']}"                        || ['  b', 'q']
        "cat <<'E' >/dev/null\nit's\nE\nprintf '%s\\0' ${'a b'}"                  || ['a b']
        "printf '%s\\0' \\\n ${['a', 'b']};true"                                  || ['a', 'b']
        "printf '%s\\0' \$((1 + 2)) (${1})".toString().replace('(1)', '1')        || ['3', '1']
        "(printf '%s\\0' ${['a b']})|cat"                                         || ['a b']
        "echo x | { cat >/dev/null; printf '%s\\0' ${'a'}'b'; }"                  || ['ab']
        "case ${'x y'} in 'x y') printf '%s\\0' ${'yes'};; esac"                  || ['yes']
        "printf '%s\\0' \"it's \\\"\" ${'a b'}"                                   || ["it's \"", 'a b']
    }
}
