package dev.runbook.engine.people;

import dev.runbook.engine.journal.Entry;
import dev.runbook.engine.journal.HumanWork;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.people.Subscriber.Event;
import dev.runbook.engine.spi.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Says who is to be told what, when something happens and as time goes by. Tells nobody itself; each thing is said once to each. */
public final class Announcer {
    /** How much longer than ever before is worth telling: a tenth, and no less than half a minute. */
    private static final double LONGER = 1.1;

    private static final double NO_LESS = 30;
    /** What chat servers and subjects of e-mail take. */
    private static final int HEADLINE = 300;

    private static final int TEXT = 4_000;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final RunState state;
    private final List<Subscriber> subscribers;
    private final Set<String> known;
    private final ZoneId zone;
    private final Set<String> said = new HashSet<>();
    private final Map<String, Instant> reminded = new HashMap<>();
    private final Map<String, Instant> promised = new HashMap<>();

    /** What one of them is to be told. */
    public record Said(Subscriber to, Notice notice) {}

    /** @param zone of the times that people read */
    public Announcer(RunState state, List<Subscriber> subscribers, ZoneId zone) {
        this.state = state;
        this.subscribers = List.copyOf(subscribers);
        this.known = subscribers.stream().map(Subscriber::name).collect(Collectors.toSet());
        this.zone = zone;
    }

    /** Something happened. */
    public synchronized List<Said> take(Entry entry) {
        return switch (entry.kind()) {
            case RUN -> all(Event.STARTED, null, "started by " + state.header().get("operator"), null);
            case RESUMED -> all(Event.STARTED, null, "goes on, resumed by " + entry.text("by"), null);
            case WAITING -> entry.text("notYet") == null ? due(entry.path()) : List.of();
            case FAILED -> all(Event.FAILED, entry.path(), "'" + entry.path() + "' failed", entry.text("error"));
            case UNKNOWN ->
                all(
                        Event.FAILED,
                        entry.path(),
                        "nobody knows whether '" + entry.path() + "' finished",
                        entry.text("error"));
            case STOPPED ->
                all(Event.FINISHED, entry.text("at"), "stopped: " + entry.text("outcome"), entry.text("why"));
            case FINISHED -> all(Event.FINISHED, null, finished(entry), null);
            default -> List.of();
        };
    }

    private String finished(Entry entry) {
        return entry.text("outcome") + ", after " + Durations.show(Duration.between(state.started(), entry.time()));
    }

    /** A person must consent by name before the run goes on. */
    public synchronized List<Said> consent(String name, String why) {
        List<Said> all = new ArrayList<>();
        subscribers.stream()
                .filter(each -> each.hears(Event.DUE))
                .forEach(each -> all.add(said(each, Event.DUE, null, "waits for consent to '" + name + "'", why)));
        return all;
    }

    /** The runbook tells somebody something. Empty where the inventory does not know them. */
    public synchronized List<Said> told(String who, String text, String step) {
        return subscribers.stream()
                .filter(each -> each.name().equals(who) && each.hears(Event.TOLD))
                .map(each ->
                        said(each, Event.TOLD, step, text.lines().findFirst().orElse(""), rest(text)))
                .toList();
    }

    private static String rest(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? null : text.substring(end + 1);
    }

    private List<Said> due(String path) {
        StepState step = state.step(path).orElseThrow();
        HumanWork work = step.people().orElseThrow();
        List<Said> all = new ArrayList<>();
        for (Subscriber each : subscribers) {
            if (each.hears(Event.DUE, work.who(), known)) {
                reminded.put(each.name() + " " + path, work.asked());
                String who = work.who().isEmpty() ? "" : " (" + String.join(", ", work.who()) + ")";
                all.add(said(each, Event.DUE, path, "due now: " + step.name() + who, list(work)));
            }
        }
        return all;
    }

