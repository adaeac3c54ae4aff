package dev.runbook.dsl.check

import groovy.transform.Immutable
import groovyjarjarantlr4.v4.runtime.CharStreams
import org.apache.groovy.parser.antlr4.GroovyLangLexer

/** Slips of the finger: every word, name and option of a script, with one letter left out, and with one letter changed. */
class Mutations {
    private static final NAMES = [GroovyLangLexer.Identifier, GroovyLangLexer.CapitalizedIdentifier] as Set
    private static final TEXT = GroovyLangLexer.StringLiteral

    @Immutable
    static class Mutation {
        int at
        String from
        String to

        String applied(String script) {
            script.substring(0, at) + to + script.substring(at + from.length())
        }

        int line(String script) {
            script.substring(0, at).count('\n') + 1
        }
    }

    /** All of one script. Names in quotes count where they are a target's, or declare a parameter or secret. */
    static List<Mutation> of(String script) {
        def targets = script.findAll(/(?s)targets \{.*?\n\}/)*.findAll(/'(\w+)'/) { all, name -> name }.flatten() as Set
        def tokens = new GroovyLangLexer(CharStreams.fromString(script)).allTokens.findAll { it.channel == 0 }
        tokens.withIndex().collectMany { token, i ->
            def quoted = token.type == TEXT && (token.text[1..-2] in targets || i > 0 && tokens[i - 1].text in ['param', 'secret'])
            if (quoted) {
                slips(token.startIndex + 1, token.text[1..-2])
            } else {
                token.type in NAMES ? slips(token.startIndex, token.text) : []
            }
        }
    }

    private static List<Mutation> slips(int at, String name) {
        (0..<name.length()).collectMany { i ->
            def letter = name.charAt(i)
            def other = letter == ('z' as char) ? 'y' : String.valueOf((char) (letter + 1))
            def changed = name.substring(0, i) + other + name.substring(i + 1)
            def shorter = name.substring(0, i) + name.substring(i + 1)
            [shorter, changed].findAll { it ==~ /[A-Za-z]\w*/ && it != name }.collect { new Mutation(at, name, it) }
        }.unique()
    }
}
