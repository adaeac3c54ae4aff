package dev.runbook.engine.run;

import dev.runbook.engine.journal.Kind;
import dev.runbook.engine.journal.Ledger;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.CurrentStep;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.EffectLog;
import dev.runbook.engine.spi.Endpoint;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Link;
import dev.runbook.engine.spi.RunInfo;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A step's scope: what its words reach, and where what they do is written down. */
final class StepContext implements StepScope, EffectLog {
    private final RunContext run;
    private final String path;
    private final Conduct conduct;
    private final Ledger ledger;
    private final boolean takesUp;
    private volatile boolean wrote;
    private volatile boolean reached;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Told progress = new Told();
    private final ThreadLocal<HostFrame> frame = new ThreadLocal<>();

    StepContext(RunContext run, String path, Conduct conduct) {
        this(run, path, conduct, false, run.ledger());
    }

    /** @param takesUp whether an earlier engine began this attempt's job */
    StepContext(RunContext run, String path, Conduct conduct, boolean takesUp) {
        this(run, path, conduct, takesUp, run.ledger());
    }

    /** @param ledger where it is written down what the words do */
    StepContext(RunContext run, String path, Conduct conduct, Ledger ledger) {
        this(run, path, conduct, false, ledger);
    }

    private StepContext(RunContext run, String path, Conduct conduct, boolean takesUp, Ledger ledger) {
        this.run = run;
        this.path = path;
        this.conduct = conduct;
        this.takesUp = takesUp;
        this.ledger = ledger;
    }

    /** Works for this step. What a script breaks by itself, an assertion or a recursion without end, is a failure like any other. */
    <T> T call(Callable<T> work) throws Exception {
        try {
            return CurrentStep.with(this, work);
        } catch (AssertionError | LinkageError | StackOverflowError broken) {
            throw new ExecutionException(broken);
        }
    }

    @Override
    public boolean takesUp() {
        return takesUp;
    }

    /** Whether an effect that writes was begun. */
    boolean wrote() {
        return wrote;
    }

    /** Whether anything but the plan and its parameters was asked: a target, or the result of a step. */
    boolean asked() {
        return reached || !read.isEmpty();
    }

    /** The results that were read, as parts of the step's fingerprint. */
    Map<String, String> inputs() {
        Map<String, String> inputs = new TreeMap<>();
        read.forEach(each -> inputs.put(
                ResultsRead.PART + each, ResultsRead.hash(run.ledger().state(), each)));
        return inputs;
    }

    @Override
    public RunInfo run() {
        return run.world().run();
    }

    @Override
    public String step() {
        return path;
    }

    @Override
    public boolean live() {
        return run.backend().live();
    }

    @Override
    public void keep(String name, byte[] given) {
        byte[] content = run.world().masker().maskFile(given);
        String sha256 = KeptFiles.keep(run.world().run().folder(), name, content);
        ledger.record(Kind.KEPT, path, EntryData.of("name", name, "bytes", content.length, "sha256", sha256));
    }

    @Override
    public void tell(String who, String text) {
        String shown = run.world().masker().mask(text);
        note("told " + who + ": " + shown);
        run.people().inform(who, shown, path);
    }

    @Override
    public Object perform(Effect<?> effect) {
        if (conduct == Conduct.READS && effect.writes()) {
            throw RunbookException.invalid("Step '" + path + "': " + effect.word()
                    + " writes, and this is a condition or a guard: it may only read");
        }
        if (Thread.currentThread().isInterrupted() || run.stop().asked() && conduct.stopsBefore(wrote)) {
            throw new Stop.Interrupted();
        }
        ledger.requireWritable();
        wrote |= effect.writes();
        reached = true;
        try {
            return run.backend().perform(effect, this);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Stop.Interrupted();
        } catch (Exception failure) {
            throw new EffectFailed(
                    effect.word() + (effect.target() == null ? "" : " on " + effect.target()) + ": " + failure,
                    failure);
        }
    }

    @Override
    public void says(String line) {
        output(line);
    }

