package dev.runbook.cli.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.journal.JournalTail;
import dev.runbook.engine.journal.RunLock;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.RunStore;
import dev.runbook.engine.people.Outlook;
import dev.runbook.engine.spi.Timekeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What the page shows, read from the run's folder; everybody who looks gets the same. Thread-safe. */
final class Feed {
    private static final String LOG = "output.log";
    /** A forecast moves although nothing happens. */
    private static final Duration STALE = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final JournalTail journal;
    private final LogTail log;
    private final BiFunction<RunState, Instant, Outlook> outlook;
    private final Timekeeper time;
    private final boolean answers;
    private String state = "{}";
    private Instant made = Instant.MIN;
    private boolean held;
    private long version;
    private boolean closed;

    /** @param answers whether people may answer on the page */
    Feed(Path folder, BiFunction<RunState, Instant, Outlook> outlook, Timekeeper time, boolean answers) {
        this.folder = folder;
        this.journal = new JournalTail(folder.resolve(RunStore.JOURNAL));
        this.log = new LogTail(folder.resolve(LOG));
        this.outlook = outlook;
        this.time = time;
        this.answers = answers;
    }

    /** A piece of news for one who has seen everything before it: the whole state, and the lines of output since. */
    record News(long version, String state, long lines, List<String> log, boolean last) {}

    /** Looks into the folder, and wakes those who wait where there is something new. */
    synchronized void look() {
        boolean happened = journal.follow();
        boolean said = log.follow();
        Instant now = time.now();
        boolean engine = RunLock.held(folder);
        if (happened || engine != held || !now.isBefore(made.plus(STALE))) {
            held = engine;
            made = now;
            state = json(now);
            said = true;
        }
        if (said) {
            version++;
            notifyAll();
        }
    }

    private String json(Instant now) {
        RunState run = journal.state();
        if (run.started() == null) {
            return "{}";
        }
        Map<String, Object> data = new LinkedHashMap<>(new Snapshot(run, outlook.apply(run, now), held).data(now));
        data.put("answers", answers);
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Waits for news, at most so long; the same version where there is none. */
    synchronized News after(long seen, long lines, Duration patience) throws InterruptedException {
        if (version == seen && !closed) {
            wait(patience.toMillis());
        }
        return new News(version, state, log.count(), log.after(lines), closed);
    }

    /** There will be no more news. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
