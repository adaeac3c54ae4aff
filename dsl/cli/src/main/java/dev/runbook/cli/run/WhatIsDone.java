package dev.runbook.cli.run;

import dev.runbook.engine.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a dry run shows, a line for each thing, without durations and numbers: what is compared with what was approved. */
final class WhatIsDone implements Consumer<Entry> {
    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void accept(Entry entry) {
        String path = entry.path() == null ? "" : entry.path() + ": ";
        switch (entry.kind()) {
            case STARTED -> add(path + kind(entry) + terms(entry));
            case EFFECT ->
                add(path + (Boolean.TRUE.equals(entry.data().get("writes")) ? "! " : "? ")
                        + (entry.text("target") == null ? "" : entry.text("target") + ": ") + entry.text("kind") + " "
                        + entry.text("what"));
            case NOTE -> add(path + entry.text("text"));
            case VERIFICATION -> add(path + "verify " + entry.text("what"));
            case LEFT_OUT -> add(path + "left out");
            case FAILED -> add(path + "would fail: " + entry.text("error"));
            case DONE -> {
                if (entry.text("ends") != null) {
                    add(path + entry.text("ends"));
                }
            }
            case OUTAGE_BEGAN -> add("the outage begins: " + entry.text("name"));
            case OUTAGE_ENDED -> add("the outage ends: " + entry.text("name"));
            case CONSENTED -> add("point of no return: " + entry.text("name"));
            case WAITING -> add("waits until " + entry.text("until"));
            default -> {}
        }
    }

    private void add(String text) {
        text.lines().forEach(lines::add);
    }

    private static Object kind(Entry entry) {
        return entry.data().get("declared") instanceof Map<?, ?> declared ? declared.get("kind") : "step";
    }

    private static String terms(Entry entry) {
        StringBuilder terms = new StringBuilder();
        for (String name : List.of("who", "choices", "need", "typed", "how", "guard", "retries", "timeout", "undo")) {
            Object value = entry.data().get(name);
            if (value != null) {
                terms.append(", ").append(name).append(' ').append(value);
            }
        }
        return terms.toString();
    }
}
