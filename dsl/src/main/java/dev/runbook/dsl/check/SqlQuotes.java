package dev.runbook.dsl.check;

/**
 * Whether a place of an SQL statement is inside quotes, as far as all databases agree: what one of them reads differently (backslashes,
 * {@code #}, dollar quotes) ends the judgement, since the run looks again with the right dialect.
 */
final class SqlQuotes {
    private char quote;
    private boolean lineComment;
    private boolean blockComment;
    private boolean doubtful;

    void read(String part) {
        for (int i = 0; i < part.length() && !doubtful; i++) {
            i += one(part, i);
        }
    }

    boolean inside() {
        return quote != 0 && !doubtful;
    }

    /** Reads one character; gives how many more belong to it. */
    private int one(String part, int at) {
        char sign = part.charAt(at);
        String two = part.substring(at, Math.min(part.length(), at + 2));
        if (lineComment) {
            lineComment = sign != '\n';
        } else if (blockComment) {
            blockComment = !two.equals("*/");
            return blockComment ? 0 : 1;
        } else if (quote != 0) {
            quote = sign == quote ? 0 : quote;
            doubtful |= sign == '\\';
        } else {
            return code(sign, two);
        }
        return 0;
    }

    private int code(char sign, String two) {
        lineComment = two.equals("--");
        blockComment = two.equals("/*");
        quote = sign == '\'' || sign == '"' || sign == '`' ? sign : 0;
        doubtful |= sign == '#' || sign == '$';
        return lineComment || blockComment ? 1 : 0;
    }
}
