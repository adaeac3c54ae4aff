package dev.runbook.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Paragraph;
import dev.runbook.cli.console.Style;
import dev.runbook.cli.console.Table;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.spi.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the doctor found, as a table, and again in full what is not good. */
public final class DoctorView {
    private static final int WIDTH = 90;

    private final Console console;
    private final boolean json;

    /** @param json whether each finding is an object on a line of standard output */
    public DoctorView(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** Done, or failed where a run would fail. */
    public ExitStatus show(Opened opened, Map<String, List<Finding>> found) {
        if (json) {
            found.forEach((target, findings) -> findings.forEach(each -> data(target, each)));
        } else {
            table(opened, found);
        }
        long bad = count(found, Finding.State.BAD);
        long careful = count(found, Finding.State.CAREFUL);
        String rest = careful == 0 ? "" : "; " + careful + " to look at";
        console.say(
                bad == 0
                        ? "A run in " + opened.environmentName() + " can begin" + rest
                        : bad + (bad == 1 ? " thing" : " things") + " would make a run in " + opened.environmentName()
                                + " fail" + rest);
        return bad == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static long count(Map<String, List<Finding>> found, Finding.State state) {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.state() == state)
                .count();
    }

    private void table(Opened opened, Map<String, List<Finding>> found) {
        Style style = console.style();
        String title =
                opened.plan().title() == null ? opened.name() : opened.plan().title();
        console.say(style.strong(title + " in " + opened.environmentName()));
        Table table = new Table();
        found.forEach((target, findings) -> {
            table.row("");
            table.row(style.name(target));
            findings.forEach(each -> row(table, each));
        });
        table.row("");
        table.lines().forEach(console::say);
        found.forEach((target, findings) -> findings.forEach(each -> rest(target, each)));
    }

    /** Lines that somebody may want to copy are not broken. */
    private void rest(String target, Finding finding) {
        List<String> lines = finding.found().lines().skip(1).toList();
        if (!lines.isEmpty()) {
            console.say(console.style().name(target) + ", " + finding.what() + ":");
            lines.forEach(console::say);
            console.say("");
        }
    }

    private void row(Table table, Finding finding) {
        List<String> lines = Paragraph.wrap(finding.found().lines().findFirst().orElse(""), WIDTH);
        table.row("  " + mark(finding.state()), finding.what(), lines.get(0));
        lines.stream().skip(1).forEach(line -> table.row("", "", line));
    }

    private String mark(Finding.State state) {
        return switch (state) {
            case GOOD -> console.style().good("ok");
            case CAREFUL -> console.style().careful("look");
            case BAD -> console.style().bad("BAD");
        };
    }

    private void data(String target, Finding finding) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("target", target);
        line.put("what", finding.what());
        line.put("state", finding.state().name().toLowerCase(Locale.ROOT));
        line.put("found", finding.found());
        try {
            console.data(new ObjectMapper().writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
