package dev.runbook.engine.model;

/** Work that a script wrote down and that nobody has looked into yet: it runs when the engine reaches it. */
@FunctionalInterface
public interface Body {
    Object call(Object... arguments) throws Exception;
}
