package dev.runbook.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.utils.AttributedString;

/** The lines at the bottom of a terminal that show what is happening now; what has happened scrolls above them. Thread-safe. */
public final class LiveArea {
    private static final String ESCAPE = "\u001B[";

    private final PrintStream out;
    private final IntSupplier width;
    private List<String> shown = List.of();
    /** How many columns each line took as it was drawn. */
    private List<Integer> drawn = List.of();

    /** @param width the terminal's columns, asked again at each drawing */
    public LiveArea(PrintStream out, IntSupplier width) {
        this.out = out;
        this.width = width;
    }

    /** Lines that stay, above the area. */
    public synchronized void above(List<String> lines) {
        out.print(erasure() + String.join("\n", lines) + "\n" + drawing());
        out.flush();
    }

    /** What the area shows from now on. */
    public synchronized void show(List<String> lines) {
        String erasure = erasure();
        shown = List.copyOf(lines);
        out.print(erasure + drawing());
        out.flush();
    }

    /** Nothing more: the next line goes where the area was. */
    public synchronized void clear() {
        show(List.of());
    }

    /** A terminal that has become narrower since breaks the lines that were drawn: each then takes several rows. */
    private String erasure() {
        if (shown.isEmpty()) {
            return "";
        }
        int columns = Math.max(1, width.getAsInt());
        int rows = drawn.stream()
                .mapToInt(length -> Math.max(1, (length + columns - 1) / columns))
                .sum();
        String up = rows > 1 ? ESCAPE + (rows - 1) + "A" : "";
        return "\r" + up + ESCAPE + "J";
    }

    /** A line that filled the last column would make the terminal scroll. */
    private String drawing() {
        int columns = Math.max(1, width.getAsInt() - 1);
        List<AttributedString> lines = shown.stream()
                .map(line -> AttributedString.fromAnsi(line).columnSubSequence(0, columns))
                .toList();
        drawn = lines.stream().map(AttributedString::columnLength).toList();
        return String.join("\n", lines.stream().map(AttributedString::toAnsi).toList());
    }
}
