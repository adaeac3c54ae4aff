package dev.runbook.engine.forecast;

import dev.runbook.engine.model.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How long a step will take, by the runs before. A step that measured its own units is scaled by them. One that measured none grows with the run's size where at least
 * {@value #RUNS} runs of different size show that it does.
 */
final class Estimator {
    private static final int RUNS = 3;
    /** A line must leave so much less unexplained than a constant before it is believed of a step that measured nothing itself. */
    private static final double BETTER = 0.7;
    /** Less growth than this, from the smallest run to the largest, is what lengths differ by anyway. */
    private static final double GROWN = 1.25;

    private final History history;
    private final Scale scale;

    Estimator(History history, Scale scale) {
        this.history = history;
        this.scale = scale;
    }

    /** @param expect the author's guess, or null */
    Length length(String path, Duration expect) {
        List<History.Sample> all = history.samples(path);
        List<History.Sample> timed =
                all.stream().filter(sample -> sample.timing().tells()).toList();
        if (notWanted(all)) {
            return Length.nothing("its condition did not hold in most earlier runs");
        }
        if (timed.isEmpty()) {
            boolean already = all.stream().anyMatch(sample -> sample.timing().outcome() == Outcome.ALREADY_DONE);
            return already && expect == null
                    ? Length.nothing("it was done already in earlier runs")
                    : expect == null ? Length.UNKNOWN : Length.expected(expect.toMillis() / 1000.0);
        }
        return scaled(timed).orElseGet(() -> unscaled(timed));
    }

    private static boolean notWanted(List<History.Sample> all) {
        long skipped = all.stream()
                .filter(sample -> sample.timing().outcome() == Outcome.SKIPPED)
                .count();
        return skipped > 0 && 2 * skipped > all.size();
    }

    private Length unscaled(List<History.Sample> timed) {
        double[] lengths = lengths(timed);
        Growth same = Growth.constant(new double[lengths.length], lengths);
        return length(same, 0, Basis.HISTORY, "from " + count(lengths.length, "run"));
    }

    private Optional<Length> scaled(List<History.Sample> timed) {
        Set<String> own = new TreeSet<>();
        timed.forEach(sample -> own.addAll(sample.timing().measures().keySet()));
        Optional<Length> byOwn = best(own.stream().flatMap(unit -> byOwnUnit(timed, unit)));
        return byOwn.isPresent() || timed.get(0).timing().people() ? byOwn : best(byRunSize(timed));
    }

    /** The line that explains most. */
    private static Optional<Length> best(Stream<Candidate> candidates) {
        return candidates
                .min(Comparator.comparing((Candidate each) -> !each.asked()).thenComparing(Candidate::unexplained))
                .map(Candidate::length);
    }

    /** A way to scale: by a unit that was asked for, or that merely differs from run to run. */
    private record Candidate(boolean asked, double unexplained, Length length) {}

    private Stream<Candidate> byOwnUnit(List<History.Sample> timed, String unit) {
        List<History.Sample> measured = timed.stream()
                .filter(sample -> sample.timing().measures().getOrDefault(unit, 0.0) > 0)
                .toList();
        if (measured.isEmpty()) {
            return Stream.empty();
        }
        double[] sizes = measured.stream()
                .mapToDouble(sample -> sample.timing().measures().get(unit))
                .toArray();
        double last = sizes[sizes.length - 1];
        double size = last * factor(unit);
        if (!scale.sizes().containsKey(unit) && !Growth.different(sizes)) {
            return Stream.empty();
        }
        Growth growth = Growth.fit(sizes, lengths(measured));
        return Stream.of(candidate(growth, size, unit));
    }

    /** How many times as much there is as in the last run. */
    private double factor(String unit) {
        Double wanted = scale.sizes().get(unit);
        return wanted == null ? 1 : wanted / history.lastSize(unit).orElse(wanted);
    }

    private Stream<Candidate> byRunSize(List<History.Sample> timed) {
        return history.units().stream().flatMap(unit -> {
            List<History.Sample> sized = timed.stream()
                    .filter(sample -> sample.run().size(unit).isPresent())
                    .toList();
            double[] sizes = sized.stream()
                    .mapToDouble(sample -> sample.run().size(unit).getAsDouble())
                    .toArray();
            if (sized.size() < RUNS || !Growth.different(sizes)) {
                return Stream.empty();
            }
            double[] lengths = lengths(sized);
            Growth growth = Growth.fit(sizes, lengths);
            double constant = Robust.spread(Growth.constant(sizes, lengths).residuals());
            boolean grows = growth.grown() > GROWN && Robust.spread(growth.residuals()) < BETTER * constant;
            double size =
                    scale.sizes().getOrDefault(unit, history.lastSize(unit).orElse(0));
            return grows ? Stream.of(candidate(growth, size, unit)) : Stream.empty();
        });
    }

    private Candidate candidate(Growth growth, double size, String unit) {
        Basis basis = Growth.different(growth.sizes()) ? Basis.AFFINE : Basis.PROPORTIONAL;
        Length length = length(growth, size, basis, how(growth, basis, unit));
        return new Candidate(scale.sizes().containsKey(unit), Robust.spread(growth.residuals()), length);
    }

    private static String how(Growth growth, Basis basis, String unit) {
        String runs = count(growth.sizes().length, "run");
        if (basis == Basis.PROPORTIONAL) {
            return "proportional to " + unit + ": " + rate(growth.each()) + ", from " + runs + " of one size";
        }
        if (growth.each() == 0) {
            return "did not grow with " + unit + " in " + runs + " of different size";
        }
        return "affine in " + unit + ": " + seconds(growth.fixed()) + " + " + rate(growth.each()) + ", from " + runs
                + " of different size";
    }

    /** For so many that it takes a second or more, as far as anybody counts. */
    private static String rate(double each) {
        int many = 1000;
        while (each * many < 1 && many < 1_000_000) {
            many *= 1000;
        }
        return seconds(each * many) + " for " + String.format(Locale.ROOT, "%,d", many);
    }

    private static Length length(Growth growth, double size, Basis basis, String how) {
        double centre = growth.at(size);
        Robust.Interval interval = growth.interval(size);
        return Length.of(
                centre,
                centre * Math.exp(-interval.below()),
                centre * Math.exp(interval.above()),
                basis,
                growth.sizes().length,
                how);
    }

    private static double[] lengths(List<History.Sample> samples) {
        return samples.stream().mapToDouble(sample -> sample.timing().seconds()).toArray();
    }

    private static String seconds(double seconds) {
        return dev.runbook.engine.model.Durations.show(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** What a run that goes on has measured, as sizes of the whole run: so many times what the same steps measured before. */
    static Map<String, Double> found(History history, List<Timing> now) {
        Map<String, Double> before = new LinkedHashMap<>();
        Map<String, Double> here = new LinkedHashMap<>();
        for (Timing timing : now) {
            timing.measures()
                    .forEach((unit, amount) -> lastAmount(history, timing.path(), unit)
                            .ifPresent(last -> {
                                before.merge(unit, last, Double::sum);
                                here.merge(unit, amount, Double::sum);
                            }));
        }
        Map<String, Double> sizes = new LinkedHashMap<>();
        here.forEach((unit, amount) -> {
            double size = history.lastSize(unit).orElse(0) * amount / before.get(unit);
            if (size > 0) {
                sizes.put(unit, size);
            }
        });
        return sizes;
    }

    private static Optional<Double> lastAmount(History history, String path, String unit) {
        return history.samples(path).stream()
                .map(sample -> sample.timing().measures().getOrDefault(unit, 0.0))
                .filter(each -> each > 0)
                .reduce((first, last) -> last);
    }
}
