package dev.runbook.dsl.plan;

import dev.runbook.engine.model.Body;
import dev.runbook.engine.model.Id;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.Parameter;
import dev.runbook.engine.model.Plan;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.SecretDeclaration;
import dev.runbook.engine.model.TargetDeclaration;
import dev.runbook.engine.spi.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** A plan while the script describes it, or the steps of one item of a {@code forEach} while they are made. */
public final class PlanBuilder {
    private static final ThreadLocal<PlanBuilder> CURRENT = new ThreadLocal<>();

    private final ScriptContext context;
    private final String prefix;
    private final Deque<List<Node>> open = new ArrayDeque<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final List<String> notMigrated = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<SecretDeclaration> secrets = new ArrayList<>();
    private final List<TargetDeclaration> targets = new ArrayList<>();
    private String title;
    private String about;
    private String phase;
    private Body onFailure;

    public PlanBuilder(ScriptContext context) {
        this(context, "", null);
    }

    private PlanBuilder(ScriptContext context, String prefix, String phase) {
        this.context = context;
        this.prefix = prefix;
        this.phase = phase;
        open.push(new ArrayList<>());
    }

    /** The plan that this thread is building. */
    public static Optional<PlanBuilder> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs the work with this builder as the one that plan words fill. */
    public <T> T building(Callable<T> work) throws Exception {
        PlanBuilder before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }

    public Plan finish() {
        return new Plan(title, about, notMigrated, parameters, secrets, targets, open.getLast(), onFailure);
    }

    ScriptContext context() {
        return context;
    }

    /** The identity of a new node; its name must be new in this plan. */
    Id id(String name, String where) {
        String before = names.putIfAbsent(name, where);
        if (before != null) {
            throw RunbookException.invalid(
                    where + ": two steps are named '" + name + "'; the other one is at " + before);
        }
        return new Id(prefix + name, name, phase);
    }

    /** The identity of a node that people do not name. */
    Id numbered(String kind) {
        int number = 1;
        while (!counted.add(kind + " " + number)) {
            number++;
        }
        return new Id(prefix + kind + " " + number, kind + " " + number, phase);
    }

    void add(Node node) {
        open.element().add(node);
    }

    /** Puts a node in place of the one it was made from. */
    void replace(Node old, Node node) {
        for (List<Node> nodes : open) {
            int at = nodes.indexOf(old);
            if (at >= 0) {
                nodes.set(at, node);
                return;
            }
        }
        throw RunbookException.invalid(
                ".undo must stand right after its step: step('" + old.name() + "') { … }.undo { … }");
    }

    /** The nodes that a block describes. */
    List<Node> nested(Block block, Object... arguments) {
        open.push(new ArrayList<>());
        try {
            block.call(arguments);
            return open.element();
        } finally {
            open.pop();
        }
    }

    /** The steps of one item, made with names and paths of their own. */
    List<Node> item(String itemPrefix, String itemPhase, Block block, Object item) {
        PlanBuilder builder = new PlanBuilder(context, itemPrefix + "/", itemPhase);
        try {
            return builder.building(() -> builder.nested(block, item));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void title(String text) {
        title = text;
    }

    void about(String text) {
        about = about == null ? text : about + "\n" + text;
    }

    void phase(String name) {
        phase = name;
    }

    void notMigrated(List<String> items) {
        notMigrated.addAll(items);
    }

    void onFailure(Body body) {
        onFailure = body;
    }

    void declare(Parameter parameter) {
        parameters.add(parameter);
    }

    void declare(SecretDeclaration secret) {
        secrets.add(secret);
    }

    void declare(TargetDeclaration target) {
        if (targets.stream()
                .anyMatch(
                        each -> each.kind().equals(target.kind()) && each.name().equals(target.name()))) {
            throw RunbookException.invalid(
                    target.where() + ": " + target.kind() + " '" + target.name() + "' is declared twice");
        }
        targets.add(target);
    }
}
