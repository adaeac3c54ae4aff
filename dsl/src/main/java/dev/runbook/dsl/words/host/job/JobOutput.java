package dev.runbook.dsl.words.host.job;

import dev.runbook.dsl.words.shell.Lines;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Reads a job's output as it arrives: judges it, shows it, keeps its end. An engine that takes up another one's job reads from a little before the byte up to which that one has judged it, so that
 * the last lines are there, and a long output need not come again.
 */
final class JobOutput implements Listener {
    private final StepScope scope;
    private final JobTerms terms;
    private final Masking masking;
    private final KeptLines kept = new KeptLines();
    private final Set<String> begun;
    private final Runnable remember;
    private final Shown shown;
    private final long start;
    private final long judgedBefore;
    private final Lines lines = new Lines(this::line);
    private boolean whole;
    private volatile long received;
    private long given;
    private LocalDateTime lastTime;
    private boolean succeeded;
    private String failedBy;

    /**
     * @param earlier  what is known of the output already
     * @param remember called when there is something new to know
     */
    JobOutput(StepScope scope, JobTerms terms, Masking masking, JobMemory earlier, Shown shown, Runnable remember) {
        this.scope = scope;
        this.terms = terms;
        this.masking = masking;
        this.shown = shown;
        this.remember = remember;
        this.begun = new LinkedHashSet<>(earlier.milestones());
        this.succeeded = earlier.succeeded();
        this.failedBy = earlier.failedBy();
        this.judgedBefore = earlier.offset();
        this.start = Math.max(0, earlier.offset() - KeptLines.MOST);
        this.whole = start == 0;
        this.received = start;
        this.given = start;
    }

    /** From which byte on output is wanted next. */
    long offset() {
        return received;
    }

    /** What is known now. */
    JobMemory into(JobMemory memory) {
        return memory.judged(Math.max(given, judgedBefore), List.copyOf(begun), succeeded, failedBy);
    }

    boolean succeeded() {
        return terms.success() == null || succeeded;
    }

    /** The line that says the job fails, or null. */
    String failedBy() {
        return failedBy;
    }

    List<String> kept() {
        return kept.all();
    }

    @Override
    public void stdout(byte[] bytes, int from, int length) {
        received += length;
        lines.add(bytes, from, length);
    }

    @Override
    public void stderr(byte[] bytes, int from, int length) {
        // A job's errors are in its output.
    }

    /** The output has ended, and with it the last milestone. */
    void end() {
        lines.end();
        if (!begun.isEmpty()) {
            scope.milestone(null, lastTime);
        }
    }

    private void line(String text) {
        given = start + lines.position();
        if (!whole) {
            // Where reading began in the middle of a line.
            whole = true;
            return;
        }
        boolean news = false;
        // A program that draws its progress on one line separates its states by carriage returns.
        for (String line : text.split("\r")) {
            kept.add(line);
            terms.lines().accept(line);
            if (given > judgedBefore) {
                news |= judge(line);
            }
            if (given > shown.offset()) {
                scope.output(masking.mask(line));
            }
        }
        if (given > shown.offset()) {
            shown.upTo(given);
        }
        if (news) {
            remember.run();
        }
    }

    private boolean judge(String line) {
        lastTime = terms.time(line).orElse(lastTime);
        boolean news = milestone(line);
        if (!succeeded
                && terms.success() != null
                && terms.success().matcher(line).find()) {
            succeeded = true;
            news = true;
        }
        if (failedBy == null
                && terms.failure() != null
                && terms.failure().matcher(line).find()) {
            failedBy = masking.mask(line);
            news = true;
        }
        progress(line);
        return news;
    }

    private boolean milestone(String line) {
        for (JobTerms.Mark mark : terms.milestones()) {
            if (!begun.contains(mark.name()) && mark.begins().matcher(line).find()) {
                begun.add(mark.name());
                scope.milestone(mark.name(), terms.time(line).orElse(null));
                return true;
            }
        }
        return false;
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
