package dev.runbook.cli.run;

import dev.runbook.cli.console.Console;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people at the terminal. */
final class TerminalPeople implements People {
    private final Console console;
    private final Keyboard keyboard;
    private final Opened opened;
    private final Consent consent;
    private final Stop stop;
    private final String operator;

    TerminalPeople(Console console, Keyboard keyboard, Opened opened, Consent consent, Stop stop, String operator) {
        this.console = console;
        this.keyboard = keyboard;
        this.opened = opened;
        this.consent = consent;
        this.stop = stop;
        this.operator = operator;
    }

    @Override
    public Optional<Answer> work(Manual manual, Instructions instructions, String failed) {
        String who = manual.who().isEmpty() ? "" : " (for " + String.join(", ", manual.who()) + ")";
        console.say("");
        console.say(place() + "A person is needed: " + manual.name() + who);
        instructions.todo().forEach(todo -> console.say("  - " + todo));
        if (failed != null) {
            console.say("  not yet: " + failed);
        }
        if (!canAsk()) {
            return Optional.empty();
        }
        return answers(manual, instructions);
    }

    private Optional<Answer> answers(Manual manual, Instructions instructions) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Instructions.Question question : instructions.asks()) {
            Optional<String> answer = choose(question.name(), question.choices());
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            values.put(question.name(), question.secret() ? secret(question.name(), answer.get()) : answer.get());
        }
        if (!manual.choices().isEmpty()) {
            Optional<String> choice = choose("your decision", manual.choices());
            if (choice.isEmpty()) {
                return Optional.empty();
            }
            values.put("choice", choice.get());
        }
        Optional<String> by = ask(manual.need() > 1 ? "Who are you? Type your name when it is done" : "Press Enter when it is done, or type who did it");
        return by.map(name -> new Answer(name.isBlank() ? operator : name.strip(), values));
    }

    private Secret secret(String name, String value) {
        opened.masker().hide(value);
        return Secret.of(name, value);
    }

    private Optional<String> choose(String what, List<String> choices) {
        while (true) {
            Optional<String> answer = ask(what + (choices.isEmpty() ? "" : " [" + String.join(" / ", choices) + "]"));
            if (answer.isEmpty() || choices.isEmpty() || choices.contains(answer.get().strip())) {
                return answer.map(String::strip);
            }
            console.say("  expected one of " + String.join(", ", choices) + ", found '" + answer.get() + "'");
        }
    }

    @Override
    public Optional<Boolean> consent(String name, String why, String typed) {
        if (consent.names().contains(name)) {
            return Optional.of(true);
        }
        if (!canAsk()) {
            return Optional.empty();
        }
        String wanted = typed == null ? name : typed;
        console.say("");
        console.say(place() + "'" + name + "' needs your consent: " + why);
        return ask("Type  " + wanted + "  to go on, anything else to stop").map(answer -> answer.strip().equals(wanted));
    }

    /** Whether the operator agrees to work in this environment at all; only production asks. */
    boolean startInProduction() {
        if (opened.environment() == null || !opened.environment().production() || consent.names().contains(opened.environmentName())) {
            return true;
        }
        return canAsk() && ask(place() + "This is production. Type the environment's name to go on").map(String::strip).filter(opened.environmentName()::equals).isPresent();
    }

    @Override
    public void tell(String text) {
        console.say(text);
    }

    private Optional<String> ask(String question) {
        console.people().print(question + ": ");
        console.people().flush();
        return keyboard.line(stop::asked);
    }

    private boolean canAsk() {
        return !consent.noInput() && console.canAsk();
    }

    private String place() {
        return opened.environment() != null && opened.environment().production() ? "[" + opened.environmentName() + " PRODUCTION] " : "";
    }

    /**
     * What the operator agreed to beforehand.
     *
     * @param noInput whether nobody is to be asked
     */
    record Consent(List<String> names, boolean yes, boolean noInput) {}
}
