package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.dsl.words.shell.Lines;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.spi.Listener;
import dev.runbook.engine.spi.StepScope;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries files with {@code rsync}: where it is on both hosts, and the source's own {@code ssh} (or nothing) leads from one to the other. It sends the parts of files
 * that changed, compares checksums of what arrives, keeps hard links, and goes on in the middle of a file.
 */
final class Rsync {
    private static final Pattern VERSION = Pattern.compile("^rsync +version (?:3\\.[1-9]|[4-9])");
    private static final Pattern PERCENT = Pattern.compile("^\\s*[\\d,.]+\\s+(\\d+)%");
    private static final String TRANSFERRED = "Total transferred file size:";
    private static final int PARTIAL = 23;
    private static final int VANISHED = 24;
    private static final long KIB = 1024;

    private final StepScope scope;
    private final End from;
    private final End to;
    private final HostRoute.Remote remote;
    private final TransferOptions options;

    private Rsync(StepScope scope, End from, End to, HostRoute.Remote remote, TransferOptions options) {
        this.scope = scope;
        this.from = from;
        this.to = to;
        this.remote = remote;
        this.options = options;
    }

    /** Null where it cannot be used. */
    static Rsync between(StepScope scope, End from, End to, Route route, TransferOptions options)
            throws InterruptedException {
        boolean wanted = options.rsync() && !options.checksums();
        if (!wanted
                || !(route instanceof HostRoute way)
                || from.path().startsWith("~")
                || to.path().startsWith("~")) {
            return null;
        }
        if (way.remote() != null && way.remote().rsync() == null) {
            return null;
        }
        return there(from) && there(to) ? new Rsync(scope, from, to, way.remote(), options) : null;
    }

    /** What is older knows neither --info nor --chown. */
    private static boolean there(End end) throws InterruptedException {
        return VERSION.matcher(end.text("rsync --version 2>/dev/null | head -n 1 || :\n", new byte[0]))
                .find();
    }

    /** What was carried: how many files, how many bytes, and what could not be. */
    record Carried(long files, long bytes, List<Entry> open) {}

    /** Carries these; what vanishes or changes meanwhile stays open. */
    Carried carry(List<Entry> send, Predicate<Entry> wanted) throws InterruptedException {
        Stats stats = new Stats();
        byte[] names = End.names(send.stream().map(Entry::path).toList());
        int status = from.run(command(), new ByteArrayInputStream(names), stats);
        stats.lines.end();
        if (status != 0 && status != PARTIAL && status != VANISHED) {
            throw from.failed(status, stats.errors);
        }
        List<Entry> open = status == 0 ? List.of() : open(send, Listing.of(to, wanted));
        return new Carried(send.size() - open.size(), stats.bytes, open);
    }

    private static List<Entry> open(List<Entry> send, Map<String, Entry> arrived) {
        return send.stream()
                .filter(each -> !arrived.containsKey(each.path()) || !each.same(arrived.get(each.path())))
                .toList();
    }

    private String command() {
        StringBuilder command = new StringBuilder("export LC_ALL=C\nrsync -aH --files-from=- --from0 --protect-args")
                .append(" --partial-dir=.runbook-partial --stats --info=progress2 --no-human-readable");
        if (options.owner() != null) {
            command.append(" --chown=").append(Quote.word(options.owner()));
        }
        if (options.limit() != null) {
            command.append(" --bwlimit=").append(Math.max(1, options.limit().bytes() / KIB));
        }
        if (remote != null) {
            command.append(" --rsh=").append(Quote.word(remote.ssh()));
            command.append(" --rsync-path=").append(Quote.word(remote.rsync()));
        }
        return command.append(" -- ")
                .append(Quote.word(folder(from.path())))
                .append(' ')
                .append(Quote.word((remote == null ? "" : remote.login() + ":") + folder(to.path())))
                .append('\n')
                .toString();
    }

    /** What is in it; a colon in a name does not make it a host. */
    private static String folder(String path) {
        return (path.startsWith("/") ? "" : "./") + path.replaceFirst("/*\\z", "/");
    }

    /** What it says: how far it is, and the sums at the end. */
    private final class Stats implements Listener {
        private final Capture errors = new Capture(null);
        private long bytes;
        private final Lines lines = new Lines(this::line);

        @Override
        public void stdout(byte[] bytes, int offset, int length) {
            // Progress is drawn on one line, its states separated by carriage returns.
            byte[] text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1)
                    .replace('\r', '\n')
                    .getBytes(StandardCharsets.ISO_8859_1);
            lines.add(text, 0, text.length);
        }

        @Override
        public void stderr(byte[] bytes, int offset, int length) {
            errors.stderr(bytes, offset, length);
        }

        private void line(String line) {
            Matcher percent = PERCENT.matcher(line);
            if (percent.find()) {
                scope.progress(Double.parseDouble(percent.group(1)), 100);
            }
            if (line.startsWith(TRANSFERRED)) {
                bytes = Long.parseLong(line.substring(TRANSFERRED.length())
                        .replaceAll("[^\\d ]", "")
                        .strip()
                        .split(" ")[0]);
            }
        }
    }
}
