package dev.runbook.dsl.check;

import dev.runbook.dsl.words.host.Output;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be called on any value that a script may meet: a name that none of them has is misspelt, whatever the value is. */
final class AnyData {
    /** A class of each kind of data, those first that usually answer. */
    private static final List<Class<?>> KINDS = List.of(
            String.class,
            java.util.ArrayList.class,
            java.util.LinkedHashMap.class,
            Integer.class,
            Long.class,
            java.math.BigDecimal.class,
            Double.class,
            Boolean.class,
            Character.class,
            java.util.LinkedHashSet.class,
            groovy.lang.IntRange.class,
            groovy.lang.Closure.class,
            java.util.regex.Matcher.class,
            java.util.regex.Pattern.class,
            java.util.UUID.class,
            java.nio.file.Path.class,
            java.time.Instant.class,
            java.time.Duration.class,
            java.time.LocalDate.class,
            java.time.LocalDateTime.class,
            java.time.LocalTime.class,
            java.time.OffsetDateTime.class,
            java.time.ZonedDateTime.class,
            Throwable.class,
            java.util.Iterator.class,
            java.util.Map.Entry.class,
            java.util.Optional.class,
            java.util.BitSet.class,
            StringBuilder.class,
            java.util.ArrayDeque.class,
            Output.class);

    private static final Members MEMBERS = new Members();

    private AnyData() {}

    static boolean has(String method) {
        return java().anyMatch(each -> each.getName().equals(method))
                || Members.isOften(method)
                || KINDS.stream()
                        .anyMatch(kind -> MEMBERS.method(kind, method, 0).isPresent() && !isMap(kind))
                || MEMBERS.methodNames(java.util.LinkedHashMap.class).contains(method);
    }

    /** For suggestions. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        KINDS.forEach(kind -> names.addAll(MEMBERS.methodNames(kind)));
        return names;
    }

    private static Stream<Method> java() {
        return KINDS.stream().flatMap(kind -> Arrays.stream(kind.getMethods()));
    }

    /** A map answers to any name, since a key may hold what is called. */
    private static boolean isMap(Class<?> kind) {
        return java.util.Map.class.isAssignableFrom(kind);
    }
}
