package dev.runbook.cli.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dry run that was saved for those who approve it: what it showed, and what it relied on, sealed by a hash. */
public final class ApprovedPlan {
    private static final int FORMAT = 1;
    private static final String SEAL = "sha256";
    /** A line for each line that was shown: people read this file too. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
            .build();

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Map<String, Object> data;

    private ApprovedPlan(Map<String, Object> data) {
        this.data = data;
    }

    /** @param begun what it takes to begin the same run: script, inventory, environment, parameters, selection, plugins */
    public static ApprovedPlan of(Map<String, Object> begun, Basis basis, List<String> shown, Object steps) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("format", FORMAT);
        data.putAll(begun);
        data.put("shown", shown);
        data.put("steps", steps);
        data.put("basis", basis.sections());
        data.put(SEAL, seal(data));
        return new ApprovedPlan(data);
    }

    public static ApprovedPlan read(Path file) {
        Map<String, Object> data = parsed(file);
        Object format = data.get("format");
        if (!Integer.valueOf(FORMAT).equals(format) || !(data.get("basis") instanceof Map)) {
            throw RunbookException.invalid(file + " is no saved dry run of this version (format " + FORMAT
                    + "). Save one: runbook run RUNBOOK --dry-run -o FILE");
        }
        if (!seal(data).equals(data.get(SEAL))) {
            throw RunbookException.invalid(file + " was edited since it was saved: its SHA-256 is not " + data.get(SEAL)
                    + ". What was approved is the file as it was; get that, or save and approve a new one");
        }
        return new ApprovedPlan(data);
    }

    public void write(Path file) {
        try {
            Files.writeString(file, json(data) + "\n");
        } catch (IOException unwritable) {
            throw RunbookException.invalid(file + " cannot be written: " + unwritable.getMessage());
        }
    }

    /** Refuses, with the difference, where anything is not as it was approved. */
    @SuppressWarnings("unchecked")
    public void require(Basis now, Path file) {
        List<String> differences = new Basis((Map<String, List<String>>) data.get("basis")).differences(now);
        if (!differences.isEmpty()) {
            throw new RunbookException(
                    ExitStatus.DAMAGED,
                    "What would run now is not what was approved in " + file + " (" + seal().substring(0, 12) + ", "
                            + text("by") + ", " + text("made") + "); - as approved, + as it is now:\n"
                            + String.join("\n", differences)
                            + "\nNothing was touched. Put it back, or have it approved anew: runbook run RUNBOOK --dry-run -o FILE");
        }
    }

    /** What the journal records of it. */
    public Map<String, Object> record(Path file) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("file", file.toString());
        record.put(SEAL, seal());
        record.put("made", text("made"));
        record.put("by", text("by"));
        return record;
    }

    /** The SHA-256 over all of it: what a change request quotes. */
    public String seal() {
        return String.valueOf(data.get(SEAL));
    }

    /** A text of how it was begun, or null. */
    public String text(String name) {
        return data.get(name) == null ? null : String.valueOf(data.get(name));
    }

    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return (List<String>) data.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> params() {
        return (Map<String, Object>) data.getOrDefault("given", Map.of());
    }

    public Selection selection() {
        return new Selection(text("from"), text("phase"), texts("only"), texts("skip"), text("why"));
    }

    private static Map<String, Object> parsed(Path file) {
        try {
            return JSON.readValue(Files.readString(file), OBJECT);
        } catch (JsonProcessingException broken) {
            throw RunbookException.invalid(file + " is no saved dry run: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw RunbookException.invalid(file + " cannot be read: " + unreadable);
        }
    }

    private static String seal(Map<String, Object> data) {
        Map<String, Object> rest = new LinkedHashMap<>(data);
        rest.remove(SEAL);
        return Hash.sha256(json(rest));
    }

    private static String json(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
