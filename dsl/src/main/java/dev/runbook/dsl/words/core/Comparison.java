package dev.runbook.dsl.words.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Two values, compared.
 *
 * @param shown {@code 42 == 42}, or the differences
 */
record Comparison(boolean same, String shown) {
    private static final int SHOWN = 20;
    private static final int LONG = 200;

    static Comparison of(Object expected, Object found, Tolerance tolerance, Object except) {
        if (isNothing(expected) && isNothing(found)) {
            return new Comparison(
                    false, "both sides are " + (expected == null ? "null" : "empty") + ": nothing was compared");
        }
        Set<Object> exceptions = exceptions(except);
        if (expected instanceof Map<?, ?> before && found instanceof Map<?, ?> after) {
            return maps(before, after, tolerance, exceptions);
        }
        if (expected instanceof Collection<?> before && found instanceof Collection<?> after) {
            return lists(new ArrayList<>(before), new ArrayList<>(after), tolerance, exceptions);
        }
        boolean same = equal(expected, found, tolerance);
        String within = tolerance.equals(Tolerance.NONE) ? "" : " (within " + tolerance + ")";
        return new Comparison(
                same,
                show(expected)
                        + (same ? " == " : " != ")
                        + show(found)
                        + within
                        + (same ? "" : ": expected " + show(expected) + ", found " + show(found)));
    }

    private static Comparison maps(Map<?, ?> expected, Map<?, ?> found, Tolerance tolerance, Set<Object> exceptions) {
        List<String> differences = differences(expected, found, tolerance, exceptions);
        return concluded(differences, differences.isEmpty() ? show(expected) + " == " + show(found) : "");
    }

    /** A map in a map is looked into, so that each line says what differs and not that something does. */
    private static List<String> differences(
            Map<?, ?> expected, Map<?, ?> found, Tolerance tolerance, Set<Object> exceptions) {
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (Object key : keys) {
            if (exceptions.contains(key)) {
                continue;
            }
            if (expected.get(key) instanceof Map<?, ?> before && found.get(key) instanceof Map<?, ?> after) {
                differences(before, after, tolerance, Set.of()).forEach(each -> differences.add(key + " → " + each));
            } else if (!found.containsKey(key)) {
                differences.add(key + ": expected " + show(expected.get(key)) + ", found nothing");
            } else if (!expected.containsKey(key)) {
                differences.add(key + ": expected nothing, found " + show(found.get(key)));
            } else if (!equal(expected.get(key), found.get(key), tolerance)) {
                differences.add(key + ": expected " + show(expected.get(key)) + ", found " + show(found.get(key)));
            }
        }
        return differences;
    }

    private static Comparison lists(List<?> expected, List<?> found, Tolerance tolerance, Set<Object> exceptions) {
        List<Object> missing = new ArrayList<>(expected);
        List<Object> extra = new ArrayList<>(found);
        missing.removeIf(exceptions::contains);
        extra.removeIf(exceptions::contains);
        boolean inOrder = missing.size() == extra.size();
        for (int i = 0; inOrder && i < missing.size(); i++) {
            inOrder = equal(missing.get(i), extra.get(i), tolerance);
        }
        if (inOrder) {
            return new Comparison(true, expected.size() + " elements == " + found.size() + " elements");
        }
        List<Object> wanted = List.copyOf(nonNull(missing));
        missing.removeIf(each -> removeFirst(extra, each, tolerance));
        List<String> differences = new ArrayList<>();
        missing.forEach(each -> differences.add("missing: " + show(each)));
        extra.forEach(each -> differences.add("unexpected: " + show(each)));
        if (differences.isEmpty()) {
            differences.add("the same " + wanted.size() + " elements, in another order: expected " + show(expected)
                    + ", found " + show(found));
        }
        return concluded(differences, "");
    }

    private static List<Object> nonNull(List<Object> list) {
        return list.stream().map(each -> each == null ? "null" : each).toList();
    }

    private static boolean removeFirst(List<Object> from, Object wanted, Tolerance tolerance) {
        for (int i = 0; i < from.size(); i++) {
            if (equal(wanted, from.get(i), tolerance)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }

    private static Comparison concluded(List<String> differences, String same) {
        if (differences.isEmpty()) {
            return new Comparison(true, same);
        }
        String more = differences.size() > SHOWN ? "\n… and " + (differences.size() - SHOWN) + " more" : "";
        return new Comparison(
                false,
                differences.size() + " difference(s):\n"
                        + String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))) + more);
    }

    private static boolean equal(Object expected, Object found, Tolerance tolerance) {
        if (expected instanceof Number before && found instanceof Number after) {
            return tolerance.allows(new BigDecimal(before.toString()), new BigDecimal(after.toString()));
        }
        if (expected instanceof Map<?, ?> || expected instanceof Collection<?>) {
            return found != null && of(expected, found, tolerance, null).same()
                    || isNothing(expected) && isNothing(found) && expected.equals(found);
        }
        return Objects.equals(text(expected), text(found));
    }

    private static Object text(Object value) {
        return value instanceof CharSequence text ? text.toString() : value;
    }

    private static boolean isNothing(Object value) {
        return value == null
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** Never an immutable set: that would not be asked about null, which is an element like any other. */
    private static Set<Object> exceptions(Object except) {
        Set<Object> all = new LinkedHashSet<>();
        if (except instanceof Map<?, ?> reasons) {
            all.addAll(reasons.keySet());
        } else if (except instanceof Collection<?> list) {
            all.addAll(list);
        } else if (except != null) {
            all.add(except);
        }
        return all;
    }

    private static String show(Object value) {
        String text = value instanceof CharSequence ? "'" + value + "'" : String.valueOf(value);
        return text.length() > LONG ? text.substring(0, LONG) + "…" : text;
    }
}
