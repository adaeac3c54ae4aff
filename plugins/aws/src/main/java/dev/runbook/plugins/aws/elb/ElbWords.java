package dev.runbook.plugins.aws.elb;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code aws(NAME).elb} gives. */
@Facade("aws(…).elb")
public final class ElbWords {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String SHAPE =
            "a list of [target: an instance's id or an address, port:, state: 'healthy', 'initial', 'unhealthy', 'draining', 'unused', reason:, description:]";
    private static final String WHICH = " GROUP is the name or the ARN of a target group.";

    private final Account account;

    public ElbWords(Account account) {
        this.account = account;
    }

    @Word(
            value = "What a load balancer thinks of its targets: " + SHAPE + "." + WHICH,
            touches = Touches.READS,
            yields = List.class)
    public Object health(Text group) {
        return account.reads(
                "aws.elb.health",
                group.show(),
                calls -> TargetGroup.find(calls, group.plain()).health(),
                group);
    }

    @Word(
            value = "Waits until all targets are healthy, at least one; says what it saw last when time is up. Gives "
                    + SHAPE + "." + WHICH,
            touches = Touches.READS,
            yields = List.class)
    @Option(
            name = "targets",
            about =
                    "only these, one or a list, of which each must be registered: ids or addresses; all that are registered unless said")
    @Option(name = "timeout", type = Duration.class, about = "how long to wait; 10m unless said")
    public Object awaitHealthy(Map<String, Object> options, Text group) {
        Options given = new Options("aws.elb.awaitHealthy", options);
        return account.reads(
                given.word(),
                group.show() + (given.all().containsKey("targets") ? " " + options.get("targets") : ""),
                calls -> TargetGroup.find(calls, group.plain())
                        .healthy(given.texts("targets"), given.duration("timeout", LONG)),
                group,
                options);
    }
}
