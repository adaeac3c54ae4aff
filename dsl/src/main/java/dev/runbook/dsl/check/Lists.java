package dev.runbook.dsl.check;

import java.util.Set;

/** What the methods of lists give, where the elements are maps whose keys are known. */
final class Lists {
    /** Methods whose closure of one name is given an element; of a map, an entry. */
    static final Set<String> GO_THROUGH = Set.of(
            "each",
            "collect",
            "collectEntries",
            "collectMany",
            "any",
            "every",
            "find",
            "findAll",
            "findResults",
            "count",
            "sum",
            "min",
            "max",
            "sort",
            "groupBy",
            "countBy");

    private static final Set<String> ELEMENTS = Set.of("find", "first", "last", "head");
    private static final Set<String> PARTS =
            Set.of("findAll", "sort", "toSorted", "unique", "toUnique", "take", "drop", "reverse", "toList", "tail");

    private Lists() {}

    /**
     * @param block what the closure gives for an element
     * @param given what the method gives as far as its class tells
     */
    static Type given(Type receiver, String method, Type block, Type given) {
        if (ELEMENTS.contains(method)) {
            return receiver.element();
        }
        if (PARTS.contains(method) && receiver.is(java.util.List.class) && receiver.keys() != null) {
            return receiver;
        }
        if (method.equals("collect") && block.is(java.util.Map.class) && block.keys() != null) {
            return Type.maps(block.keys());
        }
        return method.equals("collectMany") && block.is(java.util.List.class) && block.keys() != null ? block : given;
    }
}
