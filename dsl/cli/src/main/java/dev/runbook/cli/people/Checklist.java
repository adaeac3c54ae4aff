package dev.runbook.cli.people;

import dev.runbook.cli.progress.RunView;
import dev.runbook.engine.journal.HumanWork.Tick;
import dev.runbook.engine.model.Instructions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The things to do of one manual, as they stand.
 *
 * @param todo  what is to do
 * @param ticks what is ticked off, by its place counted from 1
 */
record Checklist(List<String> todo, Map<Integer, Tick> ticks) {
    private static final Pattern NUMBER = Pattern.compile("([+-]?)(\\d{1,4})");

    /** What somebody typed at the list. */
    sealed interface Typed {
        /** One thing is done, or is not after all. */
        record Item(int number, boolean done) implements Typed {}

        /** Everything is done. */
        record All() implements Typed {}

        /** The list, please. */
        record Again() implements Typed {}

        /** Not understood. */
        record Other(String why) implements Typed {}
    }

    static Checklist of(Instructions instructions, Map<Integer, Tick> ticks) {
        return new Checklist(instructions.todo(), ticks);
    }

    List<Integer> open() {
        return IntStream.rangeClosed(1, todo.size())
                .filter(item -> !ticks.containsKey(item))
                .boxed()
                .toList();
    }

    void show(RunView view) {
        for (int item = 1; item <= todo.size(); item++) {
            Tick tick = ticks.get(item);
            String number = todo.size() > 1 ? item + "  " : "";
            view.tell("  [" + (tick == null ? " " : "x") + "] " + number + todo.get(item - 1)
                    + (tick == null ? "" : "  (" + tick.by() + ")"));
        }
    }

    /** What to type while several things are open. */
    String prompt() {
        return "Enter when " + open().get(0) + " is done (or a number, -number, all, ?): ";
    }

    Typed read(String typed) {
        String said = typed.strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            return open().size() > 1 ? new Typed.Item(open().get(0), true) : new Typed.All();
        }
        Matcher number = NUMBER.matcher(said);
        if (number.matches()) {
            int item = Integer.parseInt(number.group(2));
            return item >= 1 && item <= todo.size()
                    ? new Typed.Item(item, !number.group(1).equals("-"))
                    : new Typed.Other("expected a number from 1 to " + todo.size());
        }
        return switch (said) {
            case "all" -> new Typed.All();
            case "?" -> new Typed.Again();
            default ->
                new Typed.Other(
                        "Enter: the next one is done; 2: number 2 is done; -2: it is not after all; all: everything is done; ?: the list");
        };
    }
}
