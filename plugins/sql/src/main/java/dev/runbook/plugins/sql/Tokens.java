package dev.runbook.plugins.sql;

import dev.runbook.plugins.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes a statement apart, so that quotes and comments are told from the rest; {@link #VALUE} in it is the place of a value. */
final class Tokens {
    /** No statement can hold it: servers refuse the character. */
    static final char VALUE = '\0';

    private final String sql;
    private final Dialect dialect;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int plainFrom;

    private Tokens(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    static List<Token> of(String sql, Dialect dialect) {
        Tokens all = new Tokens(sql, dialect);
        while (all.at < sql.length()) {
            all.next();
        }
        all.flush();
        return all.tokens;
    }

    private void next() {
        char here = sql.charAt(at);
        if (here == VALUE) {
            take(Kind.VALUE, at + 1);
        } else if (here == '?') {
            boolean two = ahead(1) == '?';
            take(two ? Kind.ESCAPED_QUESTION : Kind.QUESTION, at + (two ? 2 : 1));
        } else if (here == '\'' || here == '"' || here == '`' && dialect == Dialect.MARIADB) {
            take(Kind.QUOTED, closing(here));
        } else if (commentHere()) {
            take(Kind.COMMENT, here == '/' ? blockEnd() : lineEnd());
        } else if (here == '$' && dollarTag() != null) {
            String tag = dollarTag();
            take(Kind.QUOTED, after(tag, at + tag.length()));
        } else if (here == ':') {
            colon();
        } else {
            at++;
        }
    }

    /** {@code :name} is a place, {@code ::type} a cast, {@code [1:n]} a slice: a name's colon stands alone and after no word. */
    private void colon() {
        int end = at + 1;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end)) && sql.charAt(end) != VALUE) {
            end++;
        }
        if (ahead(1) == ':') {
            at += 2;
        } else if (end > at + 1 && Character.isJavaIdentifierStart(ahead(1)) && !wordBefore()) {
            flush();
            tokens.add(new Token(Kind.NAMED, sql.substring(at + 1, end)));
            at = end;
            plainFrom = end;
        } else {
            at++;
        }
    }

    private void take(Kind kind, int end) {
        flush();
        tokens.add(new Token(kind, sql.substring(at, end)));
        at = end;
        plainFrom = end;
    }

    private void flush() {
        if (at > plainFrom) {
            tokens.add(new Token(Kind.PLAIN, sql.substring(plainFrom, at)));
        }
        plainFrom = at;
    }

    private int closing(char quote) {
        boolean backslashes = quote != '`' && dialect.backslashes() || quote == '\'' && escapeString();
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashes) {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
            i++;
        }
        return sql.length();
    }

    /** {@code E'…'}, the E being a word of its own. */
    private boolean escapeString() {
        return at > 0
                && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                && (at == 1 || !wordPart(sql.charAt(at - 2)));
    }

    private boolean commentHere() {
        char here = sql.charAt(at);
        if (here == '-' && ahead(1) == '-') {
            // MariaDB wants white space behind it: 5--1 is a difference there.
            return dialect == Dialect.POSTGRESQL || at + 2 >= sql.length() || ahead(2) <= ' ';
        }
        return here == '/' && ahead(1) == '*' || here == '#' && dialect == Dialect.MARIADB;
    }

    private int lineEnd() {
        int end = sql.indexOf('\n', at);
        return end < 0 ? sql.length() : end + 1;
    }

    private int blockEnd() {
        int depth = 1;
        int i = at + 2;
        while (i < sql.length() && depth > 0) {
            if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else if (sql.startsWith("/*", i) && dialect == Dialect.POSTGRESQL) {
                depth++;
                i += 2;
            } else {
                i++;
            }
        }
        return Math.min(i, sql.length());
    }

    private String dollarTag() {
        if (dialect != Dialect.POSTGRESQL || wordBefore()) {
            return null;
        }
        int end = at + 1;
        while (end < sql.length() && wordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean tag = end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(ahead(1));
        return tag ? sql.substring(at, end + 1) : null;
    }

    private int after(String wanted, int from) {
        int found = sql.indexOf(wanted, from);
        return found < 0 ? sql.length() : found + wanted.length();
    }

    private boolean wordBefore() {
        return at > 0 && wordPart(sql.charAt(at - 1));
    }

    private static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private char ahead(int by) {
        return at + by < sql.length() ? sql.charAt(at + by) : ' ';
    }
}
