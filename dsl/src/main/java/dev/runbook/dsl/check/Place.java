package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ASTNode;

/** Where a piece of code stands: what it may say there follows from this. Never changed; the methods give the place further inside. */
final class Place {
    /** When the code runs. */
    enum When {
        PLAN,
        BODY,
        /** In a closure that the plan keeps in a variable: nobody knows yet. */
        EITHER
    }

    /** Whether host words have a host. */
    enum Host {
        INSIDE,
        OUTSIDE,
        /** In a helper: as at its call. */
        CALLER
    }

    /**
     * A value whose words are in reach without naming it.
     *
     * @param facade its class, or null where anything may be called: {@code x.with { }}
     */
    record Delegate(Class<?> facade, Type.TargetRef target) {}

    private final ScriptFile file;
    private When when = When.PLAN;
    private Scope scope = new Scope(null);
    private List<Delegate> delegates = List.of();
    private Host host = Host.OUTSIDE;
    private Type.TargetRef hostTarget;
    private String condition;
    private PlanNode node;
    private PlanNode container;
    private Helper helper;
    private List<PlanNode.Branch> branches = List.of();

    Place(ScriptFile file) {
        this.file = file;
    }

    private Place(ScriptFile file, Place from) {
        this.file = file;
        this.when = from.when;
        this.scope = from.scope;
        this.delegates = from.delegates;
        this.host = from.host;
        this.hostTarget = from.hostTarget;
        this.condition = from.condition;
        this.node = from.node;
        this.container = from.container;
        this.helper = from.helper;
        this.branches = from.branches;
    }

    private Place with(Consumer<Place> change) {
        Place inner = new Place(file, this);
        change.accept(inner);
        return inner;
    }

    /** Another script, read in this place. */
    Place including(ScriptFile other) {
        Place inner = new Place(other, this);
        inner.scope = new Scope(null);
        return inner;
    }

    Place block() {
        return with(inner -> inner.scope = new Scope(scope));
    }

    Place body(PlanNode step) {
        return with(inner -> {
            inner.when = When.BODY;
            inner.node = step;
            inner.host = Host.OUTSIDE;
            inner.hostTarget = null;
            inner.delegates = List.of();
        });
    }

    Place helper(Helper called) {
        return with(inner -> {
            inner.when = When.BODY;
            inner.scope = new Scope(null);
            inner.host = Host.CALLER;
            inner.helper = called;
        });
    }

    Place kept() {
        return when == When.PLAN ? with(inner -> inner.when = When.EITHER) : this;
    }

    /** For the arguments of a call that is reported already: what stands in them is judged mildly. */
    Place mild() {
        return with(inner -> {
            inner.when = When.EITHER;
            inner.host = host == Host.OUTSIDE ? Host.INSIDE : host;
        });
    }

    Place steps(PlanNode group) {
        return with(inner -> inner.container = group);
    }

    Place onHost(Type.TargetRef named) {
        return with(inner -> {
            inner.host = Host.INSIDE;
            inner.hostTarget = named;
        });
    }

    Place condition(String word) {
        return with(inner -> inner.condition = word);
    }

    Place delegate(Delegate value) {
        List<Delegate> all = new ArrayList<>(List.of(value));
        all.addAll(delegates);
        return with(inner -> inner.delegates = List.copyOf(all));
    }

    /** Whether it stands in {@code x.with { }}, where a bare name may be anything that x has. */
    boolean open() {
        return delegates.stream().anyMatch(each -> each.facade() == null);
    }

    Place branch(ASTNode fork, int way) {
        List<PlanNode.Branch> all = new ArrayList<>(branches);
        all.add(new PlanNode.Branch(fork, way));
        return with(inner -> inner.branches = List.copyOf(all)).block();
    }

    ScriptFile file() {
        return file;
    }

    When when() {
        return when;
    }

    Scope scope() {
        return scope;
    }

    /** Innermost first. */
    List<Delegate> delegates() {
        return delegates;
    }

    Host host() {
        return host;
    }

    Type.TargetRef hostTarget() {
        return hostTarget;
    }

    /** What the condition around it belongs to, or null: nothing in it may write. */
    String condition() {
        return condition;
    }

    /** The step whose body, or the group whose condition, it is; null in helpers and at plan level. */
    PlanNode node() {
        return node;
    }

    /** The group of steps around it at plan level. */
    PlanNode container() {
        return container;
    }

    Helper helper() {
        return helper;
    }

    List<PlanNode.Branch> branches() {
        return branches;
    }
}
