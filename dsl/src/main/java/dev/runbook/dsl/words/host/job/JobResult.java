package dev.runbook.dsl.words.host.job;

import java.util.List;
import java.util.regex.Pattern;

/** What a job gave. As the result of a step it counts as null. */
public final class JobResult {
    private static final int TAIL = 50;

    private final int status;
    private final List<String> lines;

    JobResult(int status, List<String> lines) {
        this.status = status;
        this.lines = List.copyOf(lines);
    }

    public int getStatus() {
        return status;
    }

    /** The last 50 lines of its output. */
    public String getTail() {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** The lines of its output (of its last 4 MiB) in which the pattern is found. */
    public List<String> matches(Pattern pattern) {
        return lines.stream().filter(each -> pattern.matcher(each).find()).toList();
    }

    /** The lines that hold the text. */
    public List<String> matches(CharSequence text) {
        return matches(Pattern.compile(Pattern.quote(text.toString())));
    }

    @Override
    public String toString() {
        return "job with status " + status;
    }
}
