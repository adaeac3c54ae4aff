package dev.runbook.cli.people;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.people.Announcer;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.spi.Timekeeper;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells people what happens to a run, and what is due, while it goes on. */
public final class Announcements implements AutoCloseable {
    private final Announcer announcer;
    private final Post post;
    private final Supplier<Outlook> outlook;
    private final Timekeeper time;
    private ScheduledExecutorService clock;

    public Announcements(Announcer announcer, Post post, Supplier<Outlook> outlook, Timekeeper time) {
        this.announcer = announcer;
        this.post = post;
        this.outlook = outlook;
        this.time = time;
    }

    /** Looks at the clock from now on. */
    public void begin() {
        clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "runbook-announcements");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** What time has made due. */
    void look() {
        try {
            post.send(announcer.at(time.now(), outlook.get()));
        } catch (RuntimeException blind) {
            // no announcement is worth a run; the next second looks again
        }
    }

    /** Something happened. */
    public void entry(Entry entry) {
        post.send(announcer.take(entry));
    }

    /** A person must consent by name before the run goes on. */
    void consent(String name, String why) {
        post.send(announcer.consent(name, why));
    }

    /** The runbook tells somebody something. */
    void told(String who, String text, String step) {
        post.send(announcer.told(who, text, step));
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        post.close();
    }
}
