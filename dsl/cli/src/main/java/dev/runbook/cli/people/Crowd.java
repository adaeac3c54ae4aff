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
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everybody who may answer: whoever is at this engine's terminal, and those who leave messages in the run's folder. The first to say something is heard. */
public final class Crowd implements People {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final People here;
    private final LineInput input;
    private final Inbox inbox;
    private final RunState state;
    private final Stop stop;
    private final Timekeeper time;
    private final boolean patient;
    private final Map<Answer, Inbox.Letter> heard = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * @param here    who is at the terminal
     * @param input   the terminal
     * @param patient whether the run waits for messages where nobody is at the terminal
     */
    public Crowd(
            People here, LineInput input, Inbox inbox, RunState state, Stop stop, Timekeeper time, boolean patient) {
        this.here = here;
        this.input = input;
        this.inbox = inbox;
        this.state = state;
        this.stop = stop;
        this.time = time;
        this.patient = patient;
    }

    @Override
    public Optional<Answer> work(Manual manual, Instructions instructions, String notYet) {
        Optional<Answer> left = left(manual);
        if (left.isPresent()) {
            return left;
        }
        Asked asked = new Asked(() -> here.work(manual, instructions, notYet));
        asked.start();
        try {
            while (!stop.asked()) {
                asked.join(LOOK.toMillis());
                left = left(manual);
                if (left.isPresent() || !asked.isAlive() && (asked.answer().isPresent() || !patient)) {
                    break;
                }
                if (!asked.isAlive()) {
                    time.pause(LOOK);
                }
            }
        } catch (InterruptedException aborted) {
            Thread.currentThread().interrupt();
        }
        return asked.isAlive() || left.isPresent() ? withdrawn(asked, left) : asked.answer();
    }

    /** A message goes first: what was being typed meanwhile is asked again, if it is still wanted. */
    private Optional<Answer> withdrawn(Asked asked, Optional<Answer> left) {
        boolean interrupted = Thread.interrupted();
        while (asked.isAlive()) {
            input.withdraw(asked);
            try {
                asked.join(LOOK.toMillis());
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
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
        return here.consent(name, why, typed);
    }

    @Override
    public void tell(String text) {
        here.tell(text);
    }

    /** Somebody at the terminal is being asked. */
    private static final class Asked extends Thread {
        private final Supplier<Optional<Answer>> question;
        private volatile Optional<Answer> answer = Optional.empty();
        private volatile RuntimeException failure;

        Asked(Supplier<Optional<Answer>> question) {
            super("runbook-asking");
            setDaemon(true);
            this.question = question;
        }

        @Override
        public void run() {
            try {
                answer = question.get();
            } catch (RuntimeException failed) {
                failure = failed;
            }
        }

        Optional<Answer> answer() {
            if (failure != null) {
                throw failure;
            }
            return answer;
        }
    }
}
