package dev.runbook.dsl.pending;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import groovy.lang.GroovyInterceptable;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import java.util.Set;

/** A pending value that flows through property access and method calls, and stops the dry run of a step where the script branches on it. */
public final class PendingValue extends Pending implements GroovyInterceptable {
    private static final Set<String> SIDES =
            Set.of("asBoolean", "iterator", "equals", "compareTo", "isCase", "hashCode");
    /** What only changes the form: the value is still called by its origin. */
    private static final Set<String> FORMS = Set.of("toString", "call", "trim", "text", "strip", "getText");

    private static final Set<String> LOOPS =
            Set.of("each", "eachWithIndex", "times", "upto", "downto", "step", "forEach");

    public PendingValue(String what) {
        super(what);
    }

    public static PendingValue of(Pending pending) {
        return pending instanceof PendingValue value ? value : new PendingValue(pending.what());
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        if (SIDES.contains(name) || LOOPS.contains(name)) {
            throw new PendingBranch(toString());
        }
        return FORMS.contains(name) ? this : new PendingValue(what() + "." + name + "()");
    }

    @Override
    public Object getProperty(String name) {
        return FORMS.contains(name) ? this : new PendingValue(what() + "." + name);
    }

    @Override
    public void setProperty(String name, Object value) {
        throw new PendingBranch(toString());
    }

    @Override
    public MetaClass getMetaClass() {
        return GroovySystem.getMetaClassRegistry().getMetaClass(PendingValue.class);
    }

    @Override
    public void setMetaClass(MetaClass metaClass) {
        throw new UnsupportedOperationException("a pending value has no other meta class");
    }
}
