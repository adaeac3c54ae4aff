package dev.runbook.dsl.check;

import dev.runbook.engine.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an expression's value without running it. Values from outside are dynamic: nothing is known, and nothing is guessed.
 *
 * @param javaClass   the class of the value in a real run, or null
 * @param target the target that it stands for, or null: what {@code sql('source')} gives
 * @param node   the step whose handle it is, or null
 * @param secret whether it holds a secret somewhere
 * @param keys   the keys of a map, or of the maps in a list, where the script itself says them; null where they are not known
 */
record Type(Class<?> javaClass, TargetRef target, PlanNode node, boolean secret, Set<String> keys) {
    static final Type DYNAMIC = new Type(null, null, null, false, null);
    static final Type SECRET = new Type(Secret.class, null, null, true, null);
    static final Type BOOLEAN = of(Boolean.class);
    static final Type STRING = of(String.class);

    /** A target that a literal names. */
    record TargetRef(String kind, String name) {}

    static Type of(Class<?> javaClass) {
        if (javaClass == null || javaClass == Object.class || javaClass == void.class || javaClass == Void.class) {
            return DYNAMIC;
        }
        return javaClass == Secret.class
                ? new Type(javaClass, null, null, true, null)
                : new Type(boxed(javaClass), null, null, false, null);
    }

    Type on(TargetRef named) {
        return new Type(javaClass, named, node, secret, keys);
    }

    Type handleOf(PlanNode step) {
        return new Type(javaClass, target, step, secret, keys);
    }

    Type holdingSecret(boolean holds) {
        return holds ? new Type(javaClass, target, node, true, keys) : this;
    }

    boolean known() {
        return javaClass != null;
    }

    boolean is(Class<?> type) {
        return javaClass != null && type.isAssignableFrom(javaClass);
    }

    boolean isSecret() {
        return javaClass == Secret.class;
    }

    boolean isText() {
        return is(CharSequence.class);
    }

    /** The common type of two ways, or dynamic. */
    Type or(Type other) {
        return javaClass == other.javaClass && javaClass != null
                ? new Type(javaClass, null, null, secret || other.secret, null)
                : DYNAMIC;
    }

    /** A map with these keys and no others. */
    static Type map(Set<String> keys) {
        return new Type(Map.class, null, null, false, keys);
    }

    /** A list of such maps. */
    static Type maps(Set<String> keys) {
        return new Type(List.class, null, null, false, keys);
    }

    /** An element of the list or map. */
    Type element() {
        if (is(Map.class)) {
            return of(Map.Entry.class);
        }
        return is(List.class) && keys != null ? map(keys) : DYNAMIC;
    }

    /** What is left of it when it has been a step's result: data. A command's output counts as its text. */
    Type asResult() {
        if (isSecret()) {
            return DYNAMIC;
        }
        if (isText()) {
            return STRING;
        }
        return is(Map.class) || is(List.class) ? new Type(javaClass, null, null, secret, keys) : DYNAMIC;
    }

    /** The same, of a map to which the script may add. */
    Type open() {
        return keys == null ? this : new Type(javaClass, target, node, secret, null);
    }

    /** For messages: {@code String}. */
    String show() {
        return javaClass == null
                ? "a value"
                : javaClass == groovy.lang.GString.class ? "text" : javaClass.getSimpleName();
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }
}
