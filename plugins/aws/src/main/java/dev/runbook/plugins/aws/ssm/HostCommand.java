package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.link.Started;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One command on its host. It runs detached there, in a folder of its own, and each answer brings a piece of what it has said; so it may last as long as it likes, say as much as it
 * likes, and lose contact for a while.
 */
final class HostCommand implements Started {
    private final Session session;
    private final String line;
    private final Depot depot;
    private final Chunks chunks;
    private final String name = Session.name();
    private boolean stopped;
    private boolean sent;
    private volatile Integer status;
    private volatile RuntimeException failure;

    HostCommand(Session session, String line, Depot depot, Chunks chunks) {
        this.session = session;
        this.line = line;
        this.depot = depot;
        this.chunks = chunks;
    }

    /** How it ended; call it when nothing more comes. */
    int status() {
        if (failure != null) {
            throw failure;
        }
        if (status == null) {
            throw new OutcomeUnknown(session.place() + ": nobody knows how the command ended", null);
        }
        return status;
    }

    /** Closing it sends the command, and follows it to its end. */
    @Override
    public OutputStream stdin() throws IOException {
        Intake intake = new Intake(session, depot, name);
        OutputStream sealing = session.seal().into(intake);
        return new OutputStream() {
            private boolean any;

            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                any |= length > 0;
                guarded(() -> sealing.write(bytes, offset, length));
            }

            @Override
            public void close() {
                guarded(() -> {
                    sealing.close();
                    run(any ? intake.delivered() : intake.nothing());
                });
                intake.discard();
                chunks.end();
            }
        };
    }

    /** Something that may fail in each of these ways. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Whoever attends to the command hears of no failure but through it. */
    private void guarded(Work work) {
        if (failure != null) {
            return;
        }
        try {
            work.run();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            failed(new OutcomeUnknown(session.place() + ": interrupted while the command ran", stop));
        } catch (IOException broken) {
            failed(new UncheckedIOException(broken));
        } catch (RuntimeException any) {
            failed(any);
        }
    }

    private void failed(RuntimeException why) {
        failure = why;
        chunks.end();
    }

    private void run(Intake.Input input) throws InterruptedException, IOException {
        synchronized (this) {
            if (stopped) {
                return;
            }
            sent = true;
        }
        Following following = new Following(session, depot, name, chunks);
        String script = following
                .settings()
                .set("rb_line", packed())
                .set("rb_gone", session.gone())
                .set("rb_input", input.text())
                .set("rb_pieces", input.pieces())
                .set("rb_address", input.address())
                .set("rb_sum", input.sum())
                .begin();
        Frame first = begun(following, script);
        if (first.says("unfetched")) {
            throw new EffectFailed(session.place() + ": the command's input did not arrive through the bucket ("
                    + first.text("unfetched") + "). The command was not run.");
        }
        if (first.says("nosession")) {
            throw new NotReached(
                    session.place()
                            + ": the host has forgotten this run's folder in /var/tmp; was it started anew? The command was not run.",
                    null);
        }
        follow(following, first);
    }

    /** Where nobody knows whether it arrived it is sent again: the host runs it once. */
    private Frame begun(Following following, String script) throws InterruptedException {
        try {
            return session.exchange().ask(script);
        } catch (OutcomeUnknown lost) {
            return following.persistent(script);
        }
    }

    private void follow(Following following, Frame first) throws InterruptedException, IOException {
        try {
            status = following.toEnd(first);
            session.over(name);
        } catch (Following.TooMuch tooMuch) {
            Optional<String> left = end();
            String message = session.place() + ": " + tooMuch.getMessage();
            throw left.isEmpty()
                    ? new EffectFailed(message + " It was ended, with everything it had started.")
                    : new OutcomeUnknown(message + " It could not be ended: " + left.get(), tooMuch);
        }
    }

    /** The command stands in Amazon's history, compressed; it never holds a secret. */
    private String packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream into = new GZIPOutputStream(packed)) {
            into.write(line.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    @Override
    public Optional<String> end() {
        synchronized (this) {
            stopped = true;
            if (!sent) {
                return Optional.empty();
            }
        }
        try {
            Frame frame = session.exchange().ask(session.script(name).end());
            return frame.says("left") ? Optional.of("still there: " + frame.text("left")) : Optional.empty();
        } catch (RunbookException unreachable) {
            return Optional.of(unreachable.getMessage());
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted again while it was being ended");
        }
    }

    @Override
    public void letGo() {
        // Nothing is held here; the one who follows is interrupted.
    }
}