    private static String list(HumanWork work) {
        List<String> lines = new ArrayList<>();
        for (int item = 1; item <= work.todo().size(); item++) {
            lines.add((work.ticks().containsKey(item) ? "[x] " : "[ ] ")
                    + work.todo().get(item - 1));
        }
        if (!work.choices().isEmpty()) {
            lines.add("to decide: " + String.join(" or ", work.choices()));
        }
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

    /** Time goes by. */
    public synchronized List<Said> at(Instant now, Outlook outlook) {
        List<Said> all = new ArrayList<>();
        if (!state.outcome().equals("running")) {
            return all;
        }
        outlook.humanActions().forEach(action -> soon(action, now, all));
        for (StepState step : state.steps()) {
            if (step.outcome() == Outcome.WAITING && step.people().isPresent()) {
                remind(step, step.people().get(), now, all);
            } else if (step.outcome() == Outcome.RUNNING) {
                longest(step, outlook.longest().get(step.path()), now, all);
            }
        }
        outages(outlook, now, all);
        return all;
    }

    private void soon(Outlook.Expected action, Instant now, List<Said> all) {
        Duration left = Duration.between(now, action.due().at());
        for (Subscriber each : subscribers) {
            if (state.outcomeOf(action.path()) == Outcome.PENDING
                    && !left.isNegative()
                    && left.compareTo(each.ahead()) <= 0
                    && each.hears(Event.SOON, action.who(), known)
                    && said.add("soon " + each.name() + " " + action.path())) {
                String who = action.who().isEmpty() ? "" : " (" + String.join(", ", action.who()) + ")";
                all.add(said(
                        each,
                        Event.SOON,
                        action.path(),
                        "due in " + Durations.show(left) + ": " + action.name() + who + ", at "
                                + clock(action.due().at()) + " ± "
                                + Durations.show(action.due().plusMinus())
                                + (action.due().atLeast() ? " at the earliest" : ""),
                        null));
            }
        }
    }

    private void remind(StepState step, HumanWork work, Instant now, List<Said> all) {
        for (Subscriber each : subscribers) {
            String key = each.name() + " " + step.path();
            Instant last = reminded.computeIfAbsent(key, first -> work.asked());
            boolean again = !now.isBefore(last.plus(each.remind()));
            boolean late = work.by() != null && !now.isBefore(work.by()) && last.isBefore(work.by());
            boolean nearly = work.by() != null
                    && !late
                    && now.isBefore(work.by())
                    && !now.isBefore(work.by().minus(each.ahead()))
                    && last.isBefore(work.by().minus(each.ahead()));
            if (each.hears(Event.REMINDER, work.who(), known) && (again || late || nearly)) {
                reminded.put(key, now);
                String deadline = work.by() == null
                        ? ""
                        : now.isBefore(work.by())
                                ? "; its deadline is " + clock(work.by())
                                : "; its deadline was " + clock(work.by());
                all.add(said(
                        each,
                        Event.REMINDER,
                        step.path(),
                        "still waits for people: " + step.name() + ", for "
                                + Durations.show(Duration.between(work.asked(), now)) + deadline,
                        work.notYet() == null ? list(work) : "not yet: " + work.notYet()));
            }
        }
    }

    private void longest(StepState step, Double before, Instant now, List<Said> all) {
        double seconds = Duration.between(step.begun(), now).toMillis() / 1000.0;
        if (before != null
                && seconds > Math.max(before * LONGER, before + NO_LESS)
                && said.add("longest " + step.path() + " " + step.attempts())) {
            all.addAll(all(
                    Event.LONGEST,
                    step.path(),
                    "'" + step.path() + "' takes longer than ever before: " + length(seconds) + " so far, at most "
                            + length(before) + " in earlier runs",
                    null));
        }
    }

    private void outages(Outlook outlook, Instant now, List<Said> all) {
        for (RunState.Outage outage : state.outages()) {
            Outlook.Window expected = outlook.outages().stream()
                    .filter(window -> Objects.equals(window.name(), outage.name()))
                    .findFirst()
                    .orElse(null);
            if (outage.ended() == null && expected != null && expected.latest() != null) {
                // what was forecast when it began counts: later forecasts move with the delay
                Instant latest = promised.computeIfAbsent(String.valueOf(outage.name()), first -> expected.latest());
                if (now.isAfter(latest) && said.add("outage " + outage.name())) {
                    all.addAll(all(
                            Event.OUTAGE,
                            null,
                            "users are without service since " + clock(outage.began()) + ", longer than forecast: "
                                    + "it was to end by " + clock(latest),
                            expected.ends() == null ? null : "now expected to end at " + clock(expected.ends())));
                }
            }
        }
    }

    private List<Said> all(Event event, String step, String headline, String details) {
        return subscribers.stream()
                .filter(each -> each.hears(event))
                .map(each -> said(each, event, step, headline, details))
                .toList();
    }

    private Said said(Subscriber to, Event event, String step, String what, String details) {
        Map<String, Object> header = state.header();
        String title = String.valueOf(header.get("title") == null ? header.get("runbook") : header.get("title"));
        String where = String.valueOf(header.get("environment"));
        String headline = shorten(title + " (" + where + "): " + what, HEADLINE);
        String text = shorten(headline + (details == null || details.isBlank() ? "" : "\n" + details.strip()), TEXT);
        return new Said(to, new Notice(event.label(), state.run(), title, where, step, headline, text));
    }

    private static String shorten(String text, int most) {
        return text.length() > most ? text.substring(0, most - 1) + "…" : text;
    }

    private String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    private static String length(double seconds) {
        return Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
