package dev.runbook.dsl.plan;

import dev.runbook.dsl.script.Interpolation;
import dev.runbook.dsl.words.host.job.JobResult;
import dev.runbook.engine.model.Background;
import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Id;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.NotBefore;
import dev.runbook.engine.model.OutageMark;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words that make steps and say in which order, how often and when they run. */
public final class PlanWords {
    private PlanWords() {}

    @Word(value = "A heading: the steps that follow belong to it.")
    public static void phase(PlanBuilder plan, String name) {
        plan.phase(name);
    }

    @Word(
            value =
                    "The unit of work and of checkpointing: its body runs when the engine reaches it. Gives a handle; calling it in a later step, before(), "
                            + "gives the checkpointed result, which must be data. .undo { result -> … } takes the step back.",
            yields = StepHandle.class)
    @Option(name = "timeout", type = Duration.class, about = "after which its work is stopped, '30m'; a job is let go")
    @Option(
            name = "retries",
            type = Integer.class,
            about = "how often it is tried again after it failed; never after unknown, unless rerun: 'safe'")
    @Option(
            name = "backoff",
            type = Duration.class,
            about = "pause before the first retry, doubled each time; 1s unless said")
    @Option(name = "when", type = Block.class, about = "{ condition }: answered once; not holding skips the step")
    @Option(
            name = "doneWhen",
            type = Block.class,
            about = "{ condition }: already true records the step as done without running it")
    @Option(
            name = "guard",
            type = Boolean.class,
            about = "true: reads only, and is asked again at every start of the engine before any write")
    @Option(name = "tags", about = "a list of names that --only and --skip may use")
    @Option(
            name = "expect",
            type = Duration.class,
            about = "the author's guess of the duration, until a run has been timed")
    @Option(
            name = "rerun",
            type = String.class,
            choices = {"safe", "ask"},
            about = "whether it may simply run again when nobody knows whether it finished")
    @Option(name = Options.AT, type = String.class, about = "")
    public static Object step(PlanBuilder plan, Map<String, Object> options, String name, Block body) {
        Options given = new Options(options, plan.context());
        return add(
                plan,
                new Step(
                        plan.id(name, given.where()),
                        given.step(),
                        result(body),
                        null,
                        null,
                        given.fingerprint(),
                        given.where()));
    }

    @Word(
            value =
                    "A step that destroys something: before it starts, the operator types the text that type: gives (the database's name, say), "
                            + "or has consented with --consent NAME; --yes is not enough.",
            yields = StepHandle.class)
    @Option(name = "type", about = "what must be typed", required = true)
    @Option(name = "timeout", type = Duration.class, about = "after which its work is stopped")
    @Option(name = "when", type = Block.class, about = "{ condition }: answered once; not holding skips the step")
    @Option(name = "doneWhen", type = Block.class, about = "{ condition }: already true records the step as done")
    @Option(name = "tags", about = "a list of names that --only and --skip may use")
    @Option(name = "expect", type = Duration.class, about = "the author's guess of the duration")
    @Option(
            name = "rerun",
            type = String.class,
            choices = {"safe", "ask"},
            about = "whether it may simply run again when nobody knows whether it finished")
    @Option(name = Options.AT, type = String.class, about = "")
    public static Object destructive(PlanBuilder plan, Map<String, Object> options, String name, Block body) {
        Options given = new Options(options, plan.context());
        Object type = options.get("type") instanceof Block block ? block.call() : options.get("type");
        return add(
                plan,
                new Step(
                        plan.id(name, given.where()),
                        given.step(),
                        result(body),
                        null,
                        String.valueOf(type),
                        given.fingerprint(),
                        given.where()));
    }

