package dev.runbook.engine.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A word of the language. Top-level words are public static methods whose first parameter is the {@link StepScope}; words on a value
 * ({@code sql('x').rows}) are public methods of a {@link Facade}. After the scope come, in this order: {@code Map<String, Object> options} where the
 * method has {@link Option}s, the positional parameters, and a {@link Block} where the word takes a closure. A method without positional
 * parameters and options is also readable as a property ({@code http.get}).
 *
 * <p>Parameter types and what a script may pass: {@link Text} a literal, a GString with its values apart, or {@code raw()};
 * {@code Object} data, {@link dev.runbook.engine.model.Secret} or {@link dev.runbook.engine.model.Pending}; {@code String}, {@code long},
 * {@code List}, {@code Map}, {@code Pattern} just that (a pending value there ends the step's dry run). Return {@code Object} where the value comes from
 * {@link StepScope#perform}, since a dry run gives a pending one, and say in {@link #yields} what a real run gives.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Word {
    /** The documentation: meaning, units, shape of the value, errors. Printed by {@code runbook words}. */
    String value();

    Touches touches() default Touches.NOTHING;

    /** Whether a writing word may be repeated without harm; a step of reading and repeatable words is {@code rerun: 'safe'}. */
    boolean repeatable() default false;

    /** Whether the word must stand inside {@code onHost}. */
    boolean onHost() default false;

    /** Programs that the host must have besides its shell and what POSIX says of it, such as {@code tar}; {@code a|b} where one of them will do. {@code runbook doctor} looks for them. */
    String[] programs() default {};

    /** The type of the value in a real run, for the type checker; {@code Object.class} is dynamic. */
    Class<?> yields() default Object.class;

    /** The keys of the map that it gives, where it gives one that always has these and no others. */
    String[] keys() default {};

    /** For a word whose block runs with a facade as its delegate: that facade, so that the checker knows the words inside. */
    Class<?> delegate() default Object.class;

    /**
     * For a writing word on a target ({@code postgres('source').dump}) that leaves that target as it is: it writes to the host, or to the target that
     * its own argument names.
     */
    boolean sparesTarget() default false;

    /** Whether it takes away what nobody can bring back, so that it must stand in a {@code destructive} step. */
    boolean destructive() default false;

    /** Whether the block is a condition: its top-level expressions are asserted, and no writing word may stand in it. */
    boolean condition() default false;
}
