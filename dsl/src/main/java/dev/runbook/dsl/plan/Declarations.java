package dev.runbook.dsl.plan;

import dev.runbook.engine.model.Parameter;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.SecretDeclaration;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Word;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words that say what a runbook is about and what it needs from outside. */
public final class Declarations {
    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            Boolean.class,
            Duration.class,
            Instant.class,
            Path.class,
            List.class);

    private Declarations() {}

    @Word("The runbook in one line.")
    public static void title(PlanBuilder plan, String text) {
        plan.title(text);
    }

    @Word("What the runbook does and when to use it: free text.")
    public static void about(PlanBuilder plan, String text) {
        plan.about(text);
    }

    @Word("What the report must list as left behind.")
    public static void notMigrated(PlanBuilder plan, String... items) {
        plan.notMigrated(List.of(items));
    }

    @Word("A value that differs between environments; without a default it must be given. Read as params.NAME.")
    @Option(name = "default", about = "its value where nobody gives one")
    @Option(
            name = "type",
            type = Class.class,
            about = "String (unless said), Integer, Long, BigDecimal, Boolean, Duration, Instant, Path or List")
    @Option(name = "choices", type = List.class, about = "the values there are")
    @Option(name = "about", type = String.class, about = "what it is, for whoever fills in the inventory")
    @Option(name = Options.AT, type = String.class, about = "")
    public static void param(PlanBuilder plan, Map<String, Object> options, String name) {
        String where = new Options(options, plan.context()).where();
        Class<?> type = options.get("type") == null ? String.class : (Class<?>) options.get("type");
        if (!TYPES.contains(type)) {
            throw RunbookException.invalid(where + ": param '" + name
                    + "': expected a type of String, Integer, Long, BigDecimal, Boolean, Duration, Instant, "
                    + "Path or List, found " + type.getSimpleName());
        }
        List<Object> choices = options.get("choices") instanceof Collection<?> many ? List.copyOf(many) : List.of();
        Parameter parameter = new Parameter(
                name,
                type,
                !options.containsKey("default"),
                options.get("default"),
                choices,
                (String) options.get("about"),
                where);
        plan.declare(parameter);
        plan.context().parameter(parameter);
    }

    @Word("A value that is never shown or stored. Read as secrets.NAME. Where it comes from stands in the inventory.")
    @Option(name = "about", type = String.class, about = "what it is")
    @Option(name = "late", type = Boolean.class, about = "true: comes to be during the run, resolved on first use")
    @Option(name = Options.AT, type = String.class, about = "")
    public static void secret(PlanBuilder plan, Map<String, Object> options, String name) {
        String where = new Options(options, plan.context()).where();
        plan.declare(new SecretDeclaration(
                name, (String) options.get("about"), Boolean.TRUE.equals(options.get("late")), where));
        plan.context().secret(name);
    }

    @Word(
            value = "The names that steps may use: host, database, redis, … ; where they are comes from the inventory.",
            delegate = TargetsBody.class)
    @Option(name = Options.AT, type = String.class, about = "")
    public static void targets(PlanBuilder plan, Map<String, Object> options, Block names) {
        names.callOn(new TargetsBody(plan, new Options(options, plan.context()).where()));
    }

    @Word("The steps and helpers of another script, in place; the path is relative to the including file.")
    @Option(name = Options.AT, type = String.class, about = "")
    public static void include(PlanBuilder plan, Map<String, Object> options, String file) {
        plan.context().files().include(file, new Options(options, plan.context()).where());
    }
}
