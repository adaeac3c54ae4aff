package dev.runbook.plugins.sql;

/**
 * A piece of a statement, as far as values are concerned.
 *
 * @param kind what it is
 * @param text its characters, as the author wrote them; of a {@link Kind#NAMED} one the name without its colon
 */
record Token(Kind kind, String text) {
    /** What a piece of a statement is. */
    enum Kind {
        /** Nothing to do with values: words, operators, white space. */
        PLAIN,
        /** In quotes of any sort, these included. */
        QUOTED,
        COMMENT,
        /** The place of an interpolated value. */
        VALUE,
        /** A question mark: an operator of PostgreSQL's, or a place of a batch's. */
        QUESTION,
        /** Two of them: how drivers write one that is no place for a value. */
        ESCAPED_QUESTION,
        /** {@code :name}. */
        NAMED
    }
}
