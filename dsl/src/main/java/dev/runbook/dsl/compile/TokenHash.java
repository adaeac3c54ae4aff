package dev.runbook.dsl.compile;

import dev.runbook.engine.model.Hash;
import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.Token;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/** A hash of source text that does not notice white space, comments and moving. */
final class TokenHash {
    private TokenHash() {}

    static String of(String source) {
        GroovyLangLexer lexer = new GroovyLangLexer(CharStreams.fromString(source));
        lexer.removeErrorListeners();
        StringBuilder tokens = new StringBuilder();
        for (Token token : lexer.getAllTokens()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                boolean separator = token.getType() == GroovyLexer.NL || token.getType() == GroovyLexer.SEMI;
                tokens.append(separator ? ";" : token.getText()).append(' ');
            }
        }
        return Hash.sha256(tokens.toString().replaceAll("(?:; )+", "; ")).substring(0, 16);
    }
}
