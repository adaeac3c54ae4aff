package dev.runbook.cli.option;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether anything is touched. */
public final class DryRunOption {
    /** How dry a run is. */
    public enum Mode {
        /** Everything is done. */
        none,
        /** Nothing is touched. */
        offline,
        /** The words that only read are performed. */
        probe
    }

    /** Without {@code =} the word after the option is not its value: {@code --dry-run RUNBOOK}. */
    static final class OnlyAttached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!"=".equals(info.get("separator"))) {
                arguments.push(Mode.offline.name());
            }
            return false;
        }
    }

    @Option(
            names = "--dry-run",
            arity = "0..1",
            paramLabel = "offline|probe",
            fallbackValue = "offline",
            preprocessor = OnlyAttached.class,
            description =
                    "show what would be done; offline (unless said) opens no connection, probe performs the words that only read")
    Mode mode = Mode.none;

    public Mode mode() {
        return mode;
    }

    public boolean dry() {
        return mode != Mode.none;
    }
}
