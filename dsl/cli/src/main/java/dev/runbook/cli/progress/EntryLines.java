package dev.runbook.cli.progress;

import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.console.Style;
import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An entry of a run as the lines that people read. */
final class EntryLines {
    private final Style style;
    private final boolean dry;
    private final boolean starts;
    private final Map<String, String> phases = new HashMap<>();
    private final Map<String, Instant> outages = new HashMap<>();
    private String phase;

    /**
     * @param dry    whether effects are shown instead of performed: then they are what people want to read
     * @param starts whether the start of a step is worth a line: where nothing else shows what runs
     */
    EntryLines(Style style, boolean dry, boolean starts) {
        this.style = style;
        this.dry = dry;
        this.starts = starts;
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
            case STARTED -> dry ? List.of("  " + style.strong(path) + how(entry)) : starts ? List.of("  " + style.faint("…") + " " + path + how(entry)) : List.of();
            case DONE -> dry ? ends(entry) : List.of("  " + style.good("✔") + " " + path + "  " + style.faint(took(entry)));
            case ALREADY_DONE -> List.of("  " + style.good("✔") + " " + path + "  " + style.faint("already done"));
            case DECIDED -> path.isEmpty() ? List.of() : List.of("  " + style.good("✔") + " " + path + "  " + style.faint("marked as done: " + entry.text("why")));
            case SKIPPED -> List.of("  – " + path + "  " + style.faint("skipped"));
            case LEFT_OUT -> List.of("  – " + path + "  " + style.faint("left out"));
            case UNDOING -> starts ? List.of("  " + style.faint("…") + " undoing " + path) : List.of();
            case UNDONE -> List.of("  " + style.good("↶") + " " + path + "  " + style.faint("undone"));
            case FAILED -> trouble(style.bad("✘"), path, "failed" + (dry ? "" : " after " + took(entry)), entry.text("error"));
            case UNKNOWN -> trouble(style.careful("?"), path, "nobody knows whether it finished", entry.text("error"));
            case RETRY -> trouble(style.careful("↻"), path, "retry " + entry.text("retry") + " of " + entry.text("of") + " in " + entry.text("pause") + " s", entry.text("error"));
            case WAITING -> List.of("  " + style.careful("⏸") + " " + path + "  " + style.faint(entry.text("until") == null ? "waits for people" : "waits until " + entry.text("until")));
            default -> details(entry, path);
        };
    }

    private List<String> details(Entry entry, String path) {
        return switch (entry.kind()) {
            case EFFECT -> dry ? effect(entry) : List.of();
            case VERIFICATION -> verification(entry);
            case MILESTONE -> entry.text("name") == null ? List.of() : starts ? List.of("      • " + path + ": " + Harmless.line(entry.text("name"))) : List.of("      • " + Harmless.line(entry.text("name")));
            case MEASURE -> List.of("      " + Harmless.line(entry.text("unit")) + ": " + entry.text("amount"));
            case NOTE -> block(dry && entry.data().containsKey("todo") ? "      [ ] " : "      ", entry.text("text"));
            case KEPT -> List.of("      kept " + Harmless.line(entry.text("name")));
            case OUTAGE_BEGAN -> outageBegins(entry);
            case OUTAGE_ENDED -> outageEnds(entry);
            case RAISED -> List.of("  " + style.careful("▲") + " " + path + "  " + style.faint("raised"));
            case RESTORED -> List.of("  " + style.good("▼") + " " + path + "  " + style.faint("restored"));
            case CONSENTED -> List.of("  " + style.careful("!") + " " + Harmless.line(entry.text("name")) + "  " + style.faint(dry ? "needs consent by name" : "consented by " + entry.text("by")));
            case RESUMED -> List.of(style.faint("resumed by " + entry.text("by")));
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
        if (entry.data().get("declared") instanceof Map<?, ?> declared && declared.get("phase") instanceof String name) {
            phases.put(entry.path(), name);
        }
    }

    private List<String> heading(Entry entry) {
        String now = entry.path() == null ? null : phases.get(entry.path());
        if (now == null || now.equals(phase)) {
            return List.of();
        }
        phase = now;
        return List.of("", style.strong(Harmless.line(now)));
    }

    private String how(Entry entry) {
        String said = entry.text("how");
        if (entry.text("typed") != null) {
            said = "needs '" + entry.text("typed") + "' to be typed";
        }
        if (said == null && entry.number("attempt") > 1) {
            said = "attempt " + (int) entry.number("attempt");
        }
        return said == null ? "" : "  " + style.faint(said);
    }

    private List<String> ends(Entry entry) {
        return entry.text("ends") == null ? List.of() : block("      ", "the dry run of this step ends here: " + entry.text("ends"));
    }

    private List<String> effect(Entry entry) {
        boolean writes = Boolean.TRUE.equals(entry.data().get("writes"));
        String target = entry.text("target") == null ? "" : " " + entry.text("target");
        return block("      " + (writes ? style.careful("→ ") : style.faint("? ")) + style.name(entry.text("kind") + target) + ": ", entry.text("what"));
    }

    private List<String> verification(Entry entry) {
        boolean held = Boolean.TRUE.equals(entry.data().get("held"));
        String line = "      " + (held ? style.good("✔") : style.bad("✘")) + " " + Harmless.line(entry.text("what"));
        if (held) {
            return List.of(line + "  " + style.faint(Harmless.line(Objects.requireNonNullElse(entry.text("evidence"), ""))));
        }
        List<String> lines = new ArrayList<>(List.of(line));
        lines.addAll(block("          ", entry.text("evidence")));
        return lines;
    }

    private List<String> outageBegins(Entry entry) {
        outages.put(String.valueOf(entry.text("name")), entry.time());
        return List.of("  " + style.careful("● outage" + named(entry) + " begins"));
    }

    private List<String> outageEnds(Entry entry) {
        Instant since = outages.remove(String.valueOf(entry.text("name")));
        String length = since == null || dry ? "" : " after " + Durations.show(Duration.between(since, entry.time()));
        return List.of("  " + style.good("○ outage" + named(entry) + " ends" + length));
    }

    private static String named(Entry entry) {
        return entry.text("name") == null ? "" : " '" + Harmless.line(entry.text("name")) + "'";
    }

    private List<String> trouble(String sign, String path, String what, String error) {
        List<String> lines = new ArrayList<>(List.of("  " + sign + " " + style.strong(path) + "  " + what));
        lines.addAll(block("      ", error));
        return lines;
    }

    private static String took(Entry entry) {
        return Durations.show(Duration.ofMillis(Math.round(entry.number("seconds") * 1000)));
    }

    /** Text of several lines; the first line says what it is, the others stand under it. */
    private static List<String> block(String first, String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (String line : Harmless.text(text.strip()).split("\n")) {
            lines.add((lines.isEmpty() ? first : "        ") + line.stripTrailing());
        }
        return lines;
    }
}
