package dev.runbook.engine.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the parameter of a word that names a target; a literal there is checked against {@code targets}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface TargetName {
    /** The kind: {@code host}, {@code database}, … */
    String value();
}
