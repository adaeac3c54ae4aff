package dev.runbook.dsl.plan;

import java.util.Set;

/**
 * What compiling found out about the body of a step.
 *
 * @param hash   of its tokens and of those of the helpers it calls: stable under white space, comments and moving
 * @param params the parameters that it reads
 * @param files  the local files that it ships, as literals
 * @param safe   whether all its words read or may be repeated
 */
public record BodyFacts(String hash, Set<String> params, Set<String> files, boolean safe) {
    public static final BodyFacts NONE = new BodyFacts("", Set.of(), Set.of(), false);

    public BodyFacts {
        params = Set.copyOf(params);
        files = Set.copyOf(files);
    }
}
