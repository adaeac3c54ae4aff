package dev.runbook.cli.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal; nothing is opened before its first use. */
public final class TerminalInput implements LineInput, AutoCloseable {
    private static final int USUAL_WIDTH = 80;

    private final Runnable interrupted;
    private final Set<Thread> withdrawn = ConcurrentHashMap.newKeySet();
    private Terminal terminal;
    private volatile LineReader reader;
    private volatile boolean reading;
    /** What somebody had begun to type when the question was withdrawn. */
    private String begun;

    /** @param interrupted what Ctrl-C means while somebody is asked */
    public TerminalInput(Runnable interrupted) {
        this.interrupted = interrupted;
    }

    @Override
    public String read(String prompt) {
        return ask(prompt, null);
    }

    @Override
    public String readSecret(String prompt) {
        return ask(prompt, '\0');
    }

    private synchronized String ask(String prompt, Character mask) {
        if (reader == null) {
            reader = LineReaderBuilder.builder().terminal(terminal()).build();
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            // '!' in an answer is a '!'.
            reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        }
        if (withdrawn.contains(Thread.currentThread())) {
            return null;
        }
        String before = mask == null ? begun : null;
        begun = null;
        reading = true;
        try {
            return reader.readLine(prompt, null, mask, before);
        } catch (EndOfFileException ended) {
            return null;
        } catch (UserInterruptException stop) {
            if (withdrawn.contains(Thread.currentThread())) {
                begun = mask == null ? stop.getPartialLine() : null;
            } else {
                interrupted.run();
            }
            return null;
        } finally {
            reading = false;
        }
    }

    @Override
    public void withdraw(Thread asking) {
        withdrawn.removeIf(thread -> !thread.isAlive());
        withdrawn.add(asking);
        asking.interrupt();
    }

    @Override
    public boolean above(String line) {
        if (!reading) {
            return false;
        }
        reader.printAbove(line);
        return true;
    }

    /** The terminal's columns. */
    public int width() {
        int columns = terminal().getSize().getColumns();
        return columns > 0 ? columns : USUAL_WIDTH;
    }

    private synchronized Terminal terminal() {
        if (terminal == null) {
            try {
                terminal = TerminalBuilder.builder()
                        .system(true)
                        .nativeSignals(false)
                        .dumb(true)
                        .build();
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }
        return terminal;
    }

    @Override
    public synchronized void close() {
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