    @Override
    public void performed(Effect<?> effect, Duration took) {
        ledger.append(Kind.EFFECT, path, describe(effect, took));
    }

    @Override
    public void failed(Effect<?> effect, Duration took, Throwable failure) {
        Map<String, Object> data = describe(effect, took);
        data.put("error", run.world().masker().mask(String.valueOf(failure.getMessage())));
        ledger.append(Kind.EFFECT, path, data);
    }

    @Override
    public void shown(Effect<?> effect) {
        ledger.append(Kind.EFFECT, path, describe(effect, Duration.ZERO));
    }

    private Map<String, Object> describe(Effect<?> effect, Duration took) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", effect.word());
        data.put("target", effect.target());
        data.put("what", run.world().masker().mask(effect.what()));
        data.put("writes", effect.writes());
        data.put("seconds", EntryData.seconds(took));
        return data;
    }

    @Override
    public TargetSpec target(String kind, String name) {
        return run.world().target(kind, name);
    }

    @Override
    public List<String> group(String name) {
        return run.world().group(name);
    }

    @Override
    public HostFrame host() {
        return frame.get();
    }

    @Override
    public Object on(HostFrame inner, Callable<Object> body) throws Exception {
        HostFrame outer = frame.get();
        frame.set(inner);
        try {
            return body.call();
        } finally {
            frame.set(outer);
        }
    }

    @Override
    public List<Object> parallel(int max, List<Callable<Object>> bodies) throws Exception {
        HostFrame outer = frame.get();
        List<Callable<Object>> bound = new ArrayList<>();
        bodies.forEach(body -> bound.add(() -> CurrentStep.with(this, () -> on(outer, body))));
        return Workers.all(max, bound, run.stop());
    }

    @Override
    public Link link(String host) {
        return run.connections().link(host);
    }

    @Override
    public <C extends AutoCloseable> C shared(String key, Class<C> type, Supplier<C> open) {
        return run.connections().shared(key, type, open);
    }

    @Override
    public Endpoint reach(Endpoint there, String via) {
        return run.connections().reach(there, via);
    }

    @Override
    public Object result(String step) {
        Object value = run.results().of(step, path);
        run.results().path(step).ifPresent(read::add);
        return value;
    }

    @Override
    public boolean skipped(String step) {
        return run.results().skipped(step);
    }

    @Override
    public void remember(String name, Object value) {
        Object data = run.checkpoint().write(path, value);
        ledger.record(Kind.REMEMBERED, path, EntryData.of("name", name, "value", data));
    }

    @Override
    public Object remembered(String name) {
        return run.ledger()
                .state()
                .step(path)
                .map(state -> Checkpoint.read(path, state.remembered().get(name)))
                .orElse(null);
    }

    @Override
    public Timekeeper time() {
        return run.world().time();
    }

    @Override
    public void note(String text) {
        ledger.append(Kind.NOTE, path, EntryData.of("text", run.world().masker().mask(text)));
    }

    @Override
    public void output(String line) {
        run.output().line(path, run.world().masker().mask(line));
    }

    @Override
    public void measure(String unit, Number amount) {
        ledger.append(Kind.MEASURE, path, EntryData.of("unit", unit, "amount", amount));
    }

    @Override
    public void progress(double done, double total) {
        run.output().progress(path, done, total);
        if (progress.tells(done, total, run.world().time().nanos())) {
            ledger.append(Kind.PROGRESS, path, EntryData.of("done", done, "total", total));
        }
    }

    @Override
    public void milestone(String name, LocalDateTime at) {
        ledger.append(
                Kind.MILESTONE,
                path,
                EntryData.of("name", run.world().masker().mask(name), "at", at == null ? null : at.toString()));
    }

    @Override
    public void verified(String what, boolean held, String evidence) {
        ledger.append(
                Kind.VERIFICATION,
                path,
                EntryData.of(
                        "what",
                        what,
                        "held",
                        held,
                        "evidence",
                        run.world().masker().mask(evidence)));
    }
}
