package dev.runbook.dsl.words.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a command gave: its text, its errors, its status. It counts as its text. */
public final class Output implements CharSequence {
    private final String text;
    private final String err;
    private final int status;

    public Output(String text, String err, int status) {
        this.text = Objects.requireNonNull(text, "text");
        this.err = Objects.requireNonNull(err, "err");
        this.status = status;
    }

    /** Standard output, whole: with its last line end. */
    public String getText() {
        return text;
    }

    /** Standard error, its first MiB. */
    public String getErr() {
        return err;
    }

    public int getStatus() {
        return status;
    }

    /** Standard output, a line each, without line ends; the list is the caller's own. */
    public List<String> getLines() {
        return new ArrayList<>(text.lines().toList());
    }

    /** The text without white space around it. */
    public String trim() {
        return text.strip();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output output
                && text.equals(output.text)
                && err.equals(output.err)
                && status == output.status;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
