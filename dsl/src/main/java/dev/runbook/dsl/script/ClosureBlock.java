package dev.runbook.dsl.script;

import dev.runbook.engine.spi.Block;
import groovy.lang.Closure;
import groovy.lang.GroovyObject;

/** A closure of the script, as words see it. */
public record ClosureBlock(Closure<?> closure) implements Block {
    @Override
    public Object call(Object... arguments) {
        return result(closure, arguments);
    }

    @Override
    public Object callOn(Object facade, Object... arguments) {
        Closure<?> bound = (Closure<?>) closure.clone();
        bound.setDelegate(facade instanceof GroovyObject ? facade : new FacadeProxy(facade));
        bound.setResolveStrategy(Closure.DELEGATE_FIRST);
        return result(bound, arguments);
    }

    @Override
    public String source() {
        return "{ … }";
    }

    private static Object result(Closure<?> closure, Object... arguments) {
        Object[] fitting = closure.getMaximumNumberOfParameters() == 0 ? new Object[0] : arguments;
        Object[] wrapped = new Object[fitting.length];
        for (int i = 0; i < fitting.length; i++) {
            wrapped[i] = Dispatch.outward(fitting[i]);
        }
        return closure.call(wrapped);
    }
}
