package dev.runbook.dsl.words.shell;

/**
 * A here-document that was announced and whose body follows on the next lines.
 *
 * @param end  the line that ends it
 * @param tabs whether leading tabs do not count ({@code <<-})
 */
record HereDocument(String end, boolean tabs) {
    boolean endsWith(String line) {
        return (tabs ? line.replaceFirst("^\t+", "") : line).equals(end);
    }

    /** Where the announcement after {@code <<} at {@code from} ends in the text, or -1 where it does not end in it. */
    static int after(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        int start = i;
        char quote = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\') {
                i++;
            } else if (" \t\n;|&()<>".indexOf(c) >= 0) {
                return i == start ? -1 : i;
            }
        }
        return -1;
    }

    static HereDocument of(String announcement) {
        boolean tabs = announcement.startsWith("-");
        String end = (tabs ? announcement.substring(1) : announcement).strip().replaceAll("['\"\\\\]", "");
        return new HereDocument(end, tabs);
    }
}
