package dev.runbook.dsl.script;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import groovy.lang.Closure;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a script's values to the engine's: GStrings with their values apart, closures as blocks, data as it is. */
public final class Interpolation {
    private Interpolation() {}

    /** A GString as a text with its values apart. */
    public static Text text(GString gstring) {
        List<Object> values = new ArrayList<>();
        for (Object value : gstring.getValues()) {
            values.add(value(value instanceof Closure<?> lazy ? lazy.call() : value));
        }
        return new Text(List.of(gstring.getStrings()), values);
    }

    /** Any value that a word gets: a GString is text, or a secret or pending where one is in it. */
    public static Object value(Object value) {
        if (value instanceof GString gstring) {
            return whole(text(gstring));
        }
        if (value instanceof Closure<?> closure) {
            return new ClosureBlock(closure);
        }
        if (value instanceof FacadeProxy proxy) {
            return proxy.facade();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(key instanceof GString text ? text.toString() : key, value(each)));
            return plain;
        }
        if (value instanceof Collection<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(value(each)));
            return plain;
        }
        return value;
    }

    private static Object whole(Text text) {
        if (text.hasPending()) {
            return new Pending(text.show());
        }
        return text.hasSecret() ? Secret.late("a text with a secret in it", text::reveal) : text.reveal();
    }
}
