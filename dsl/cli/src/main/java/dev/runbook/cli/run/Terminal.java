package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.people.LineInput;
import dev.runbook.cli.people.Operator;
import dev.runbook.cli.people.TerminalInput;
import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.inventory.Prompter;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.People;
import java.util.List;
import java.util.Set;

/**
 * The terminal that this process was started from, as where people are asked.
 *
 * @param consents what the operator agreed to by name
 * @param agreed   whether the operator agreed to ordinary confirmations
 * @param noInput  whether nobody is to be asked
 */
public record Terminal(Console console, List<String> consents, boolean agreed, boolean noInput)
        implements RunService.PeopleOf {
    @Override
    public People of(Opened opened, RunView view, LineInput input, RunState state) {
        return new Operator(
                RunLock.operator(),
                canAsk() ? input : null,
                view,
                opened.masker(),
                Set.copyOf(consents),
                isProduction(opened) ? opened.environmentName() : null,
                state);
    }

    /** Production asks before anything begins; {@code --yes} alone is not enough there. */
    public void confirmProduction(Opened opened) {
        String name = opened.environmentName();
        if (!isProduction(opened) || consents.contains(name)) {
            return;
        }
        String typed = null;
        if (canAsk()) {
            try (TerminalInput input = new TerminalInput(() -> {})) {
                typed = input.read("[PRODUCTION " + name + "] type '" + name + "' to go on: ");
            }
        }
        if (typed == null || !typed.strip().equals(name)) {
            throw new RunbookException(
                    ExitStatus.WAITING,
                    "The environment '" + name + "' is production: nothing was begun. Agree with --consent " + name
                            + ", or type its name when you are asked");
        }
    }

    /** Asks before something that is not easily taken back; in production the environment's name is the answer, and {@code --yes} none. */
    public void confirm(Opened opened, String what) {
        console.say(what);
        if (isProduction(opened)) {
            confirmProduction(opened);
            return;
        }
        String typed = agreed ? "yes" : null;
        if (typed == null && canAsk()) {
            try (TerminalInput input = new TerminalInput(() -> {})) {
                typed = input.read("type 'yes' to go on: ");
            }
        }
        if (typed == null || !typed.strip().equals("yes")) {
            throw new RunbookException(
                    ExitStatus.WAITING, "Nothing was done. Agree with --yes, or type 'yes' when you are asked");
        }
    }

    private static boolean isProduction(Opened opened) {
        return opened.environment() != null && opened.environment().production();
    }

    private boolean canAsk() {
        return !noInput && console.canAsk();
    }

    /** Asks for secrets without echo. */
    public static Prompter prompter(Console console) {
        return what -> {
            if (!console.canAsk()) {
                return null;
            }
            try (TerminalInput input = new TerminalInput(() -> {})) {
                return input.readSecret(what + " (not shown): ");
            }
        };
    }
}
