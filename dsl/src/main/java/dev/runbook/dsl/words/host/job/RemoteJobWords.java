package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.value.Given;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs that a product runs itself. */
public final class RemoteJobWords {
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** So many failing polls in a row are taken for a passing trouble. */
    private static final int MISSES = 10;

    private static final String ID = "id";

    private RemoteJobWords() {}

    @Word(
            value =
                    "A job that the product itself runs, such as an export or a snapshot. start: begins it and gives its id, which is on the disk before the first poll; poll: is given the id and gives a map with "
                            + "status, and done and total where they are known. A repeated or resumed attempt asks for the job that was begun, as long as its end has not been seen, instead of beginning another. "
                            + "A failing poll is tried again, up to 10 in a row. Gives the last map; a status in failed: fails the step.",
            touches = Touches.WRITES)
    @Option(
            name = "start",
            type = Block.class,
            required = true,
            about = "begins the job; its last expression is the id")
    @Option(
            name = "poll",
            type = Block.class,
            required = true,
            about = "{ id -> [status: …, done: …, total: …] }; it only reads")
    @Option(name = "done", required = true, about = "the statuses that mean success: one or a list")
    @Option(name = "failed", about = "the statuses that mean failure: one or a list")
    @Option(name = "every", type = Duration.class, about = "how long to wait between polls; 10s unless said")
    public static Object remoteJob(StepScope scope, Map<String, Object> options, String name)
            throws InterruptedException {
        Given given = new Given("remoteJob", options);
        Block start = block(given, "start");
        Block poll = block(given, "poll");
        List<String> done = given.texts("done");
        if (done.isEmpty()) {
            throw given.wrong("done", "the statuses that mean success");
        }
        String key = "remoteJob " + name;
        Object id = begun(scope, key, start);
        if (Text.pendingIn(id)) {
            poll.call(id);
            return new Pending("remoteJob " + name);
        }
        return ended(scope, given, key, id, poll, done);
    }

    private static Object begun(StepScope scope, String key, Block start) {
        if (scope.remembered(key) instanceof Map<?, ?> known && known.get(ID) != null) {
            scope.note(key + ": found again, with the id " + known.get(ID));
            return known.get(ID);
        }
        if (scope.live()) {
            scope.remember(key, Map.of("starting", true));
        }
        Object id = start.call();
        if (id == null) {
            throw new EffectFailed(
                    key
                            + ": start: gave null, expected the id of the job that it began; look on the server whether one runs");
        }
        if (!Text.pendingIn(id)) {
            scope.remember(key, Map.of(ID, id instanceof CharSequence ? id.toString() : id));
        }
        return id;
    }

    private static Object ended(StepScope scope, Given given, String key, Object id, Block poll, List<String> done)
            throws InterruptedException {
        Duration every = given.duration("every", EVERY);
        List<String> failed = given.texts("failed");
        for (int misses = 0; ; scope.time().pause(every)) {
            Map<?, ?> state;
            try {
                state = state(key, poll.call(id));
                misses = 0;
            } catch (EffectFailed | OutcomeUnknown trouble) {
                if (++misses == MISSES) {
                    throw trouble;
                }
                scope.output(key + ": could not be asked (" + trouble.getMessage() + "); trying again in "
                        + Durations.show(every));
                continue;
            }
            String status = String.valueOf(state.get("status"));
            if (state.get("done") instanceof Number part && state.get("total") instanceof Number total) {
                scope.progress(part.doubleValue(), total.doubleValue());
            }
            if (done.contains(status) || failed.contains(status)) {
                scope.remember(key, null);
                if (failed.contains(status)) {
                    throw new EffectFailed(key + " (id " + id + ") ended with status '" + status + "', expected " + done
                            + "; it said: " + state);
                }
                return state;
            }
        }
    }

    private static Map<?, ?> state(String key, Object state) {
        if (state instanceof Map<?, ?> map && map.get("status") != null) {
            return map;
        }
        throw dev.runbook.engine.model.RunbookException.invalid(
                key + ": poll: must give a map with status, as [status: 'running', done: 1, total: 9], found " + state);
    }

    private static Block block(Given given, String name) {
        if (given.any(name) instanceof Block block) {
            return block;
        }
        throw given.wrong(name, "a block { … }");
    }
}
