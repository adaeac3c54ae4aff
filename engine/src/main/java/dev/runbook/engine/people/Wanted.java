package dev.runbook.engine.people;

import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.model.Instructions;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an answer must hold, wherever it comes from.
 *
 * @param todo    how many things are on the list
 * @param asks    the questions
 * @param choices the decisions there are; empty where nothing is decided
 */
public record Wanted(int todo, List<Instructions.Question> asks, List<String> choices) {
    /** The name under which a decision stands among the answers. */
    public static final String CHOICE = "choice";

    public Wanted {
        asks = List.copyOf(asks);
        choices = List.copyOf(choices);
    }

    public static Wanted of(Manual manual, Instructions instructions) {
        return new Wanted(instructions.todo().size(), instructions.asks(), manual.choices());
    }

    /** As the journal says it, for those who are not the engine. */
    public static Wanted of(HumanWork work) {
        List<Instructions.Question> asks = work.asks().stream()
                .map(ask -> new Instructions.Question(
                        (String) ask.get("name"),
                        ((List<?>) ask.getOrDefault("choices", List.of()))
                                .stream().map(String::valueOf).toList(),
                        Boolean.TRUE.equals(ask.get("secret"))))
                .toList();
        return new Wanted(work.todo().size(), asks, work.choices());
    }

    /** Whether somebody must type something that no file may hold. */
    public boolean secret() {
        return asks.stream().anyMatch(Instructions.Question::secret);
    }

    /** Why an answer that says "done" does not do; empty where it does. */
    public List<String> problems(Map<String, Object> values) {
        List<String> problems = new ArrayList<>();
        asks.forEach(ask -> question(ask.name(), ask.choices(), values, problems));
        if (!choices.isEmpty()) {
            question(CHOICE, choices, values, problems);
        }
        return problems;
    }

    /** The names among these that nobody asked for. */
    public List<String> unknown(Set<String> names) {
        return names.stream()
                .filter(name -> asks.stream().noneMatch(ask -> ask.name().equals(name)))
                .filter(name -> choices.isEmpty() || !name.equals(CHOICE))
                .map(name -> "nobody asked for '" + name + "'"
                        + Suggestion.near(
                                name,
                                asks.stream().map(Instructions.Question::name).toList()))
                .toList();
    }

    /** Why these places of the list cannot be ticked off; empty where they can. */
    public List<String> ticks(Set<Integer> items) {
        return items.stream()
                .filter(item -> item < 1 || item > todo)
                .map(item -> "there is nothing number " + item + " to do"
                        + (todo == 0 ? "; there is no list" : "; expected 1 to " + todo))
                .toList();
    }

    private static void question(String name, List<String> allowed, Map<String, Object> values, List<String> problems) {
        Object value = values.get(name);
        if (value == null) {
            problems.add("'" + name + "' is not answered"
                    + (allowed.isEmpty() ? "" : "; expected " + String.join(" or ", allowed)));
        } else if (!allowed.isEmpty() && !allowed.contains(value)) {
            problems.add("'" + name + "': expected " + String.join(" or ", allowed) + ", found '" + value + "'");
        }
    }
}
