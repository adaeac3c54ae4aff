package dev.runbook.dsl.words.shell;

/** Where in the grammar of the shell a place of a command is. */
enum Lexical {
    /** Commands and words, at the top or inside {@code $( )}. */
    CODE,
    COMMENT,
    SINGLE_QUOTES,
    /** {@code $'…'}, whose end depends on the shell. */
    DOLLAR_QUOTES,
    DOUBLE_QUOTES,
    BACKQUOTES,
    /** {@code ${…}}. */
    PARAMETER,
    /** {@code $((…))} or {@code ((…))}. */
    ARITHMETIC,
    HERE_DOCUMENT
}
