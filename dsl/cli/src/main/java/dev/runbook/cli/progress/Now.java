package dev.runbook.cli.progress;

import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.console.Style;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.people.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** @param stage the milestone that was reached last, or nothing */
    private record Activity(Instant since, boolean waits, String stage, String share, String last) {
        Activity(Instant since, boolean waits) {
            this(since, waits, "", "", "");
        }
    }

    Now(Style style) {
        this.style = style;
    }

    synchronized void take(Entry entry) {
        String path = entry.path();
        switch (entry.kind()) {
            case STARTED, UNDOING -> running.put(path, new Activity(entry.time(), false));
            case WAITING ->
                running.merge(
                        path, new Activity(entry.time(), true), (before, again) -> before.waits() ? before : again);
            case MILESTONE -> stage(path, entry.text("name"));
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
                        activity.since(),
                        activity.waits(),
                        activity.stage(),
                        activity.share(),
                        Harmless.line(line).strip()));
    }

    private void stage(String path, String name) {
        String stage = name == null ? "" : Harmless.line(name);
        running.computeIfPresent(
                path, (step, activity) -> new Activity(activity.since(), activity.waits(), stage, "", ""));
    }

    /** How far a job says it is. */
    synchronized void progress(String path, double done, double total) {
        if (total > 0 && done >= 0) {
            String share = (int) Math.min(100, Math.floor(done * 100 / total)) + " %";
            running.computeIfPresent(
                    path,
                    (step, activity) ->
                            new Activity(activity.since(), activity.waits(), activity.stage(), share, activity.last()));
        }
    }

    synchronized List<String> lines(Instant now) {
        return lines(now, Outlook.NONE, ZoneOffset.UTC);
    }

    /** What matters most stands first: a narrow terminal cuts the lines off. */
    synchronized List<String> lines(Instant now, Outlook outlook, ZoneId zone) {
        Ahead ahead = new Ahead(outlook, now, zone);
        List<String> lines = new ArrayList<>();
        running.forEach((path, activity) -> lines.add(line(path, activity, now, ahead)));
        int hidden = lines.size() - MOST;
        if (hidden > 0) {
            lines.subList(MOST, lines.size()).clear();
            lines.add("  and " + hidden + " more");
        }
        outages.forEach((name, since) -> lines.add(style.careful("  outage" + (name.equals("null") ? "" : " " + name)
                + "  " + Elapsed.clock(Duration.between(since, now)) + ahead.outage(name))));
        if (running.values().stream().noneMatch(Activity::waits)) {
            ahead.nextHumanAction().ifPresent(next -> lines.add("  " + next));
        }
        ahead.end().ifPresent(end -> lines.add("  " + end));
        return lines;
    }

    private String line(String path, Activity activity, Instant now, Ahead ahead) {
        String clock = Elapsed.clock(Duration.between(activity.since(), now));
        String state = activity.waits() ? style.careful("waits") : "runs";
        String until = activity.waits() ? "" : ahead.until(path);
        return "  " + style.strong(Harmless.line(path)) + "  " + state + " " + clock
                + part(activity.share()) + part(activity.stage()) + part(until)
                + (activity.last().isEmpty() ? "" : "  " + style.faint(activity.last()));
    }

    private static String part(String text) {
        return text.isEmpty() ? "" : " · " + text;
    }
}
