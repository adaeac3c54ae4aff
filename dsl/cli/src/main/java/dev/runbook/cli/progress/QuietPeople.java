package dev.runbook.cli.progress;

import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.run.People;
import java.util.Optional;

/** People who are asked while the status line stands still. */
record QuietPeople(People people, StatusLine status) implements People {
    @Override
    public Optional<Answer> work(Manual manual, Instructions instructions, String failed) {
        return status.quiet(() -> people.work(manual, instructions, failed));
    }

    @Override
    public Optional<Boolean> consent(String name, String why, String typed) {
        return status.quiet(() -> people.consent(name, why, typed));
    }

    @Override
    public void tell(String text) {
        status.aside(() -> people.tell(text));
    }
}
