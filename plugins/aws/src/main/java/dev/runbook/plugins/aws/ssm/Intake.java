package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.NotReached;
import dev.runbook.engine.model.OutcomeUnknown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/** Where a command's input goes, sealed already: with the command itself where it is short, in pieces before it, or through the bucket. */
final class Intake extends OutputStream {
    /** So much goes with the command. */
    private static final int SHORT = 20_000;

    private static final int PIECE = 33_000;

    /** So much goes in pieces, where there is no bucket. */
    private static final int MOST = 1 << 20;

    private final Session session;
    private final Depot depot;
    private final String name;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Depot.Upload upload;

    Intake(Session session, Depot depot, String name) {
        this.session = session;
        this.depot = depot;
        this.name = name;
    }

    /**
     * How the host gets it.
     *
     * @param text    all of it, as base64
     * @param pieces  how many it has in its folder
     * @param address of the object in the bucket, sealed
     * @param sum     the SHA-256 of that object
     */
    record Input(String text, int pieces, String address, String sum) {}

    Input nothing() {
        return new Input("", 0, "", "");
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (upload != null) {
            uploaded(bytes, offset, length);
            return;
        }
        held.write(bytes, offset, length);
        if (depot.isThere() && held.size() > SHORT) {
            upload = depot.upload(name + ".in");
            uploaded(held.toByteArray(), 0, held.size());
            held.reset();
        } else if (held.size() > MOST) {
            throw new EffectFailed(
                    session.place() + ": the command's input is longer than the " + (MOST >> 20)
                            + " MiB, compressed, that go through Run Command alone. Nothing was run: name a bucket: for the host in the inventory.");
        }
    }

    private void uploaded(byte[] bytes, int offset, int length) throws IOException {
        try {
            upload.write(bytes, offset, length);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the command's input was put into the bucket");
        }
    }

    /** Call it once, after everything was written. */
    Input delivered() throws InterruptedException, IOException {
        if (upload != null) {
            String sum = upload.done();
            return new Input("", 0, session.seal().text(depot.addressToFetch(name + ".in")), sum);
        }
        byte[] all = held.toByteArray();
        if (all.length <= SHORT) {
            return new Input(Base64.getEncoder().encodeToString(all), 0, "", "");
        }
        int pieces = 0;
        for (int from = 0; from < all.length; from += PIECE) {
            send(++pieces, Arrays.copyOfRange(all, from, Math.min(all.length, from + PIECE)));
        }
        return new Input("", pieces, "", "");
    }

    private void send(int number, byte[] piece) throws InterruptedException {
        String script = session.script(name)
                .set("rb_number", number)
                .set("rb_piece", Base64.getEncoder().encodeToString(piece))
                .piece();
        Frame frame;
        try {
            frame = session.exchange().ask(script);
        } catch (OutcomeUnknown noAnswer) {
            throw new NotReached(noAnswer.getMessage() + ". The command was not run yet.", noAnswer);
        }
        if (frame.says("nosession")) {
            throw new NotReached(
                    session.place()
                            + ": the host has forgotten this run's folder; was it started anew? Nothing was run.",
                    null);
        }
        if (!frame.text("stored").equals(String.valueOf(piece.length))) {
            throw new EffectFailed(session.place() + ": a piece of the command's input could not be stored in /var/tmp"
                    + " on the host. The command was not run. Is its disk full?");
        }
    }

    /** What was put into the bucket is of no use any more. */
    void discard() {
        if (upload != null) {
            upload.discard();
        }
    }
}
