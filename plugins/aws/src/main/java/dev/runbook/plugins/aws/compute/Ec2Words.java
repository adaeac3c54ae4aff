package dev.runbook.plugins.aws.compute;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import java.time.Duration;
import java.util.Map;

/** What {@code aws(NAME).ec2} gives. */
@Facade("aws(…).ec2")
public final class Ec2Words {
    private static final String SHAPE =
            "[id:, name:, state:, type:, zone:, privateAddress:, publicAddress:, volumes: [[id:, device:], …]]";
    private static final String WHICH = " INSTANCE is an id, 'i-0123…', or the Name of one.";
    private static final String TIMEOUT = "how long to wait; 15m unless said";
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Account account;

    public Ec2Words(Account account) {
        this.account = account;
    }

    @Word(value = "A machine as it is: " + SHAPE + "." + WHICH, touches = Touches.READS, yields = Map.class)
    public Object describe(Text instance) {
        return account.reads(
                "aws.ec2.describe",
                instance.show(),
                calls -> Instances.data(new Instances(calls).find(instance.plain())),
                instance);
    }

    @Word(
            value =
                    "Stops a machine and waits until it is stopped; one that is stopped stays so. What it keeps in memory and on disks of its own (not EBS) is lost. Gives "
                            + SHAPE + "." + WHICH,
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object stop(Map<String, Object> options, Text instance) {
        Options given = new Options("aws.ec2.stop", options);
        return account.writes(
                given.word(),
                instance.show(),
                calls -> new Instances(calls).stop(instance.plain(), given.duration("timeout", LONG)),
                instance,
                options);
    }

    @Word(
            value =
                    "Starts a machine, and waits until it runs and has passed the status checks of Amazon and its own; one that runs stays so. Gives "
                            + SHAPE + ": without a fixed address the public one is another." + WHICH,
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(
            name = "checks",
            type = Boolean.class,
            about = "false: the status checks are not waited for; true unless said")
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object start(Map<String, Object> options, Text instance) {
        Options given = new Options("aws.ec2.start", options);
        return account.writes(
                given.word(),
                instance.show(),
                calls -> new Instances(calls)
                        .start(instance.plain(), given.flag("checks", true), given.duration("timeout", LONG)),
                instance,
                options);
    }

    @Word(
            value =
                    "Gives a machine another type, 'm5.4xlarge'. It must be stopped: anything else is an error, and nothing is done. Gives [id:, was: the type before this step, type:], for .undo { was -> aws(…).ec2.resize(was.id, was.was) }."
                            + WHICH,
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class,
            keys = {"id", "was", "type"})
    public Object resize(Text instance, Text type) {
        return account.writes(
                "aws.ec2.resize",
                instance.show() + " → " + type.show(),
                calls -> new Instances(calls).resize(instance.plain(), type.plain()),
                instance,
                type);
    }

    @Word(
            value = "Waits for a state of a machine. Gives " + SHAPE + "." + WHICH,
            touches = Touches.READS,
            yields = Map.class)
    @Option(
            name = "state",
            choices = {"running", "stopped"},
            about = "what to wait for; 'running' unless said")
    @Option(
            name = "checks",
            type = Boolean.class,
            about = "true: that the status checks of Amazon and of the machine are passed too; false unless said")
    @Option(name = "timeout", type = Duration.class, about = TIMEOUT)
    public Object await(Map<String, Object> options, Text instance) {
        Options given = new Options("aws.ec2.await", options);
        String state = String.valueOf(options.getOrDefault("state", "running"));
        return account.reads(
                given.word(),
                instance.show() + " to be " + state,
                calls -> new Instances(calls)
                        .reached(instance.plain(), state, given.flag("checks", false), given.duration("timeout", LONG)),
                instance,
                options);
    }
}
