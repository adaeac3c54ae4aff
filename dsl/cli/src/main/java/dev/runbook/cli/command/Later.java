package dev.runbook.cli.command;

import dev.runbook.cli.option.NotYet;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Commands of the contract that this version does not have. */
abstract class Later implements Runnable {
    @Spec
    CommandSpec spec;

    @Unmatched
    List<String> anything = new ArrayList<>();

    @Override
    public void run() {
        throw NotYet.available("runbook " + spec.name());
    }

    @Command(name = "doctor", hidden = true)
    static final class Doctor extends Later {}
}
