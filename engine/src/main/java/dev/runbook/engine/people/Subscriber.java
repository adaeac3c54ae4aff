package dev.runbook.engine.people;

import dev.runbook.engine.model.Durations;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Suggestion;
import dev.runbook.engine.spi.TargetSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An entry under {@code people:}, and what it wants to hear.
 *
 * @param events  what it is told
 * @param others  whether it also hears of human actions that are others'
 * @param ahead   how long before a human action is due
 * @param remind  how often while people are waited for
 */
public record Subscriber(TargetSpec spec, Set<Event> events, boolean others, Duration ahead, Duration remind) {
    /** How long before it is due a human action is announced, unless {@code ahead:} says otherwise. */
    public static final Duration AHEAD = Duration.ofMinutes(10);

    /** How often people are reminded, unless {@code remind:} says otherwise. */
    public static final Duration REMIND = Duration.ofMinutes(15);

    private static final String ALL = "all";

    /** What there is to tell. */
    public enum Event {
        /** A run began, or goes on. */
        STARTED,
        /** A human action is due in some minutes. */
        SOON,
        /** A human action is due now. */
        DUE,
        /** A human action is still waited for. */
        REMINDER,
        /** A step failed, or nobody knows whether it finished. */
        FAILED,
        /** Users are without service for longer than was forecast. */
        OUTAGE,
        /** A step takes longer than ever before. */
        LONGEST,
        /** A run is over, or stops. */
        FINISHED,
        /** The runbook says so. */
        TOLD;

        /** The name in the inventory. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean action() {
            return this == SOON || this == DUE || this == REMINDER;
        }
    }

    public static Subscriber of(TargetSpec spec) {
        Set<Event> events = EnumSet.noneOf(Event.class);
        boolean others = false;
        Object named = spec.values().get("events");
        for (Object each : named instanceof List<?> list ? list : List.of()) {
            if (each.equals(ALL)) {
                others = true;
            } else {
                events.add(event(String.valueOf(each), spec));
            }
        }
        if (events.isEmpty()) {
            events.addAll(EnumSet.allOf(Event.class));
        }
        return new Subscriber(spec, events, others, duration(spec, "ahead", AHEAD), duration(spec, "remind", REMIND));
    }

    private static Event event(String label, TargetSpec spec) {
        List<String> known = Arrays.stream(Event.values()).map(Event::label).toList();
        if (!known.contains(label)) {
            String near = Suggestion.near(label, known);
            throw RunbookException.invalid(spec.where() + ": 'events' of " + spec.label() + ": unknown event '" + label
                    + "'" + (near.isEmpty() ? "; expected all, " + String.join(", ", known) : near));
        }
        return Event.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private static Duration duration(TargetSpec spec, String key, Duration usual) {
        return spec.values().containsKey(key)
                ? Durations.parse(spec.values().get(key), spec.where() + ": '" + key + "' of " + spec.label())
                : usual;
    }

    public String name() {
        return spec.name();
    }

    /** Whether it hears of an event of the run. */
    boolean hears(Event event) {
        return events.contains(event);
    }

    /** Whether it hears of what these people do. Where the inventory knows none of them, everybody hears. */
    boolean hears(Event event, Collection<String> who, Set<String> known) {
        return hears(event) && (others || who.contains(name()) || who.stream().noneMatch(known::contains));
    }
}
