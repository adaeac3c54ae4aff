package dev.runbook.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text from outside, made harmless for a terminal. */
public final class Harmless {
    private static final Pattern SEQUENCE =
            Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\-_])");
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private Harmless() {}

    /** Without escape sequences and control characters; tabs become blanks, line ends stay. */
    public static String text(String foreign) {
        if (isPlain(foreign)) {
            return foreign;
        }
        StringBuilder clean = new StringBuilder(foreign.length());
        String plain = SEQUENCE.matcher(foreign).replaceAll("");
        plain.codePoints().forEach(each -> {
            if (each == '\n') {
                clean.append('\n');
            } else if (each == '\t') {
                clean.append("    ");
            } else if (!Character.isISOControl(each) && Character.getType(each) != Character.FORMAT) {
                clean.appendCodePoint(each);
            }
        });
        return clean.toString();
    }

    /** Nothing but the characters of ASCII and line ends, as nearly always. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if ((each < ' ' || each > '~') && each != '\n') {
                return false;
            }
        }
        return true;
    }

    /** The same, as one line. */
    public static String line(String foreign) {
        return text(foreign).replace('\n', ' ');
    }

    /** The text, but colours stay: they are our own, or do no harm. */
    static String coloured(String foreign) {
        StringBuilder clean = new StringBuilder();
        Matcher colour = COLOUR.matcher(foreign);
        int from = 0;
        while (colour.find()) {
            clean.append(text(foreign.substring(from, colour.start()))).append(colour.group());
            from = colour.end();
        }
        return clean.append(text(foreign.substring(from))).toString();
    }
}
