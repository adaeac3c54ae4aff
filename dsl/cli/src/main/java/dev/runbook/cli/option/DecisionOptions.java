package dev.runbook.cli.option;

import dev.runbook.engine.model.RunbookException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** A person's decisions about steps that a resumed run cannot decide itself. */
public final class DecisionOptions {
    @Option(
            names = "-P",
            paramLabel = "name=value",
            description = "another value for a parameter; steps that depend on it are shown as changed")
    List<String> params = new ArrayList<>();

    @Option(
            names = "--rerun",
            paramLabel = "STEP",
            description = "run this step again, also a finished one; may be repeated")
    public List<String> rerun = new ArrayList<>();

    @Option(
            names = "--mark-done",
            paramLabel = "STEP",
            description = "record this step as done by other means; needs --why")
    public String markDone;

    @Option(names = "--result", paramLabel = "JSON", description = "with --mark-done: its result")
    public String result;

    @Option(
            names = "--accept-changes",
            paramLabel = "STEP",
            description = "this finished step has changed, and need not run again; may be repeated")
    public List<String> accepted = new ArrayList<>();

    @Option(
            names = "--renamed",
            paramLabel = "OLD=NEW",
            description = "this finished step has another name now; may be repeated")
    List<String> renamed = new ArrayList<>();

    @Option(
            names = "--take-over",
            description =
                    "go on although a process on another machine did not let go of the run, and you made sure that it is gone; needs --why")
    public boolean takeOver;

    public CommandLineParams params() {
        return CommandLineParams.read(params, null);
    }

    /** New names by old ones. A name may hold '='; then the first one separates. */
    public Map<String, String> renamed() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : renamed) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw RunbookException.invalid("--renamed: expected OLD=NEW, found '" + pair + "'");
            }
            names.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return names;
    }

    /** Refuses what does not fit together. */
    public void check(String why) {
        if (takeOver && blank(why)) {
            throw RunbookException.invalid("--take-over needs --why TEXT, for the record");
        }
        if (markDone != null && blank(why)) {
            throw RunbookException.invalid("--mark-done needs --why TEXT, for the record");
        }
        if (result != null && markDone == null) {
            throw RunbookException.invalid("--result goes with --mark-done STEP");
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
