package dev.runbook.dsl.check;

import groovyjarjarantlr4.v4.runtime.CharStreams;
import groovyjarjarantlr4.v4.runtime.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;

/** The words and signs of a script, before anybody asks what they mean. */
final class Tokens {
    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");

    private final List<? extends Token> all;
    private final Stumble stumble;

    /** The first character that is part of no word or sign, or a bracket that fits no other. */
    record Stumble(int line, int column, String message) {}

    private Tokens(List<? extends Token> all, Stumble stumble) {
        this.all = all;
        this.stumble = stumble;
    }

    static Tokens of(String text) {
        GroovyLangLexer lexer = new GroovyLangLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        try {
            return new Tokens(lexer.getAllTokens(), null);
        } catch (GroovySyntaxError broken) {
            return new Tokens(List.of(), new Stumble(broken.getLine(), broken.getColumn(), broken.getMessage()));
        } catch (RuntimeException broken) {
            return new Tokens(
                    List.of(),
                    new Stumble(
                            lexer.getLine(), lexer.getCharPositionInLine() + 1, String.valueOf(broken.getMessage())));
        }
    }

    Optional<Stumble> stumble() {
        return Optional.ofNullable(stumble);
    }

    /** What could be the name of a word, of an option, or of anything else. */
    List<String> names() {
        return all.stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                .map(Token::getText)
                .filter(text -> Character.isJavaIdentifierStart(text.charAt(0)))
                .toList();
    }

    /** Whether something is given by this name: {@code as: 'root'}. */
    boolean hasOption(String name) {
        return java.util.stream.IntStream.range(0, all.size() - 1)
                .anyMatch(at -> all.get(at).getText().equals(name)
                        && all.get(at + 1).getText().equals(":"));
    }

    List<? extends Token> annotations() {
        return all.stream()
                .filter(token -> token.getType() == GroovyLangLexer.AT)
                .toList();
    }

    /** The first bracket that is never closed, or closes nothing. */
    Optional<Stumble> bracket() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : all) {
            String sign = token.getText();
            if (CLOSING.containsKey(sign) || sign.equals("${")) {
                open.push(token);
            } else if (CLOSING.containsValue(sign)) {
                Token begin = open.poll();
                if (begin == null) {
                    return Optional.of(at(token, "there is nothing that this '" + sign + "' closes"));
                }
                if (!sign.equals(closing(begin))) {
                    return Optional.of(at(
                            token,
                            "expected '" + closing(begin) + "', which closes the '" + begin.getText() + "' of line "
                                    + begin.getLine() + ", found '" + sign + "'"));
                }
            }
        }
        return Optional.ofNullable(open.peekLast())
                .map(token -> at(token, "this '" + token.getText() + "' is never closed"));
    }

    /** The word or sign that begins at this place; empty where none does. */
    Optional<String> at(int line, int column) {
        return all.stream()
                .filter(token -> token.getLine() == line && token.getCharPositionInLine() + 1 == column)
                .map(Token::getText)
                .findFirst();
    }

    private static String closing(Token open) {
        return CLOSING.getOrDefault(open.getText(), "}");
    }

    private static Stumble at(Token token, String message) {
        return new Stumble(token.getLine(), token.getCharPositionInLine() + 1, message);
    }
}
