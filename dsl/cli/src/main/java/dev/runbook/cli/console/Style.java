package dev.runbook.cli.console;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Colours, or none. */
public enum Style {
    PLAIN,
    COLOURED;

    public String good(String text) {
        return paint(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
    }

    public String bad(String text) {
        return paint(text, AttributedStyle.BOLD.foreground(AttributedStyle.RED));
    }

    public String careful(String text) {
        return paint(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW));
    }

    public String strong(String text) {
        return paint(text, AttributedStyle.BOLD);
    }

    public String faint(String text) {
        return paint(text, AttributedStyle.DEFAULT.faint());
    }

    public String name(String text) {
        return paint(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN));
    }

    private String paint(String text, AttributedStyle how) {
        return this == PLAIN || text.isEmpty() ? text : new AttributedString(text, how).toAnsi();
    }
}
