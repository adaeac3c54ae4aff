package dev.runbook.cli.approval;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.cli.run.DryRunService;
import dev.runbook.cli.run.Opened;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.run.PlanSteps;
import dev.runbook.engine.run.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that decides what a run does, as lines under headings: the scripts, the parameters, the environment, the files that go with the runbook, the
 * selection, the plugins, and what an offline dry run shows. Two that are equal do the same.
 */
public record Basis(Map<String, List<String>> sections) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHIPPED = "file ";

    public Basis {
        sections = new LinkedHashMap<>(sections);
    }

    /** @param operator who is to stand where the script asks {@code run.operator} */
    public static Basis of(Opened opened, Selection selection, String operator) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        opened.runbook()
                .sources()
                .forEach((file, text) ->
                        sections.put("script " + file, text.lines().toList()));
        List<String> params = new ArrayList<>();
        new TreeMap<>(opened.runbook().params()).forEach((name, value) -> params.add(name + " = " + json(value)));
        sections.put("parameters", params);
        sections.put("environment " + opened.environmentName(), environment(opened));
        sections.put("files", files(opened));
        sections.put("selection", selection(selection));
        sections.put(
                "plugins", opened.plugins().jars().stream().map(Basis::hashed).toList());
        sections.put("what is done", DryRunService.whatIsDone(opened, selection, operator));
        return new Basis(sections);
    }

    /** What is not as it was, as lines for people under their headings; none where all is. */
    public List<String> differences(Basis now) {
        Set<String> headings = new LinkedHashSet<>(sections.keySet());
        headings.addAll(now.sections.keySet());
        List<String> differences = new ArrayList<>();
        for (String heading : headings) {
            List<String> changes = LineDifference.of(
                    sections.getOrDefault(heading, List.of()), now.sections.getOrDefault(heading, List.of()));
            if (!changes.isEmpty()) {
                differences.add(heading);
                changes.forEach(line -> differences.add("  " + line));
            }
        }
        return differences;
    }

    private static List<String> environment(Opened opened) {
        return opened.environment() == null ? List.of() : opened.environment().lines();
    }

    /** The local files that steps name: uploads, templates. */
    private static List<String> files(Opened opened) {
        Map<String, String> files = new TreeMap<>();
        for (Node node : PlanSteps.of(opened.plan().nodes())) {
            if (node instanceof Step step) {
                step.fingerprint().parts().forEach((part, hash) -> {
                    if (part.startsWith(SHIPPED)) {
                        files.put(part.substring(SHIPPED.length()), hash);
                    }
                });
            }
        }
        return files.entrySet().stream()
                .map(file -> file.getKey() + " SHA-256 " + file.getValue())
                .toList();
    }

    private static List<String> selection(Selection selection) {
        List<String> lines = new ArrayList<>();
        if (selection.from() != null) {
            lines.add("--from " + selection.from());
        }
        if (selection.phase() != null) {
            lines.add("--phase " + selection.phase());
        }
        selection.only().forEach(each -> lines.add("--only " + each));
        selection.skip().forEach(each -> lines.add("--skip " + each));
        return lines;
    }

    private static String hashed(Path jar) {
        try {
            return jar.getFileName() + " SHA-256 " + Hash.sha256(Files.readAllBytes(jar));
        } catch (IOException unreadable) {
            throw RunbookException.invalid(jar + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static String json(Object value) {
        try {
            boolean data = value == null
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof List
                    || value instanceof Map;
            return JSON.writeValueAsString(data ? value : value.toString());
        } catch (IOException odd) {
            return String.valueOf(value);
        }
    }
}
