package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.List;

/**
 * An entry under {@code aws:} of the inventory, as words use it.
 *
 * @param scope the step whose words they are
 * @param spec  the entry
 */
public record Account(StepScope scope, TargetSpec spec) {
    /** The kind of target, and the section of the inventory. */
    public static final String KIND = "aws";

    /** What an entry may say. */
    public static List<Key> keys() {
        return List.of(
                Key.of("region", String.class, "such as eu-central-1; unless said that of profile: or the environment"),
                Key.of(
                        "profile",
                        String.class,
                        "a profile of ~/.aws/config, whatever the environment says; unless said credentials come from where the AWS tools take them: environment, profile 'default', the role of the machine"),
                Key.of(
                        "account",
                        String.class,
                        "the account's number of 12 digits: with credentials for another one nothing is done"),
                Key.of(
                        "endpoint",
                        String.class,
                        "http(s)://HOST:PORT of a compatible service instead of Amazon's own; S3 is then asked with the bucket in the path"));
    }

    /** The work of an effect. */
    @FunctionalInterface
    public interface Work {
        Object with(Calls calls) throws Exception;
    }

    public String name() {
        return spec.name();
    }

    /** An effect that only reads. */
    public Object reads(String word, String what, Work work, Object... inputs) {
        return scope.perform(Effect.<Object>reads(word, name(), what, () -> work.with(calls(word)))
                .needing(inputs));
    }

    /** An effect that writes; an error where the runbook declares {@code access: 'read'}. */
    public Object writes(String word, String what, Work work, Object... inputs) {
        if (spec.readOnly()) {
            throw RunbookException.invalid(word + " writes, but targets declares " + spec.label()
                    + " with access: 'read'. Use a word that reads, or declare it without access: 'read'.");
        }
        return writesElsewhere(word, what, work, inputs);
    }

    /** An effect that reads here and writes somewhere else. */
    public Object writesElsewhere(String word, String what, Work work, Object... inputs) {
        return scope.perform(Effect.<Object>writes(word, name(), what, () -> work.with(calls(word)))
                .needing(inputs));
    }

    private Calls calls(String word) throws InterruptedException {
        Clients clients = scope.shared("aws:" + name(), Clients.class, () -> new Clients(Settings.of(spec)));
        Calls calls = new Calls(scope, word, spec.label(), clients);
        clients.verify(calls, spec);
        return calls;
    }
}