    @Word(
            value =
                    "Work or a decision for people: todo lines, questions, and verifications that run once they say it is done; failing ones put it back "
                            + "to waiting. Gives a handle; its result is the map of the answers to ask, and choice, by.",
            yields = StepHandle.class,
            delegate = ManualBody.class)
    @Option(name = "expect", type = Duration.class, about = "how long it usually takes")
    @Option(name = "who", about = "the people who do it: a text or a list")
    @Option(name = "choices", about = "the answers there are, ['go', 'no-go']: any but the first stops the run")
    @Option(name = "need", type = Integer.class, about = "how many different people must answer; 1 unless said")
    @Option(name = "by", about = "a deadline: an Instant")
    @Option(name = "when", type = Block.class, about = "{ condition }: answered once; not holding skips it")
    @Option(name = "doneWhen", type = Block.class, about = "{ condition }: already true records it as done")
    @Option(name = "tags", about = "a list of names that --only and --skip may use")
    @Option(name = Options.AT, type = String.class, about = "")
    public static Object manual(PlanBuilder plan, Map<String, Object> options, String name, Block body) {
        Options given = new Options(options, plan.context());
        return add(
                plan,
                new Manual(
                        plan.id(name, given.where()),
                        given.step(),
                        () -> ManualBody.read(body),
                        given.texts("who"),
                        given.texts("choices"),
                        given.number("need", 1),
                        deadline(options.get("by"), given.where()),
                        given.fingerprint(),
                        given.where()));
    }

    @Word("Steps in order, under a name.")
    @Option(name = "when", type = Block.class, about = "{ condition }: answered once; not holding skips all its steps")
    @Option(name = "tags", about = "a list of names that --only and --skip may use")
    @Option(name = Options.AT, type = String.class, about = "")
    public static void group(PlanBuilder plan, Map<String, Object> options, String name, Block steps) {
        Options given = new Options(options, plan.context());
        Id id = plan.id(name, given.where());
        plan.add(new Group(id, given.step(), plan.nested(steps)));
    }

    @Word(
            "Steps or groups that may run at once. A failing one lets its running siblings finish; none is started after it.")
    @Option(name = "max", type = Integer.class, about = "how many at a time; all unless said")
    public static void parallel(PlanBuilder plan, Map<String, Object> options, Block steps) {
        Id id = plan.numbered("parallel");
        List<Node> nodes = plan.nested(steps);
        plan.add(new Parallel(id, Math.max(1, options.get("max") instanceof Integer max ? max : nodes.size()), nodes));
    }

    @Word(
            value =
                    "One group of steps for each item of a list, or of the list that an earlier step's handle gives; it is checkpointed before the first starts. "
                            + "The names of the steps must differ by the item.")
    @Option(name = "max", type = Integer.class, about = "how many items at a time; 1 unless said")
    @Option(
            name = "keepGoing",
            type = Boolean.class,
            about = "true: the other items go on when one failed; the run fails at the end")
    @Option(name = "when", type = Block.class, about = "{ condition }: answered once; not holding skips all its steps")
    @Option(name = Options.AT, type = String.class, about = "")
    public static void forEach(PlanBuilder plan, Map<String, Object> options, String name, Object items, Block steps) {
        Options given = new Options(options, plan.context());
        if (!(items instanceof List) && !(items instanceof StepHandle) && !(items instanceof Pending)) {
            throw RunbookException.invalid(given.where() + ": forEach '" + name
                    + "': expected a list or the handle of an earlier step, found " + items);
        }
        Id id = plan.id(name, given.where());
        @SuppressWarnings("unchecked")
        List<Object> constant = items instanceof List ? new ArrayList<>((List<Object>) items) : null;
        plan.add(new ForEach(
                id,
                given.step(),
                arguments -> items instanceof StepHandle handle ? handle.call() : items,
                constant,
                (item, prefix) -> plan.item(prefix, id.phase(), steps, item),
                Math.max(1, given.number("max", 1)),
                Boolean.TRUE.equals(options.get("keepGoing"))));
    }

