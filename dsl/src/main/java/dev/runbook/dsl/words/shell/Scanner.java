package dev.runbook.dsl.words.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the literal parts of a command far enough to know where each value stands. It errs on the side of refusing: where shells disagree about
 * the end of a quote, {@link #doubt} says so, and no value may follow.
 */
final class Scanner {
    /** One level of nesting; {@code parens} counts the open ones of its own. */
    private static final class Level {
        final Lexical kind;
        int parens;

        Level(Lexical kind, int parens) {
            this.kind = kind;
            this.parens = parens;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private final HereDocuments documents = new HereDocuments();
    private final StringBuilder word = new StringBuilder();
    private boolean wordStart = true;
    private boolean escaped;
    private char last;
    private String doubt;
    private String text;
    private int at;

    Scanner() {
        levels.push(new Level(Lexical.CODE, 0));
    }

    Lexical here() {
        return levels.peek().kind;
    }

    boolean inside(Lexical kind) {
        return levels.stream().anyMatch(each -> each.kind == kind);
    }

    /** Whether a word would begin here, apart from what follows. */
    boolean wordStart() {
        return wordStart && last != '<' && last != '>' && !escaped;
    }

    boolean afterBackslash() {
        return escaped;
    }

    boolean afterDollar() {
        return last == '$';
    }

    /** Why nobody can say how the shell reads what follows, or null. */
    String doubt() {
        return doubt;
    }

    /** A value was put here. */
    void value() {
        wordStart = false;
        last = 'v';
        word.append('v');
    }

    void literal(String part) {
        text = part;
        for (at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            last = escaped ? 'v' : c;
            if (escaped && here() != Lexical.COMMENT && here() != Lexical.HERE_DOCUMENT) {
                escaped = false;
                wordStart = wordStart && c == '\n';
            } else {
                step(c);
            }
        }
    }

    private void step(char c) {
        switch (here()) {
            case CODE -> code(c);
            case COMMENT -> comment(c);
            case SINGLE_QUOTES -> closing(c, '\'');
            case DOLLAR_QUOTES -> dollarQuotes(c);
            case DOUBLE_QUOTES -> doubleQuotes(c);
            case BACKQUOTES -> backquotes(c);
            case PARAMETER -> parameter(c);
            case ARITHMETIC -> arithmetic(c);
            case HERE_DOCUMENT -> hereDocument(c);
            default -> throw new IllegalStateException(here().name());
        }
    }

    private void code(char c) {
        boolean begins = wordStart;
        boolean separates = " \t\n;|&()<>".indexOf(c) >= 0;
        if (separates) {
            endWord();
        } else {
            word.append(c);
        }
        wordStart = separates;
        switch (c) {
            case '\\' -> {
                escaped = true;
                wordStart = begins;
            }
            case '\'' -> push(Lexical.SINGLE_QUOTES);
            case '"' -> push(Lexical.DOUBLE_QUOTES);
            case '`' -> push(Lexical.BACKQUOTES);
            case '$' -> dollar(true);
            case '#' -> comments(begins);
            case '\n' -> newline();
            case '<' -> lessThan();
            case '(' -> open(begins);
            case ')' -> close();
            default -> {}
        }
    }

    private void comments(boolean begins) {
        if (begins) {
            push(Lexical.COMMENT);
        }
    }

    private void open(boolean begins) {
        if (begins && peek(1) == '(') {
            at++;
            levels.push(new Level(Lexical.ARITHMETIC, 2));
        } else {
            levels.peek().parens++;
        }
    }

    private void close() {
        if (levels.peek().parens > 0) {
            levels.peek().parens--;
        } else if (levels.size() > 1) {
            pop();
        }
    }

    /** After a {@code $} that stands where it means something. */
    private void dollar(boolean quotes) {
        if (peek(1) == '(' && peek(2) == '(') {
            at += 2;
            levels.push(new Level(Lexical.ARITHMETIC, 2));
        } else if (peek(1) == '(') {
            at++;
            push(Lexical.CODE);
            wordStart = true;
            word.setLength(0);
        } else if (peek(1) == '{') {
            at++;
            push(Lexical.PARAMETER);
        } else if (quotes && peek(1) == '\'') {
            at++;
            push(Lexical.DOLLAR_QUOTES);
        } else if (at + 1 < text.length() && peek(1) != '\'' && peek(1) != '"') {
            at++;
            last = text.charAt(at);
            reread();
        }
    }

    /** What follows a lone {@code $}: a name's letter, {@code $#} or {@code $$} are part of the word; anything else is looked at again. */
    private void reread() {
        if (!Character.isLetterOrDigit(last) && "_#?*@!$-".indexOf(last) < 0) {
            at--;
            last = '$';
        } else {
            last = 'v';
        }
    }

    private void lessThan() {
        if (peek(1) != '<') {
            return;
        }
        if (peek(2) == '<') {
            at += 2;
            return;
        }
        int end = documents.announced(text, at + 2);
        if (end < 0) {
            doubt = "the end mark of a here-document must be written out";
            return;
        }
        at = end - 1;
        last = 'v';
        wordStart = false;
    }

    private void newline() {
        if (documents.follow()) {
            push(Lexical.HERE_DOCUMENT);
        }
    }

    private void endWord() {
        if (levels.size() > 1 && word.toString().equals("case")) {
            doubt = "a 'case' inside $(…) closes parentheses that it did not open";
        }
        word.setLength(0);
    }

    private void comment(char c) {
        escaped = false;
        if (c == '\n') {
            pop();
            wordStart = true;
            newline();
        }
    }

    private void hereDocument(char c) {
        escaped = false;
        if (documents.endWith(c)) {
            pop();
            wordStart = true;
        }
    }

    private void closing(char c, char quote) {
        if (c == quote) {
            pop();
        }
    }

    private void dollarQuotes(char c) {
        if (c == '\\' && peek(1) == '\'') {
            doubt = "shells disagree where $'…\\'…' ends";
        }
        closing(c, '\'');
    }

    private void doubleQuotes(char c) {
        switch (c) {
            case '\\' -> escaped = true;
            case '"' -> pop();
            case '`' -> push(Lexical.BACKQUOTES);
            case '$' -> dollar(false);
            default -> {}
        }
    }

    private void backquotes(char c) {
        escaped = c == '\\';
        closing(c, '`');
    }

    private void parameter(char c) {
        if ((c == '\'' || c == '"' || c == '`') && inside(Lexical.DOUBLE_QUOTES)) {
            doubt = "shells disagree about quotes inside \"${…}\"";
        }
        nested(c);
        closing(c, '}');
    }

    private void arithmetic(char c) {
        if (c == '(') {
            levels.peek().parens++;
        } else if (c == ')' && --levels.peek().parens == 0) {
            pop();
            return;
        }
        nested(c);
    }

    private void nested(char c) {
        switch (c) {
            case '\\' -> escaped = true;
            case '\'' -> push(Lexical.SINGLE_QUOTES);
            case '"' -> push(Lexical.DOUBLE_QUOTES);
            case '`' -> push(Lexical.BACKQUOTES);
            case '$' -> dollar(false);
            default -> {}
        }
    }

    private void push(Lexical kind) {
        levels.push(new Level(kind, 0));
    }

    private void pop() {
        levels.pop();
        wordStart = false;
        word.append('v');
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }
}
