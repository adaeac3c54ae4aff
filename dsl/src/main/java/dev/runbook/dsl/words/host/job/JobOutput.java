package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Lines;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** Reads a job's output as it arrives: shows it, finds its milestones, keeps its end. */
final class JobOutput implements Listener {
    /** How much of the output is kept for {@code tail} and {@code matches}. */
    private static final int KEPT = 4 * 1024 * 1024;

    private static final int ERRORS = 64 * 1024;

    private final StepScope scope;
    private final JobTerms terms;
    private final Masking masking;
    private final Lines lines = new Lines(this::line);
    private final Deque<String> kept = new ArrayDeque<>();
    private final Set<String> begun = new HashSet<>();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Lines control = new Lines(this::said);
    private final List<String> said = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Runnable milestoneBegun;
    private final long shownBefore;
    private UnaryOperator<String> listener = UnaryOperator.identity();
    private int keptLength;
    private volatile long offset;
    private LocalDateTime lastTime;
    private boolean succeeded;
    private String failedBy;

    /**
     * @param shownBefore    the offset up to which an earlier engine has shown the output
     * @param begunBefore    the milestones that it has seen
     * @param milestoneBegun called after each new one
     */
    JobOutput(
            StepScope scope,
            JobTerms terms,
            Masking masking,
            long shownBefore,
            List<String> begunBefore,
            Runnable milestoneBegun) {
        this.scope = scope;
        this.terms = terms;
        this.masking = masking;
        this.shownBefore = shownBefore;
        this.begun.addAll(begunBefore);
        this.milestoneBegun = milestoneBegun;
    }

    /** How many bytes have arrived. */
    long offset() {
        return offset;
    }

    /** Up to where the output was shown, by this or an earlier engine. */
    long shown() {
        return Math.max(offset, shownBefore);
    }

    List<String> begun() {
        return List.copyOf(begun);
    }

    boolean succeeded() {
        return terms.success() == null || succeeded;
    }

    /** The line that says the job fails, or null. */
    String failedBy() {
        return failedBy;
    }

    List<String> kept() {
        return new ArrayList<>(kept);
    }

    /** What the script itself said since the last call: its lines without their mark. */
    List<String> control() {
        List<String> all = List.copyOf(said);
        said.clear();
        errors.reset();
        return all;
    }

    byte[] errors() {
        return errors.toByteArray();
    }

    /** Called as soon as the script says something. */
    void listening(UnaryOperator<String> listener) {
        this.listener = listener;
    }

    private void said(String line) {
        if (line.startsWith(JobScript.MARK)) {
            said.add(listener.apply(line.substring(JobScript.MARK.length())));
        }
    }

    @Override
    public void stdout(byte[] bytes, int from, int length) {
        offset += length;
        lines.add(bytes, from, length);
    }

    @Override
    public void stderr(byte[] bytes, int from, int length) {
        errors.write(bytes, from, Math.max(0, Math.min(length, ERRORS - errors.size())));
        control.add(bytes, from, length);
    }

    /** The output has ended, and with it the last milestone. */
    void end() {
        lines.end();
        if (!begun.isEmpty()) {
            scope.milestone(null, lastTime);
        }
    }

    private void line(String whole) {
        // A program that draws its progress on one line separates its states by carriage returns.
        for (String line : whole.split("\r")) {
            keep(line);
            judge(line);
            terms.lines().accept(line);
            if (offset > shownBefore) {
                scope.output(masking.mask(line));
            }
        }
    }

    private void keep(String line) {
        kept.add(line);
        keptLength += line.length();
        while (keptLength > KEPT && kept.size() > 1) {
            keptLength -= kept.remove().length();
        }
    }

    private void judge(String line) {
        lastTime = terms.time(line).orElse(lastTime);
        for (JobTerms.Mark mark : terms.milestones()) {
            if (!begun.contains(mark.name()) && mark.begins().matcher(line).find()) {
                begun.add(mark.name());
                scope.milestone(mark.name(), terms.time(line).orElse(null));
                milestoneBegun.run();
                break;
            }
        }
        succeeded |= terms.success() != null && terms.success().matcher(line).find();
        if (failedBy == null
                && terms.failure() != null
                && terms.failure().matcher(line).find()) {
            failedBy = masking.mask(line);
        }
        progress(line);
    }

    private void progress(String line) {
        Matcher found = terms.progress() == null ? null : terms.progress().matcher(line);
        if (found == null || !found.find()) {
            return;
        }
        try {
            if (terms.progress().pattern().contains("(?<percent>")) {
                scope.progress(number(found.group("percent")), 100);
            } else {
                scope.progress(number(found.group("done")), number(found.group("total")));
            }
        } catch (NumberFormatException notANumber) {
            // a line that merely looks like progress
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[ ,_']", ""));
    }
}
