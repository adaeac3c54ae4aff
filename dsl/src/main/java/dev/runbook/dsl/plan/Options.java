package dev.runbook.dsl.plan;

import dev.runbook.dsl.condition.Judge;
import dev.runbook.engine.model.Condition;
import dev.runbook.engine.model.Fingerprint;
import dev.runbook.engine.model.Rerun;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.StepOptions;
import dev.runbook.engine.spi.Block;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of one plan word, as the model takes them. */
record Options(Map<String, Object> given, ScriptContext context) {
    /** The hidden option that says where in the script a word stands; compiling adds it. */
    static final String AT = "$at";

    String where() {
        return String.valueOf(given.getOrDefault(AT, "?"));
    }

    StepOptions step() {
        return new StepOptions(
                duration("timeout"),
                number("retries", 0),
                given.containsKey("backoff") ? duration("backoff") : StepOptions.BACKOFF,
                condition("when"),
                condition("doneWhen"),
                Boolean.TRUE.equals(given.get("guard")),
                tags(),
                duration("expect"),
                rerun());
    }

    /** The inputs of the step's checkpoint. */
    Fingerprint fingerprint() {
        BodyFacts facts = context.facts(where());
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("source", facts.hash());
        facts.params().stream()
                .sorted()
                .forEach(name -> parts.put(
                        "params." + name, String.valueOf(context.params().get(name))));
        facts.files().stream().sorted().forEach(name -> parts.put("file " + name, context.fileHash(name)));
        return new Fingerprint(parts);
    }

    Duration duration(String name) {
        return (Duration) given.get(name);
    }

    int number(String name, int fallback) {
        return given.get(name) instanceof Number number ? number.intValue() : fallback;
    }

    Condition condition(String name) {
        return given.get(name) instanceof Block block ? () -> Judge.judge(block) : null;
    }

    List<String> texts(String name) {
        Object value = given.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private Set<String> tags() {
        return texts("tags").stream().collect(Collectors.toUnmodifiableSet());
    }

    private Rerun rerun() {
        Object said = given.get("rerun");
        if (said == null) {
            return context.facts(where()).safe() ? Rerun.SAFE : Rerun.ASK;
        }
        if (!said.equals("safe") && !said.equals("ask")) {
            throw RunbookException.invalid(where() + ": rerun: expected 'safe' or 'ask', found '" + said + "'");
        }
        return said.equals("safe") ? Rerun.SAFE : Rerun.ASK;
    }
}
