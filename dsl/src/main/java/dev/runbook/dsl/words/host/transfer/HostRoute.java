package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import java.io.ByteArrayInputStream;

/**
 * A pipe of the source host's own shell.
 *
 * @param into   what stands before the destination's script, so that it runs there: nothing, or the source's own {@code ssh}
 * @param remote how {@code rsync} finds the destination; null on one machine
 */
record HostRoute(End from, Into into, Remote remote, String shown) implements Route {
    /**
     * @param ssh   the {@code ssh} of the source host with its options
     * @param login user and host
     * @param rsync what runs {@code rsync} there as the right user, or null where nothing does
     */
    record Remote(String ssh, String login, String rsync) {}

    /** Makes a command of the source host that runs a script at the destination. */
    interface Into {
        String command(String script);
    }

    @Override
    public void carry(String produce, byte[] stdin, String consume, Rate rate) throws InterruptedException {
        // Without pipefail the producer's failure would be lost: its mark on standard error is looked for.
        String mark = "runbook: the source failed";
        String script = "{ (\n" + produce + "\n) || { echo '" + mark + "' >&2; exit 1; }; }" + Rate.filter(rate) + " | "
                + into.command(consume) + "\n";
        Capture capture = new Capture(null);
        int status = from.run(script, new ByteArrayInputStream(stdin), capture);
        if (status != 0 || new String(capture.err(), java.nio.charset.StandardCharsets.UTF_8).contains(mark)) {
            throw from.failed(status, capture);
        }
    }
}
