package dev.runbook.engine.report;

/** HTML, piece by piece. Whatever is given as text stays text. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** A text where HTML is expected, in elements and in quoted attributes. */
    static String text(Object value) {
        StringBuilder safe = new StringBuilder();
        String.valueOf(value).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(legal(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** Controls are none of HTML's, and marks that turn the direction of writing make a text look like another. */
    private static boolean legal(int c) {
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return c == '\n' || c == '\t' || !Character.isISOControl(c) && !turns && (c < 0xD800 || c > 0xDFFF);
    }

    /** A pattern of HTML whose values are texts. */
    Html add(String pattern, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof Html html ? html.toString() : text(values[i]);
        }
        out.append(pattern.formatted(safe));
        return this;
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
