package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.link.Chunks;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Fetches what a command says, piece by piece, until it has ended and all of it is here. */
final class Following {
    /** How long contact may be lost: asking what it has said may be repeated as often as one likes. */
    private static final Duration LOST = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** How long one look lasts when nothing happens. */
    private static final long ROUND_MILLIS = 15_000;

    /** Amazon gives back 24,000 characters of an output, and drops the rest. */
    private static final int ANSWER = 22_500;

    /** From so many bytes on the bucket is faster. */
    private static final long MUCH = 256 << 10;

    /** So much goes through the bucket at a time; the host needs that much space besides. */
    private static final long LIFT = 32 << 20;

    /** So much is fetched without a bucket. */
    private static final long MOST = 4 << 20;

    private final Session session;
    private final Depot depot;
    private final String name;
    private final Chunks chunks;
    private long out;
    private long err;

    Following(Session session, Depot depot, String name, Chunks chunks) {
        this.session = session;
        this.depot = depot;
        this.name = name;
        this.chunks = chunks;
    }

    /** It says more than can be fetched. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMuch(long bytes) {
            super("the command has said " + bytes + " bytes, more than the " + (MOST >> 20)
                    + " MiB that come back through Run Command alone. Nothing of it was cut off in silence:"
                    + " name a bucket: for the host in the inventory, or let the command say less.");
        }
    }

    /** A script that says what is new. */
    Scripts settings() {
        return session.script(name)
                .set("rb_out", out)
                .set("rb_err", err)
                .set("rb_longest", ROUND_MILLIS)
                .set("rb_answer", ANSWER);
    }

    /** The command's status; {@code first} is the answer that began it. */
    int toEnd(Frame first) throws InterruptedException, IOException {
        Frame frame = first;
        while (true) {
            if (frame.says("nosession") || frame.says("vanished")) {
                throw unknown("its folder on the host is gone");
            }
            String[] state = frame.words("state", 3);
            take(frame);
            long restOut = Long.parseLong(state[1]) - out;
            long restErr = Long.parseLong(state[2]) - err;
            if (state[0].equals("gone") && restOut + restErr == 0) {
                throw unknown(
                        "its process is gone without a status; was the host started anew, or did somebody end it?");
            }
            if (!state[0].equals("running") && !state[0].equals("gone") && restOut + restErr == 0) {
                return Integer.parseInt(state[0]);
            }
            fetchMuch(restOut, restErr);
            frame = persistent(settings().follow());
        }
    }

    private OutcomeUnknown unknown(String why) {
        return new OutcomeUnknown(
                session.place() + ": the command was begun, but " + why
                        + ". Look on the host before it is run again, or marked as done.",
                null);
    }

    private void take(Frame frame) throws IOException {
        if (frame.says("out")) {
            out += given(session.seal().bytes(frame.text("out")), false);
        }
        if (frame.says("err")) {
            err += given(session.seal().bytes(frame.text("err")), true);
        }
    }

    private int given(byte[] bytes, boolean error) {
        chunks.put(bytes, 0, bytes.length, error);
        return bytes.length;
    }

    private void fetchMuch(long restOut, long restErr) throws InterruptedException, IOException {
        if (depot.isThere()) {
            if (restOut > MUCH) {
                out += lifted("out", out);
            }
            if (restErr > MUCH) {
                err += lifted("err", err);
            }
        } else if (restOut + restErr > MOST) {
            throw new TooMuch(out + err + restOut + restErr);
        }
    }

    private long lifted(String which, long from) throws InterruptedException, IOException {
        String key = name + "." + which + "." + from;
        String script = session.script(name)
                .set("rb_which", which)
                .set("rb_from", from)
                .set("rb_most", LIFT)
                .set("rb_address", session.seal().text(depot.addressToPut(key)))
                .lift();
        Frame frame = persistent(script);
        if (!frame.says("lifted")) {
            throw unknown("its output did not arrive through the bucket (" + frame.text("unlifted") + ")");
        }
        long bytes = 0;
        try (InputStream opened = session.seal().from(depot.fetch(key))) {
            byte[] piece = new byte[64 << 10];
            for (int length = opened.read(piece); length >= 0; length = opened.read(piece)) {
                chunks.put(piece, 0, length, which.equals("err"));
                bytes += length;
            }
        } finally {
            depot.delete(key);
        }
        return bytes;
    }

    /** What a script says that may be sent as often as one likes. */
    Frame persistent(String script) throws InterruptedException {
        long begun = session.exchange().time().nanos();
        while (true) {
            try {
                return session.exchange().ask(script);
            } catch (EffectFailed | OutcomeUnknown lost) {
                if (session.exchange().time().nanos() - begun > LOST.toNanos()) {
                    throw lost(lost);
                }
            }
            session.exchange().time().pause(PAUSE);
        }
    }

    private OutcomeUnknown lost(RunbookException last) {
        return new OutcomeUnknown(
                session.place() + ": the command was begun, and then contact was lost for " + LOST.toMinutes()
                        + " minutes (" + last.getMessage()
                        + "). Nobody knows how it ends: look on the host before it is run again, or marked as done.",
                last);
    }
}
