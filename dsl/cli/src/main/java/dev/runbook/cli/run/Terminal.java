package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.inventory.Prompter;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.Stop;
import java.util.List;

/**
 * The terminal that this process was started from, as where people are asked.
 *
 * @param consents what the operator agreed to by name
 * @param yes      whether ordinary confirmations are agreed to
 * @param noInput  whether nobody is to be asked
 */
public record Terminal(Console console, List<String> consents, boolean yes, boolean noInput) implements RunService.PeopleOf {
    private static final Keyboard KEYBOARD = new Keyboard(System.in);

    @Override
    public People apply(Stop stop, Opened opened) {
        TerminalPeople.Consent consent = new TerminalPeople.Consent(consents, yes, noInput);
        return new TerminalPeople(console, KEYBOARD, opened, consent, stop, RunHeader.operator());
    }

    /** Production asks before anything begins; {@code --yes} alone is not enough there. */
    public void confirmProduction(Opened opened) {
        TerminalPeople people = (TerminalPeople) apply(new Stop(), opened);
        if (!people.startInProduction()) {
            throw new RunbookException(ExitStatus.WAITING, "The environment '" + opened.environmentName() + "' is production: nothing was begun. Agree with --consent "
                    + opened.environmentName() + ", or type its name when you are asked");
        }
    }

    /** Asks for secrets without echo. */
    public static Prompter prompter(Console console) {
        return what -> {
            if (!console.canAsk() || System.console() == null) {
                return null;
            }
            char[] typed = System.console().readPassword("%s: ", what);
            return typed == null ? null : new String(typed);
        };
    }
}
