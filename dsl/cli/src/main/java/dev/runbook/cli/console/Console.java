package dev.runbook.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The two output streams. With events on standard output, nothing else goes there and people read standard error. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Tty tty;
    private final boolean events;

    public Console(PrintStream out, PrintStream err, Tty tty) {
        this(out, err, tty, false);
    }

    private Console(PrintStream out, PrintStream err, Tty tty, boolean events) {
        this.out = out;
        this.err = err;
        this.tty = tty;
        this.events = events;
    }

    /** This process's own, in UTF-8 whatever the locale says. */
    public static Console system() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(out, err, Tty.of(System.getenv()));
    }

    /** The same console for a command with {@code --output json}. */
    public Console withEvents() {
        return new Console(out, err, tty, true);
    }

    /** A line for people. Whatever a server put into it, it cannot drive the terminal. */
    public void say(String line) {
        people().println(live() ? Harmless.coloured(line) : Harmless.text(line));
    }

    /** A line on standard output for programs: an event, a report as data. */
    public void data(String line) {
        out.println(line);
    }

    /** Something worth knowing that stops nothing. */
    public void warn(String text) {
        err.println(errors().careful("warning: ") + Harmless.text(text));
    }

    /** Why the command cannot do what was asked. */
    public void fail(String text) {
        err.println(errors().bad("error: ") + Harmless.text(text));
    }

    /** Where people read. */
    public PrintStream people() {
        return events ? err : out;
    }

    public PrintStream err() {
        return err;
    }

    /** The style of what people read. */
    public Style style() {
        return live() ? Style.COLOURED : Style.PLAIN;
    }

    private Style errors() {
        return tty.err() && tty.colours() ? Style.COLOURED : Style.PLAIN;
    }

    /** Whether people read on a terminal that may be drawn on. */
    public boolean live() {
        return (events ? tty.err() : tty.out()) && tty.colours();
    }

    /** Whether somebody is there to be asked. */
    public boolean canAsk() {
        return tty.in() && (tty.out() || tty.err());
    }
}
