package dev.runbook.cli.run;

import dev.runbook.cli.web.WarRoom;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The page of a run for everybody in the call, and where it is. */
public final class Page implements AutoCloseable {
    private final WarRoom room;

    private Page(WarRoom room) {
        this.room = room;
    }

    /** With the forecast of its runbook. */
    public static Page of(Opened opened, Path folder, int port, boolean answers, Timekeeper time) {
        return of(new Outlooks(opened.plan(), opened.name(), folder)::of, folder, port, answers, time);
    }

    /** Without a forecast. */
    public static Page of(Path folder, int port, boolean answers, Timekeeper time) {
        return of((state, now) -> Outlook.NONE, folder, port, answers, time);
    }

    private static Page of(
            BiFunction<RunState, Instant, Outlook> outlook, Path folder, int port, boolean answers, Timekeeper time) {
        Answers inbox = new Answers(folder);
        return new Page(new WarRoom(folder, port, outlook, answers ? inbox::leave : null, time));
    }

    /** Says where it is. */
    public void tell(Consumer<String> say) {
        say.accept("page: " + room.address());
        if (room.addressToAnswer() != null) {
            say.accept("page, to answer on: " + room.addressToAnswer());
        }
        int port = room.port();
        say.accept("from elsewhere: ssh -L " + port + ":127.0.0.1:" + port + " THIS-MACHINE, then the same address");
    }

    /** Comes back when Ctrl-C is pressed. */
    public void untilInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Interrupts asked = new Interrupts(interrupted::countDown, interrupted::countDown)) {
            interrupted.await();
        }
    }

    @Override
    public void close() {
        room.close();
    }
}
