package dev.runbook.dsl.condition;

import dev.runbook.dsl.script.Ops;
import dev.runbook.engine.model.Judgement;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Evaluates conditions. Compiled conditions call {@link #open}, {@link #value}, {@link #compare} and {@link #check} around their expressions. */
public final class Judge {
    private static final ThreadLocal<Deque<Judge>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final Deque<Recording> recordings = new ArrayDeque<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();

    private Judge() {}

    /** Asks a condition. */
    public static Judgement judge(Block condition) {
        Deque<Judge> open = OPEN.get();
        Judge judge = new Judge();
        open.push(judge);
        try {
            Object value = condition.call();
            if (judge.held.isEmpty() && judge.failed.isEmpty() && judge.pending.isEmpty()) {
                judge.conclude("the condition", "the condition", value);
            }
        } catch (PendingBranch unknown) {
            judge.pending.add(unknown.getMessage());
        } finally {
            open.pop();
        }
        return judge.judgement();
    }

    /** Begins an asserted expression; its text is shown with the evidence. */
    public static Recording open(String source) {
        Recording recording = new Recording(source);
        Judge judge = OPEN.get().peek();
        if (judge != null) {
            judge.recordings.push(recording);
        }
        return recording;
    }

    /** Notes the value of a part of the innermost asserted expression. */
    public static Object value(int column, Object value) {
        Judge judge = OPEN.get().peek();
        if (judge != null && !judge.recordings.isEmpty()) {
            judge.recordings.element().value(column, value);
        }
        return value;
    }

    /** Notes and compares the two sides of an asserted comparison. */
    public static Object compare(int column, Object left, String operator, Object right) throws Throwable {
        Judge judge = OPEN.get().peek();
        if (judge != null && !judge.recordings.isEmpty()) {
            judge.recordings.element().compared(left, operator, right);
        }
        return value(column, Ops.binary(left, operator, right));
    }

    /** Ends an asserted expression. */
    public static Object check(Recording recording, Object value) {
        Judge judge = OPEN.get().peek();
        if (judge != null) {
            judge.recordings.remove(recording);
            judge.conclude(
                    recording.inShort(),
                    value instanceof Pending || Boolean.TRUE.equals(value) ? null : recording.drawing(),
                    value);
        }
        return value;
    }

    private void conclude(String inShort, String drawing, Object value) {
        if (value instanceof Pending) {
            pending.add(inShort.equals("the condition") ? value.toString() : inShort);
        } else if (!(value instanceof Boolean)) {
            throw RunbookException.invalid("A condition must be true or false, found "
                    + (value == null ? "null" : value + " (" + value.getClass().getSimpleName() + ")")
                    + (drawing == null ? "" : ":\n" + drawing) + "\nCompare it: … == …");
        } else {
            (value.equals(true) ? held : failed).add(value.equals(true) ? inShort : drawing);
        }
    }

    private Judgement judgement() {
        if (!failed.isEmpty()) {
            return new Judgement(false, false, failed);
        }
        return pending.isEmpty() ? new Judgement(true, false, held) : new Judgement(false, true, pending);
    }
}
