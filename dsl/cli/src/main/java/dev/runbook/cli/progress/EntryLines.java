package dev.runbook.cli.progress;

import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.console.Style;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An entry of a run as the lines that people read. */
final class EntryLines {
    /** As wide as the clock and the blank behind it. */
    static final String INDENT = "         ";

    /** What happens to a step in its place; a guard's question before the first write is none. */
    private static final Set<Kind> HEADED =
            EnumSet.of(Kind.STARTED, Kind.WAITING, Kind.SKIPPED, Kind.LEFT_OUT, Kind.ALREADY_DONE, Kind.DECIDED);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Style style;
    private final boolean starts;
    private final ZoneId zone;
    private final Map<String, String> phases = new HashMap<>();
    private final Map<String, Instant> outages = new HashMap<>();
    private String phase;

    /**
     * @param starts whether the start of a step is worth a line: where nothing else shows what runs
     * @param zone   of the clock at each line
     */
    EntryLines(Style style, boolean starts, ZoneId zone) {
        this.style = style;
        this.starts = starts;
        this.zone = zone;
    }

    List<String> of(Entry entry) {
        learnPhases(entry);
        List<String> lines = new ArrayList<>(heading(entry));
        lines.addAll(said(entry));
        return lines;
    }

    private List<String> said(Entry entry) {
        String path = entry.path() == null ? "" : Harmless.line(entry.path());
        return switch (entry.kind()) {
            case STARTED -> starts ? at(entry, style.faint("…") + " " + path + attempt(entry)) : List.of();
            case DONE -> at(entry, style.good("✔") + " " + path + "  " + style.faint(took(entry)));
            case ALREADY_DONE -> at(entry, style.good("✔") + " " + path + "  " + style.faint("already done"));
            case DECIDED ->
                path.isEmpty()
                        ? List.of()
                        : at(
                                entry,
                                style.good("✔") + " " + path + "  "
                                        + style.faint("marked as done: " + entry.text("why")));
            case SKIPPED -> at(entry, "– " + path + "  " + style.faint("skipped"));
            case LEFT_OUT -> at(entry, "– " + path + "  " + style.faint("left out"));
            case UNDOING -> starts ? at(entry, style.faint("…") + " undoing " + path) : List.of();
            case UNDONE -> at(entry, style.good("↶") + " " + path + "  " + style.faint("undone"));
            case FAILED -> trouble(entry, style.bad("✘"), path, "failed after " + took(entry));
            case UNKNOWN -> trouble(entry, style.careful("?"), path, "nobody knows whether it finished");
            case RETRY ->
                trouble(
                        entry,
                        style.careful("↻"),
                        path,
                        "retry " + entry.text("retry") + " of " + entry.text("of") + " in " + entry.text("pause")
                                + " s");
            case WAITING ->
                entry.text("notYet") == null
                        ? at(entry, style.careful("⏸") + " " + path + "  " + style.faint("waits for people"))
                        : List.of();
            case TICKED -> at(entry, ticked(entry));
            case ANSWERED -> at(entry, style.good("☑") + " " + path + "  " + style.faint("answered by " + by(entry)));
            case OUTAGE_BEGAN -> outageBegins(entry);
            case OUTAGE_ENDED -> outageEnds(entry);
            case RAISED -> at(entry, style.careful("▲") + " " + path + "  " + style.faint("raised"));
            case RESTORED -> at(entry, style.good("▼") + " " + path + "  " + style.faint("restored"));
            case CONSENTED ->
                at(
                        entry,
                        style.careful("!") + " " + Harmless.line(entry.text("name")) + "  "
                                + style.faint("consented by " + entry.text("by")));
            case RESUMED -> at(entry, style.faint("resumed by " + entry.text("by")));
            default -> details(entry, path);
        };
    }

    /** A line that tells when. */
    private List<String> at(Entry entry, String line) {
        return List.of(style.faint(CLOCK.format(entry.time().atZone(zone))) + " " + line);
    }

