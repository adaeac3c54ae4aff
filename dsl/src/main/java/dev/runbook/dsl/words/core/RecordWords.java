package dev.runbook.dsl.words.core;

import dev.runbook.dsl.words.host.files.PlacedFile;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The words that write something down. */
public final class RecordWords {
    private RecordWords() {}

    @Word(
            "Work done, measure messages: 7123456: with the step's duration it gives a rate, and forecasts of other sizes.")
    @Option(name = "*", about = "any unit, with its amount")
    public static void measure(StepScope scope, Map<String, Object> amounts) {
        amounts.forEach((unit, amount) -> {
            if (Text.pendingIn(amount)) {
                scope.note("measure " + unit + ": " + amount);
            } else if (amount instanceof Number number) {
                scope.measure(unit, number);
            } else {
                throw RunbookException.invalid("measure " + unit + ": expected a number, found '" + amount + "'");
            }
        });
    }

    @Word("A line in log and report.")
    public static void note(StepScope scope, Text text) {
        scope.note(text.show());
    }

    @Word(
            touches = Touches.WRITES,
            repeatable = true,
            value =
                    "Keeps a text, or the file of a place(HOST, PATH), with the run: as a file of that name under the run's folder (kept/NAME), private, secrets masked; its SHA-256 goes to the journal. "
                            + "A file of a host may have 16 MiB; a list becomes a line each.")
    public static void keep(StepScope scope, String name, Object content) {
        if (content == null) {
            throw RunbookException.invalid("keep '" + name + "': expected a text or place(HOST, PATH), found null");
        }
        Place from = content instanceof Place place ? place : null;
        scope.perform(Effect.writes(
                        "keep", from == null ? null : from.host(), from == null ? name : name + " ← " + from, () -> {
                            scope.keep(
                                    name, from == null ? text(content) : PlacedFile.read(scope, "keep " + name, from));
                            return null;
                        })
                .needing(from == null ? content : from.path()));
    }

    private static byte[] text(Object content) {
        Object text = content instanceof Collection<?> lines
                ? lines.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n"))
                : content;
        return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    }

    @Word(
            touches = Touches.WRITES,
            value =
                    "Tells people something now: a text for those whom the inventory calls by that name. It is shown to the operator and kept in the report.")
    public static void tell(StepScope scope, String who, Text text) {
        scope.perform(new Effect<>("tell", who, text.show(), true, text.hasPending(), () -> {
            scope.tell(who, text.show());
            return null;
        }));
    }

    @Word("The checkpointed result of the step of that name, as its handle would give it.")
    public static Object result(StepScope scope, String step) {
        return scope.result(step);
    }
}