    @Word(
            "A raised setting: was is read and kept on the disk before set, and never taken again; restore runs at the end and whenever the run stops; resume sets again.")
    @Option(name = "was", type = Block.class, about = "{ reads }: the old value", required = true)
    @Option(name = "set", type = Block.class, about = "{ was -> } raises it", required = true)
    @Option(name = "restore", type = Block.class, about = "{ was -> } puts it back", required = true)
    @Option(name = Options.AT, type = String.class, about = "")
    public static void temporarily(PlanBuilder plan, Map<String, Object> options, String name, Block steps) {
        Id id = plan.id(name, new Options(options, plan.context()).where());
        plan.add(new Temporarily(
                id, block(options, "was"), block(options, "set"), block(options, "restore"), plan.nested(steps)));
    }

    @Word("Where users lose service.")
    public static void outageBegins(PlanBuilder plan) {
        outage(plan, null, true);
    }

    @Word("Where users lose service; the name tells several windows apart.")
    public static void outageBegins(PlanBuilder plan, String name) {
        outage(plan, name, true);
    }

    @Word("Where users have service again.")
    public static void outageEnds(PlanBuilder plan) {
        outage(plan, null, false);
    }

    @Word("Where users have service again, in the window of that name.")
    public static void outageEnds(PlanBuilder plan, String name) {
        outage(plan, name, false);
    }

    @Word("The run waits here for an instant.")
    public static void notBefore(PlanBuilder plan, Object instant) {
        Instant until = deadline(instant, "notBefore");
        plan.add(new NotBefore(plan.numbered("notBefore"), until, String.valueOf(until == null ? instant : until)));
    }

    @Word("Behind it nothing is undone. Passing it needs consent by name: --consent NAME, or typed.")
    public static void pointOfNoReturn(PlanBuilder plan, String name, String why) {
        plan.add(new PointOfNoReturn(plan.id(name, "pointOfNoReturn '" + name + "'"), why));
    }

    @Word("A point of no return that is named by its reason.")
    public static void pointOfNoReturn(PlanBuilder plan, String why) {
        pointOfNoReturn(plan, why, why);
    }

    @Word(
            "Work that repeats beside the other steps, until one of them starts: a pre-sync, say. A failing round is noted and tried again at the next.")
    @Option(
            name = "every",
            type = Duration.class,
            about = "from the end of one round to the start of the next",
            required = true)
    @Option(name = "until", type = String.class, about = "the step whose start ends it", required = true)
    @Option(name = Options.AT, type = String.class, about = "")
    public static void background(PlanBuilder plan, Map<String, Object> options, String name, Block body) {
        String where = new Options(options, plan.context()).where();
        plan.add(new Background(
                plan.id(name, where),
                (Duration) options.get("every"),
                (String) options.get("until"),
                body::call,
                where));
    }

    @Word("Runs when the run stops on a failed step, with the failure: its step, message. It never hides the failure.")
    public static void onFailure(PlanBuilder plan, Block body) {
        plan.onFailure(body::call);
    }

    /** A body whose value is data of the engine's: a GString with a secret in it is a secret, and a job counts as null. */
    private static Body result(Block body) {
        return arguments -> {
            Object value = Interpolation.value(body.call(arguments));
            return value instanceof JobResult ? null : value;
        };
    }

    private static StepHandle add(PlanBuilder plan, Node node) {
        plan.add(node);
        return new StepHandle(plan, node);
    }

    private static void outage(PlanBuilder plan, String name, boolean begins) {
        Id numbered = plan.numbered(begins ? "outageBegins" : "outageEnds");
        plan.add(new OutageMark(new Id(numbered.path(), name, numbered.phase()), begins));
    }

    private static Body block(Map<String, Object> options, String name) {
        return ((Block) options.get(name))::call;
    }

    private static Instant deadline(Object value, String where) {
        if (value == null || value instanceof Pending) {
            return null;
        }
        if (value instanceof Instant instant) {
            return instant;
        }
        try {
            return java.time.OffsetDateTime.parse(String.valueOf(value)).toInstant();
        } catch (java.time.DateTimeException wrong) {
            throw RunbookException.invalid(where
                    + ": expected an instant with its zone, such as 2026-11-21T22:00:00+01:00, found '" + value + "'");
        }
    }
}
