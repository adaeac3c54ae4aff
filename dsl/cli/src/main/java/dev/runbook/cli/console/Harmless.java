package dev.runbook.cli.console;

/** Text from outside, made harmless for a terminal. */
public final class Harmless {
    private Harmless() {}

    /** Without escape sequences and control characters; tabs become blanks, line ends stay. */
    public static String text(String foreign) {
        StringBuilder clean = new StringBuilder(foreign.length());
        String plain = foreign.replaceAll("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\-_])", "");
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

    /** The same, as one line. */
    public static String line(String foreign) {
        return text(foreign).replace('\n', ' ');
    }
}
