package dev.runbook.cli.command;

import dev.runbook.cli.option.AnswerOptions;
import dev.runbook.cli.option.StateOption;
import dev.runbook.cli.run.Answers;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.people.Wanted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person's answer from another terminal. */
@Command(
        name = "answer",
        mixinStandardHelpOptions = true,
        description = {
            "Answers a manual step that a run waits for, from another terminal: all of it is done, unless --tick or --untick says which part.",
            "The engine of the run hears it at once; where none works, the next runbook resume does."
        })
final class AnswerCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = "a run's id or a unique start of it")
    String run;

    @Parameters(index = "1", paramLabel = "STEP", description = "the manual step")
    String step;

    @Mixin
    AnswerOptions answer;

    @Mixin
    StateOption state;

    AnswerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Answers answers = new Answers(new RunStore(state.find()).folder(run));
        session.console().say(answers.leave(step, answer.by, answer.ticks(), answer.values(Wanted.CHOICE)));
        return ExitStatus.DONE.code();
    }
}
