package dev.runbook.dsl.check;

import dev.runbook.dsl.registry.Level;
import dev.runbook.dsl.registry.WordSpec;
import dev.runbook.engine.spi.Touches;

/** Whether what a word does to the world is allowed where it stands. */
final class WordEffects {
    private final Walk walk;

    WordEffects(Walk walk) {
        this.walk = walk;
    }

    /** @param named the target that a literal among the arguments names, or null */
    void check(WordSpec word, WordCalls.Call call, Type.TargetRef named) {
        if (word.level() == Level.PLAN) {
            return;
        }
        Place place = call.place();
        if (place.helper() != null) {
            place.helper().uses(word.name());
        }
        if (writes(word, call)) {
            writing(call, word.word().sparesTarget() ? named : call.receiver());
        }
        if (word.word().destructive()) {
            destroying(call);
        }
        if (word.word().onHost()) {
            host(call);
        }
    }

    static boolean writes(WordSpec word, WordCalls.Call call) {
        boolean saidToRead = word.option("reads").isPresent()
                && call.arguments().option("reads").isPresent()
                && !call.arguments().says("reads", false);
        return word.word().touches() == Touches.WRITES && !saidToRead;
    }

    private void writing(WordCalls.Call call, Type.TargetRef target) {
        Place place = call.place();
        if (place.condition() != null) {
            walk.findings()
                    .add(
                            place,
                            call.at(),
                            "'" + call.label() + "' writes, and " + place.condition() + " may only read");
        }
        if (place.helper() != null) {
            place.helper().writes(call.label());
        }
        if (walk.declared().readOnly(target)) {
            readOnly(call, target);
        }
    }

    private void destroying(WordCalls.Call call) {
        Place place = call.place();
        if (place.helper() != null) {
            place.helper().destroys(call.label());
        } else if (place.node() != null && !place.node().kind().equals("destructive")) {
            walk.findings().add(place, call.at(), "'" + call.label() + "' belongs in destructive(NAME, type: …) { }");
        }
    }

    private void host(WordCalls.Call call) {
        Place place = call.place();
        if (place.host() == Place.Host.OUTSIDE && place.when() == Place.When.BODY) {
            walk.findings().add(place, call.at(), "'" + call.label() + "' belongs inside onHost('…') { }");
        } else if (place.host() == Place.Host.CALLER && place.helper() != null) {
            place.helper().usesHostWord(call.label());
        }
        boolean writes = call.words().stream().allMatch(word -> writes(word, call));
        if (writes && place.host() == Place.Host.INSIDE && walk.declared().readOnly(place.hostTarget())) {
            readOnly(call, place.hostTarget());
        }
    }

    private void readOnly(WordCalls.Call call, Type.TargetRef target) {
        walk.findings()
                .add(
                        call.place(),
                        call.at(),
                        "'" + call.label() + "' writes, and targets declares " + target.kind() + " '" + target.name()
                                + "' with access: 'read'");
    }
}
