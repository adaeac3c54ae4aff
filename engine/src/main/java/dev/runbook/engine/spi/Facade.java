package dev.runbook.engine.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A value with words of its own, such as what {@code sql('source')} gives. Only its {@link Word} methods are callable from a script. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Facade {
    /** How the reference names it: {@code sql(…)}. */
    String value();
}
