package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Code;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.util.Map;

/** Long commands on the host of the {@code onHost} around them. */
public final class JobWords {
    private JobWords() {}

    @Word(
            value =
                    "A long command that survives a lost connection and a dead engine: it runs detached on the host, its output is followed live, and a resumed run attaches to it instead of starting it twice. "
                            + "Values and secrets are passed as with sh; standard input is empty. A timeout of the step, an interrupt or a stall lets go of it; only runbook kill RUN STEP ends it. "
                            + "Gives status, tail (its last 50 lines) and matches(PATTERN) (the lines of its last 4 MiB with the pattern). It fails for a status that is not in ok:, for a failure: line, "
                            + "and without a success: line; when it is gone without a status (the host was started anew, its processes were killed), the step is unknown. Lost contact is sought for 12 hours.",
            touches = Touches.WRITES,
            onHost = true,
            yields = JobResult.class)
    @Option(name = "name", about = "tells it from other jobs of the step; unless said they are counted")
    @Option(
            name = "env",
            type = Map.class,
            about =
                    "environment variables by name; secrets get there through standard input, never through an argument or a file")
    @Option(
            name = "timestamps",
            about =
                    "how its lines begin, as 'yyyy/MM/dd HH:mm:ss' in the letters of Java's DateTimeFormatter; milestones take their times from there. Leading blanks and brackets do not matter")
    @Option(
            name = "zone",
            about = "the zone of these timestamps, as 'Europe/Berlin'; they are taken as they stand unless said")
    @Option(
            name = "milestones",
            about =
                    "texts (the line contains it) or patterns; the first match of each starts that phase, and the next milestone or the job's end closes it")
    @Option(name = "progress", about = "a pattern with the groups (?<done>…) and (?<total>…), or (?<percent>…)")
    @Option(name = "success", about = "a text or pattern: a line that must have appeared at the end")
    @Option(
            name = "failure",
            about =
                    "a text or pattern: a line that must not appear; the step fails when the job has ended, or a minute after that line")
    @Option(
            name = "stall",
            type = Duration.class,
            about = "the longest silence; after it the step fails and lets go of the job. None unless said")
    @Option(name = "ok", about = "the statuses that count as success: a number or a list; [0] unless said")
    public static Object job(StepScope scope, Map<String, Object> options, @Code Text command) {
        Given given = new Given("job", options);
        HostShell shell = HostShell.here(scope, "job").writing("job");
        Masking.refuse("job", command, given.any("env"), shell.frame().env());
        JobTerms terms = JobTerms.of(given, scope.time()::now);
        String shown = CommandText.shown(command);
        given.map("env");
        return scope.perform(
                Effect.writes("job", shell.host(), shown, () -> new Job(scope, shell, given, command, terms).run())
                        .needing(
                                command,
                                given.any("env"),
                                shell.frame().env(),
                                shell.frame().as(),
                                shell.frame().dir()));
    }
}
