package dev.runbook.dsl.check;

import org.codehaus.groovy.ast.ASTNode;

/** A call of a helper: what the helper does must be allowed where it is called. */
record HelperCall(Walk walk, Helper helper, Place place, ASTNode at) {
    void check() {
        if (place.when() == Place.When.PLAN) {
            helper.stepWord().ifPresent(word -> report("uses '" + word + "', so it belongs in a step body"));
            return;
        }
        if (place.condition() != null) {
            helper.writingWord()
                    .ifPresent(word -> report("writes ('" + word + "'), and " + place.condition() + " may only read"));
        }
        if (place.node() != null && !place.node().kind().equals("destructive")) {
            helper.destroyingWord()
                    .ifPresent(word -> report("uses '" + word + "', so it belongs in destructive(NAME, type: …) { }"));
        }
        if (place.host() == Place.Host.OUTSIDE) {
            helper.hostWord().ifPresent(word -> report("uses '" + word + "', so it belongs inside onHost('…') { }"));
        }
    }

    private void report(String what) {
        walk.findings().add(place, at, "the helper '" + helper.name() + "' " + what);
    }
}
