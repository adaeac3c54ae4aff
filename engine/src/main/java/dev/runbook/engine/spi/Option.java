package dev.runbook.engine.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A named argument of a word: {@code timeout: '30s'}. An option that no annotation names is an error with a suggestion. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Option.List.class)
public @interface Option {
    String name();

    /** {@code Duration} also accepts a literal such as {@code '30s'}; {@code Object} accepts anything. */
    Class<?> type() default Object.class;

    String about();

    boolean required() default false;

    String[] choices() default {};

    /** Several options of one word. Any name at all is accepted where one of them is named {@code *}. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {
        Option[] value();
    }
}
