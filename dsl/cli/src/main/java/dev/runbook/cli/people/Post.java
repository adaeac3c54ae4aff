package dev.runbook.cli.people;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.people.Announcer.Said;
import dev.runbook.engine.run.Masker;
import dev.runbook.engine.spi.Notice;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Delivers what people are to be told, beside the run: nothing waits for it, and what cannot be delivered is noted and stops nothing. */
public final class Post implements AutoCloseable {
    private static final List<Duration> AGAIN = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));
    /** How long the end of a run waits for what is still to be delivered. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final List<Notifier> ways;
    private final Masker masker;
    private final Timekeeper time;
    private final Consumer<String> trouble;
    private final ExecutorService courier = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "runbook-post");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    /** @param trouble hears what could not be delivered */
    public Post(Ledger ledger, List<Notifier> ways, Masker masker, Timekeeper time, Consumer<String> trouble) {
        this.ledger = ledger;
        this.ways = List.copyOf(ways);
        this.masker = masker;
        this.time = time;
        this.trouble = trouble;
    }

    /** Comes back at once. */
    public synchronized void send(List<Said> all) {
        for (Said said : all) {
            TargetSpec person = said.to().spec();
            ways.stream()
                    .filter(way -> !closing && person.values().containsKey(way.name()))
                    .forEach(way -> courier.execute(() -> deliver(way, masked(said.notice()), person)));
        }
    }

    private Notice masked(Notice notice) {
        return new Notice(
                notice.event(),
                notice.run(),
                masker.mask(notice.title()),
                notice.environment(),
                masker.mask(notice.step()),
                masker.mask(notice.headline()),
                masker.mask(notice.text()));
    }

    private void deliver(Notifier way, Notice notice, TargetSpec person) {
        String failure = null;
        for (int attempt = 0; attempt <= AGAIN.size(); attempt++) {
            try {
                way.send(notice, person);
                note(way, notice, person, null);
                return;
            } catch (IOException | InterruptedException | RuntimeException failed) {
                failure = failed.getMessage() == null ? failed.toString() : failed.getMessage();
                if (!(failed instanceof IOException) || !again(attempt)) {
                    break;
                }
            }
        }
        note(way, notice, person, masker.mask(failure));
    }

    private boolean again(int attempt) {
        if (closing || attempt == AGAIN.size()) {
            return false;
        }
        try {
            time.pause(AGAIN.get(attempt));
            return true;
        } catch (InterruptedException closed) {
            return false;
        }
    }

    private void note(Notifier way, Notice notice, TargetSpec person, String failure) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("who", person.name());
        data.put("way", way.name());
        data.put("event", notice.event());
        data.put("text", notice.headline());
        data.put("delivered", failure == null);
        data.put("error", failure);
        try {
            ledger.append(Kind.TOLD, notice.step(), data);
        } catch (RunbookException unwritable) {
            // the run itself stops at its next entry, and says why
        }
        if (failure != null) {
            trouble.accept("could not tell " + person.name() + " by " + way.name() + ": " + failure);
        }
    }

    /** Delivers what is still there, within reason; nothing is accepted any more. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            courier.shutdown();
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!courier.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                int left = courier.shutdownNow().size() + 1;
                trouble.accept(left + " notification(s) could not be delivered within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException hurry) {
            courier.shutdownNow();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
