package dev.runbook.dsl.words.host.net;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.dsl.words.shell.Rendered;
import dev.runbook.engine.spi.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;

/** Whether a TCP port answers, from here or from a host. */
final class Reach {
    private static final int NO_TOOL = 125;
    private static final int MILLIS_TO_HEAR_OF_A_REFUSAL = 1_000;

    private Reach() {}

    static boolean fromHere(Endpoint there, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(there.host(), there.port()), (int) timeout.toMillis());
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** With bash or nc on the host, which know for certain; a tunnel where it has neither. */
    static boolean from(HostShell host, Endpoint there, Duration timeout) throws InterruptedException {
        String target = Quote.word(there.host()) + " " + there.port();
        long seconds = Math.max(1, timeout.toSeconds());
        String script =
                "set -- " + target + "\nif command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then "
                        + "timeout " + seconds + " bash -c ': <\"/dev/tcp/$1/$2\"' bash \"$@\" 2>/dev/null || exit 1\n"
                        + "elif command -v nc >/dev/null 2>&1; then nc -z -w " + seconds
                        + " \"$@\" 2>/dev/null || exit 1\nelse exit " + NO_TOOL + "\nfi";
        int status = host.run(Rendered.of(script), Map.of(), InputStream.nullInputStream(), null, new Capture(null));
        return status == NO_TOOL ? throughTunnel(host.link().tunnel(there), timeout) : status == 0;
    }

    /** The near end always accepts; a refusal of the far end shows as an early end of the stream. */
    private static boolean throughTunnel(Endpoint near, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(near.host(), near.port()), (int) timeout.toMillis());
            socket.setSoTimeout(MILLIS_TO_HEAR_OF_A_REFUSAL);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silentButOpen) {
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
