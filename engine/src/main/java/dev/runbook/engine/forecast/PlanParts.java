package dev.runbook.engine.forecast;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.ForEach;
import dev.runbook.engine.model.Group;
import dev.runbook.engine.model.Manual;
import dev.runbook.engine.model.Node;
import dev.runbook.engine.model.NotBefore;
import dev.runbook.engine.model.OutageMark;
import dev.runbook.engine.model.Outcome;
import dev.runbook.engine.model.Parallel;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.PointOfNoReturn;
import dev.runbook.engine.model.Step;
import dev.runbook.engine.model.Temporarily;
import dev.runbook.engine.run.ItemPaths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns a plan, as far as a run has come with it, into parts that take time. */
final class PlanParts {
    private final History history;
    private final Estimator estimator;
    private final RunState state;
    private final Instant origin;
    final List<Job> jobs = new ArrayList<>();
    final List<String> outages = new ArrayList<>();
    /** Why what is forecast is not all, for people. */
    final List<String> gaps = new ArrayList<>();

    /**
     * @param state of the run that goes on, or of one that has not begun
     * @param origin what seconds are counted from
     */
    PlanParts(History history, Estimator estimator, RunState state, Instant origin) {
        this.history = history;
        this.estimator = estimator;
        this.state = state;
        this.origin = origin;
    }

    Part.InOrder of(List<Node> nodes) {
        List<Part> parts = new ArrayList<>();
        nodes.forEach(node -> add(node, parts));
        return new Part.InOrder(parts);
    }

    private void add(Node node, List<Part> parts) {
        if (node instanceof Step step) {
            if (step.destructive()) {
                parts.add(consent(step));
            }
            parts.add(job(step, StepForecast.STEP, List.of(), step.options().expect()));
        } else if (node instanceof Manual manual) {
            parts.add(job(manual, Timing.MANUAL, manual.who(), manual.options().expect()));
        } else if (node instanceof PointOfNoReturn point) {
            parts.add(consent(point));
        } else if (node instanceof OutageMark mark) {
            parts.add(new Part.Mark(outage(mark), mark.begins()));
        } else if (node instanceof NotBefore wait) {
            until(wait, parts);
        } else {
            several(node, parts);
        }
    }

    private void several(Node node, List<Part> parts) {
        if (node instanceof Group group) {
            parts.add(of(group.nodes()));
        } else if (node instanceof Temporarily setting) {
            parts.add(of(setting.nodes()));
        } else if (node instanceof Parallel parallel) {
            parts.add(new Part.AtOnce(
                    parallel.max(),
                    parallel.nodes().stream()
                            .map(each -> (Part) of(List.of(each)))
                            .toList()));
        } else if (node instanceof ForEach each) {
            parts.add(new Part.AtOnce(each.max(), branches(each)));
        }
    }

    private void until(NotBefore wait, List<Part> parts) {
        if (wait.until() == null) {
            gaps.add("waits until " + wait.shown() + ", which only a run with its parameters knows");
        } else {
            parts.add(new Part.NotBefore(Duration.between(origin, wait.until()).toMillis() / 1000.0));
        }
    }

    private List<Part> branches(ForEach each) {
        Optional<Map<String, Object>> items = ItemPaths.known(each, state);
        List<Part> branches = new ArrayList<>();
        if (items.isPresent()) {
            items.get().forEach((prefix, item) -> branches.add(of(each.expand().apply(item, prefix))));
            return branches;
        }
        Map<String, List<Timing>> before = history.items(each.path());
        before.values().forEach(timings -> branches.add(again(timings)));
        if (!before.isEmpty()) {
            gaps.add("for each " + each.name() + ": the " + before.size() + " of the last run are assumed");
            return branches;
        }
        gaps.add("for each " + each.name() + ": nobody knows yet how many there will be");
        try {
            branches.add(of(each.expand().apply(new Pending(each.name()), each.path(each.name()))));
        } catch (PendingBranch unknown) {
            branches.add(unknown(each));
        }
        return branches;
    }

    /** The steps of an item of which only earlier runs know. */
    private Part again(List<Timing> timings) {
        List<Part> parts = new ArrayList<>();
        for (Timing timing : timings) {
            if (timing.people() || timing.kind().equals(StepForecast.STEP)) {
                jobs.add(new Job(
                        timing.path(),
                        timing.name(),
                        timing.phase(),
                        timing.kind(),
                        List.of(),
                        Outcome.PENDING,
                        null,
                        null,
                        0,
                        estimator.length(timing.path(), null)));
                parts.add(new Part.Work(jobs.size() - 1));
            }
        }
        return new Part.InOrder(parts);
    }

    private Part unknown(ForEach each) {
        jobs.add(new Job(
                each.path(),
                each.name(),
                each.phase(),
                StepForecast.STEP,
                List.of(),
                Outcome.PENDING,
                null,
                null,
                0,
                Length.UNKNOWN));
        return new Part.Work(jobs.size() - 1);
    }

    private Part job(Node node, String kind, List<String> who, Duration expect) {
        Optional<StepState> found = state.step(node.path()).filter(step -> step.started() != null);
        Length length = estimator.length(node.path(), expect);
        Outcome outcome = found.map(StepState::outcome).orElse(Outcome.PENDING);
        Instant started = found.map(StepState::started).orElse(null);
        Instant ended = outcome.finished() ? found.map(StepState::finished).orElse(null) : null;
        if (outcome == Outcome.FAILED || outcome == Outcome.UNDONE || outcome == Outcome.PENDING) {
            started = null; // it will be done again
        } else if (ended == null && found.isPresent()) {
            length = Underway.corrected(length, found.get(), history.samples(node.path()));
        }
        double took = found.map(StepState::spent).orElse(0.0);
        jobs.add(new Job(node.path(), node.name(), node.phase(), kind, who, outcome, started, ended, took, length));
        return new Part.Work(jobs.size() - 1);
    }

    /** Typing a name takes a person, and next to no time. */
    private Part consent(Node node) {
        Optional<Instant> given = state.fact(Kind.CONSENTED, node.path()).map(entry -> entry.time());
        jobs.add(new Job(
                node.path(),
                node.name(),
                node.phase(),
                StepForecast.CONSENT,
                List.of(),
                given.isPresent() ? Outcome.DONE : Outcome.PENDING,
                given.orElse(null),
                given.orElse(null),
                0,
                Length.nothing("consent by name")));
        return new Part.Work(jobs.size() - 1);
    }

    private int outage(OutageMark mark) {
        String name = mark.name();
        if (mark.begins()) {
            outages.add(name);
            return outages.size() - 1;
        }
        for (int i = outages.size() - 1; i >= 0; i--) {
            if (Objects.equals(outages.get(i), name)) {
                return i;
            }
        }
        outages.add(name);
        return outages.size() - 1;
    }

    /** When the outages of the run that goes on began and ended, by their number; what has not happened is missing. */
    Map<Integer, RunState.Outage> happened() {
        Map<Integer, RunState.Outage> happened = new LinkedHashMap<>();
        for (RunState.Outage outage : state.outages()) {
            for (int i = 0; i < outages.size(); i++) {
                if (Objects.equals(outages.get(i), outage.name()) && !happened.containsKey(i)) {
                    happened.put(i, outage);
                    break;
                }
            }
        }
        return happened;
    }
}
