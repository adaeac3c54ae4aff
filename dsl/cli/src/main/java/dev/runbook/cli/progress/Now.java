package dev.runbook.cli.progress;

import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.console.Style;
import dev.runbook.engine.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is happening now, as far as the entries tell: the steps that run, what each said last, and how long users have had no service. */
final class Now {
    private static final int MOST = 8;

    private final Style style;
    private final Map<String, Activity> running = new LinkedHashMap<>();
    private final Map<String, Instant> outages = new LinkedHashMap<>();

    private record Activity(Instant since, boolean waits, String last) {}

    Now(Style style) {
        this.style = style;
    }

    synchronized void take(Entry entry) {
        String path = entry.path();
        switch (entry.kind()) {
            case STARTED, UNDOING -> running.put(path, new Activity(entry.time(), false, ""));
            case WAITING ->
                running.merge(
                        path, new Activity(entry.time(), true, ""), (before, again) -> before.waits() ? before : again);
            case MILESTONE -> said(path, entry.text("name") == null ? "" : entry.text("name"));
            case RETRY -> said(path, "tried again in " + entry.text("pause") + " s");
            case DONE, ALREADY_DONE, SKIPPED, LEFT_OUT, DECIDED, FAILED, UNKNOWN, UNDONE -> running.remove(path);
            case OUTAGE_BEGAN -> outages.put(String.valueOf(entry.text("name")), entry.time());
            case OUTAGE_ENDED -> outages.remove(String.valueOf(entry.text("name")));
            case STOPPED, FINISHED -> running.clear();
            default -> {}
        }
    }

    /** The last line of a step's output. */
    synchronized void said(String path, String line) {
        running.computeIfPresent(
                path,
                (step, activity) -> new Activity(
                        activity.since(), activity.waits(), Harmless.line(line).strip()));
    }

    synchronized List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        running.forEach((path, activity) -> lines.add(line(path, activity, now)));
        int hidden = lines.size() - MOST;
        if (hidden > 0) {
            lines.subList(MOST, lines.size()).clear();
            lines.add("  and " + hidden + " more");
        }
        outages.forEach((name, since) -> lines.add(style.careful("  outage" + (name.equals("null") ? "" : " " + name)
                + "  " + Elapsed.clock(Duration.between(since, now)))));
        return lines;
    }

    private String line(String path, Activity activity, Instant now) {
        String clock = Elapsed.clock(Duration.between(activity.since(), now));
        String state = activity.waits() ? style.careful("waits") : "runs";
        return "  " + style.strong(Harmless.line(path)) + "  " + state + " " + clock
                + (activity.last().isEmpty() ? "" : "  " + style.faint(activity.last()));
    }
}