    private List<String> details(Entry entry, String path) {
        return switch (entry.kind()) {
            case VERIFICATION -> verification(entry);
            case MILESTONE ->
                entry.text("name") == null
                        ? List.of()
                        : at(entry, "  • " + (starts ? path + ": " : "") + Harmless.line(entry.text("name")));
            case MEASURE -> List.of(INDENT + "  " + Harmless.line(entry.text("unit")) + ": " + entry.text("amount"));
            case NOTE -> block(entry.text("text"));
            case KEPT -> List.of(INDENT + "  kept " + Harmless.line(entry.text("name")));
            default -> List.of();
        };
    }

    @SuppressWarnings("unchecked")
    private void learnPhases(Entry entry) {
        if (entry.data().get("steps") instanceof List<?> steps) {
            steps.forEach(each -> {
                Map<String, Object> step = (Map<String, Object>) each;
                phases.put((String) step.get("path"), (String) step.get("phase"));
            });
        }
        if (entry.data().get("declared") instanceof Map<?, ?> declared
                && declared.get("phase") instanceof String name) {
            phases.put(entry.path(), name);
        }
    }

    private List<String> heading(Entry entry) {
        String now = phaseOf(entry);
        if (now == null || now.equals(phase)) {
            return List.of();
        }
        phase = now;
        return List.of("", style.strong(Harmless.line(now)));
    }

    private String phaseOf(Entry entry) {
        if (entry.kind() == Kind.OUTAGE_BEGAN || entry.kind() == Kind.OUTAGE_ENDED) {
            return entry.text("phase");
        }
        return entry.path() == null || !HEADED.contains(entry.kind()) ? null : phases.get(entry.path());
    }

    private String attempt(Entry entry) {
        return entry.number("attempt") > 1 ? "  " + style.faint("attempt " + (int) entry.number("attempt")) : "";
    }

    private List<String> verification(Entry entry) {
        boolean held = Boolean.TRUE.equals(entry.data().get("held"));
        String line =
                INDENT + "  " + (held ? style.good("✔") : style.bad("✘")) + " " + Harmless.line(entry.text("what"));
        if (held) {
            return List.of(line + "  "
                    + style.faint(Harmless.line(Objects.requireNonNullElse(entry.text("evidence"), "")
                            .replace("\n", ", "))));
        }
        List<String> lines = new ArrayList<>(List.of(line));
        lines.addAll(block(entry.text("evidence")));
        return lines;
    }

    private String ticked(Entry entry) {
        boolean done = !Boolean.FALSE.equals(entry.data().get("done"));
        return "  " + (done ? style.good("☑") : "☐") + " " + Harmless.line(entry.text("text")) + "  "
                + style.faint((done ? "" : "not after all, says ") + by(entry));
    }

    private static String by(Entry entry) {
        return Harmless.line(entry.text("by"));
    }

    private List<String> outageBegins(Entry entry) {
        outages.put(String.valueOf(entry.text("name")), entry.time());
        return at(entry, style.careful("● outage" + named(entry) + " begins"));
    }

    private List<String> outageEnds(Entry entry) {
        Instant since = outages.remove(String.valueOf(entry.text("name")));
        String length = since == null ? "" : " after " + Durations.show(Duration.between(since, entry.time()));
        return at(entry, style.good("○ outage" + named(entry) + " ends" + length));
    }

    private static String named(Entry entry) {
        return entry.text("name") == null ? "" : " '" + Harmless.line(entry.text("name")) + "'";
    }

    private List<String> trouble(Entry entry, String sign, String path, String what) {
        List<String> lines = new ArrayList<>(at(entry, sign + " " + style.strong(path) + "  " + what));
        lines.addAll(block(entry.text("error")));
        return lines;
    }

    private static String took(Entry entry) {
        return Durations.show(Duration.ofMillis(Math.round(entry.number("seconds") * 1000)));
    }

    private static List<String> block(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Harmless.text(text.strip())
                        .lines()
                        .map(line -> INDENT + "  " + line.stripTrailing())
                        .toList();
    }
}
