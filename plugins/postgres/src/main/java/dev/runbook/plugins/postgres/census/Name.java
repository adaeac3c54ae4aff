package dev.runbook.plugins.postgres.census;

/**
 * The name of a table or sequence.
 *
 * @param schema null where there is none, or it goes without saying
 */
record Name(String schema, String name) {
    /** For statements, in the quotes of the server. */
    String quoted(char quote) {
        return (schema == null ? "" : quoted(schema, quote) + ".") + quoted(name, quote);
    }

    /** The same, where the schema went without saying. */
    String schemaQuoted(String otherwise, char quote) {
        return new Name(schema == null ? otherwise : schema, name).quoted(quote);
    }

    static String quoted(String part, char quote) {
        String once = String.valueOf(quote);
        return once + part.replace(once, once + once) + once;
    }

    /** For people and as a key: quoted only where a dot or a quote would make it another name. */
    @Override
    public String toString() {
        return (schema == null ? "" : shown(schema) + ".") + shown(name);
    }

    private static String shown(String part) {
        return part.isEmpty() || part.contains(".") || part.contains("\"") ? quoted(part, '"') : part;
    }
}
