package dev.runbook.cli.people;

import dev.runbook.cli.console.Harmless;
import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.people.Wanted;
import dev.runbook.engine.run.Masker;
import dev.runbook.engine.run.People;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The person at the terminal, who does the work of people and consents by name. Where nobody can be asked, only what was consented to beforehand holds. */
public final class Operator implements People {
    private final String name;
    private final LineInput input;
    private final RunView view;
    private final Masker masker;
    private final Set<String> consents;
    private final String mark;
    private final RunState state;
    private final ReentrantLock asking = new ReentrantLock();
    /** What was said last about each manual: the list is not shown again after each tick. */
    private final Map<String, String> described = new HashMap<>();

    /**
     * @param name       who it is: {@code USER@HOST}
     * @param input      null where nobody can be asked
     * @param masker     hides the secrets that are answered
     * @param consents   what was consented to beforehand, by name
     * @param production the environment's name where it is a production one, else null: it stands at every question
     * @param state      the run's, which says what is ticked off
     */
    public Operator(
            String name,
            LineInput input,
            RunView view,
            Masker masker,
            Set<String> consents,
            String production,
            RunState state) {
        this.name = name;
        this.input = input;
        this.view = view;
        this.masker = masker;
        this.consents = Set.copyOf(consents);
        this.mark = production == null ? "" : "[PRODUCTION " + production + "] ";
        this.state = state;
    }

    @Override
    public Optional<Answer> work(Manual manual, Instructions instructions, String notYet) {
        return undisturbed(() -> {
            Checklist list = Checklist.of(instructions, ticks(manual));
            describe(manual, list, notYet);
            return input == null ? Optional.empty() : answer(manual, instructions, list);
        });
    }

    private Map<Integer, HumanWork.Tick> ticks(Manual manual) {
        return state.step(manual.path())
                .flatMap(StepState::people)
                .map(HumanWork::ticks)
                .orElse(Map.of());
    }

    private void describe(Manual manual, Checklist list, String notYet) {
        String said = "because " + notYet;
        if (Objects.equals(described.put(manual.path(), said), said)) {
            return;
        }
        view.tell("");
        view.tell("» " + manual.name() + (manual.who().isEmpty() ? "" : "  (" + String.join(", ", manual.who()) + ")"));
        if (notYet != null) {
            view.tell("  not yet: " + notYet.replace("\n", "\n    "));
        }
        list.show(view);
    }

    private Optional<Answer> answer(Manual manual, Instructions instructions, Checklist list) {
        boolean more = !instructions.asks().isEmpty() || !manual.choices().isEmpty() || manual.need() > 1;
        if (list.open().size() > 1 || !list.todo().isEmpty() && !more) {
            Optional<Answer> ticked = tick(list);
            if (ticked.isEmpty() || !ticked.get().done() || !more) {
                return ticked;
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Instructions.Question question : instructions.asks()) {
            Object value = value(question);
            if (value == null) {
                return Optional.empty();
            }
            values.put(question.name(), value);
        }
        if (!manual.choices().isEmpty()) {
            String choice = choose(manual.name(), manual.choices());
            if (choice == null) {
                return Optional.empty();
            }
            values.put(Wanted.CHOICE, choice);
        }
        return by(manual).map(who -> new Answer(who, values));
    }

    /** One thing ticked off, or everything. */
    private Optional<Answer> tick(Checklist list) {
        while (true) {
            String prompt = list.open().size() > 1 ? list.prompt() : "Enter when it is done: ";
            String typed = input.read("  " + mark + prompt);
            if (typed == null) {
                return Optional.empty();
            }
            Checklist.Typed said = list.read(typed);
            if (said instanceof Checklist.Typed.Item item) {
                return Optional.of(Answer.tick(name, item.number(), item.done()));
            }
            if (said instanceof Checklist.Typed.All) {
                return Optional.of(new Answer(name, Map.of()));
            }
            if (said instanceof Checklist.Typed.Other other) {
                view.tell("  " + other.why());
            } else {
                list.show(view);
            }
        }
    }

    private Object value(Instructions.Question question) {
        if (question.secret()) {
            String typed = input.readSecret("  " + mark + question.name() + " (not shown): ");
            if (typed == null) {
                return null;
            }
            masker.hide(typed);
            return Secret.of(question.name(), typed);
        }
        return question.choices().isEmpty()
                ? input.read("  " + mark + question.name() + ": ")
                : choose(question.name(), question.choices());
    }

    /** One of the choices as it is written; asked again until it is one of them. */
    private String choose(String what, List<String> choices) {
        while (true) {
            String typed = input.read("  " + mark + what + " (" + String.join(" / ", choices) + "): ");
            if (typed == null || choices.contains(typed.strip())) {
                return typed == null ? null : typed.strip();
            }
            view.tell("  expected " + String.join(" or ", choices));
        }
    }

    /** Who did it. Where several people are needed, each says who they are. */
    private Optional<String> by(Manual manual) {
        if (manual.need() > 1) {
            String who = input.read("  " + mark + "your name: ");
            return Optional.ofNullable(who).map(String::strip).filter(each -> !each.isEmpty());
        }
        if (manual.choices().isEmpty()) {
            return Optional.ofNullable(input.read("  " + mark + "Enter when it is done: "))
                    .map(done -> name);
        }
        return Optional.of(name);
    }

    @Override
    public Optional<Boolean> consent(String wanted, String why, String typed) {
        if (consents.contains(wanted)) {
            return Optional.of(true);
        }
        return input == null
                ? Optional.empty()
                : undisturbed(() -> {
                    view.tell("");
                    view.tell("! " + wanted + (why == null ? "" : ": " + why));
                    String expected = typed == null ? wanted : typed;
                    return Optional.ofNullable(
                                    input.read("  " + mark + "type '" + Harmless.line(expected) + "' to go on: "))
                            .map(said -> said.strip().equals(expected));
                });
    }

    /** One question at a time; one that is withdrawn while it waits for its turn is not asked. */
    private <T> Optional<T> undisturbed(Supplier<Optional<T>> question) {
        try {
            asking.lockInterruptibly();
        } catch (InterruptedException withdrawn) {
            return Optional.empty();
        }
        view.pause(input == null ? line -> false : input::above);
        try {
            return question.get();
        } finally {
            view.goOn();
            asking.unlock();
        }
    }

    @Override
    public void tell(String text) {
        view.tell(text);
    }
}
