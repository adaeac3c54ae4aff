package dev.runbook.cli.console;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * What the standard streams are.
 *
 * @param in      whether somebody can type
 * @param out     whether standard output is a terminal
 * @param err     whether standard error is a terminal
 * @param colours whether colours and live progress are welcome on a terminal
 */
public record Tty(boolean in, boolean out, boolean err, boolean colours) {
    /** Set by the launcher, which knows: the numbers of the streams that are terminals, {@code 012}. */
    private static final String PROPERTY = "runbook.terminal";

    /** No terminal anywhere. */
    public static final Tty NONE = new Tty(false, false, false, false);

    /** This process's own. */
    public static Tty of(Map<String, String> environment) {
        String streams = System.getProperty(PROPERTY, interactive() ? "012" : "");
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Tty(streams.contains("0"), streams.contains("1"), streams.contains("2"), colours);
    }

    /** From Java 22 on there is a console without a terminal, too, and it can be asked. */
    private static boolean interactive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }
}
