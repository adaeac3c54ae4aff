package dev.runbook.cli.people;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.people.Inbox;
import dev.runbook.engine.people.Message;
import dev.runbook.engine.run.People;
import dev.runbook.engine.run.Stop;
import dev.runbook.engine.spi.Timekeeper;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everybody who has to do with a run: whoever is at this engine's terminal, those who leave messages in the run's folder, and those who are told. The first to answer
 * is heard.
 */
public final class Crowd implements People {
    /** How often somebody is looked for before others are told that consent is waited for: one who sits there answers at once. */
    private static final int PATIENCE = 5;

    private final People here;
    private final LineInput input;
    private final Inbox inbox;
    private final RunState state;
    private final Stop stop;
    private final Announcements announcements;
    private final Timekeeper time;
    private final boolean patient;
    private final Map<Answer, Inbox.Letter> heard = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * @param here    who is at the terminal
     * @param input   the terminal
     * @param patient whether the run waits for messages where nobody is at the terminal
     */
    public Crowd(
            People here,
            LineInput input,
            Inbox inbox,
            RunState state,
            Stop stop,
            Announcements announcements,
            Timekeeper time,
            boolean patient) {
        this.here = here;
        this.input = input;
        this.inbox = inbox;
        this.state = state;
        this.stop = stop;
        this.announcements = announcements;
        this.time = time;
        this.patient = patient;
    }

    @Override
    public Optional<Answer> work(Manual manual, Instructions instructions, String notYet) {
        Optional<Answer> left = left(manual);
        if (left.isPresent()) {
            return left;
        }
        Asked<Answer> asked = new Asked<>(() -> here.work(manual, instructions, notYet));
        asked.start();
        try {
            boolean open = true;
            while (open && !stop.asked()) {
                boolean over = asked.over();
                left = left(manual);
                open = left.isEmpty() && !(over && (asked.answer().isPresent() || !patient));
                if (open && over) {
                    time.pause(Asked.LOOK);
                }
            }
        } catch (InterruptedException aborted) {
            Thread.currentThread().interrupt();
        }
        asked.withdraw(input);
        return left.isPresent() ? left : asked.answer();
    }

    /** What somebody left about the work that is asked for now. */
    private Optional<Answer> left(Manual manual) {
        long since = state.step(manual.path())
                .flatMap(StepState::people)
                .map(HumanWork::since)
                .orElse(Long.MAX_VALUE);
        for (Inbox.Letter letter : inbox.about(manual.path())) {
            if (letter.message().asked() < since) {
                inbox.refuse(letter);
            } else {
                Message message = letter.message();
                Answer answer = new Answer(message.by(), message.values(), message.ticks(), message.done());
                heard.put(answer, letter);
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    @Override
    public void noted(Answer answer) {
        Inbox.Letter letter = heard.remove(answer);
        if (letter != null) {
            inbox.taken(letter);
        }
    }

    @Override
    public Optional<Boolean> consent(String name, String why, String typed) {
        Asked<Boolean> asked = new Asked<>(() -> here.consent(name, why, typed));
        asked.start();
        try {
            for (int looks = 1; !asked.over(); looks++) {
                if (looks == PATIENCE) {
                    announcements.consent(name, why);
                }
            }
        } catch (InterruptedException aborted) {
            asked.withdraw(input);
            Thread.currentThread().interrupt();
        }
        return asked.answer();
    }

    @Override
    public void tell(String text) {
        here.tell(text);
    }

    @Override
    public void inform(String who, String text, String step) {
        here.inform(who, text, step);
        announcements.told(who, text, step);
    }
}
