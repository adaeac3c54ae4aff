package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Capture;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything below a folder, by its path; found with GNU {@code find} or, slower, with any. */
final class Listing implements Listener {
    private static final String SCRIPT = """
            export LC_ALL=C
            if find . -prune -printf '' 2>/dev/null; then
              find . -mindepth 1 -printf '%y %s %T@ %m %u:%g %P\\0%l\\0'
            else
              find . ! -name . -exec sh -c 'for f; do
                if [ -L "$f" ]; then y=l; elif [ -d "$f" ]; then y=d; elif [ -f "$f" ]; then y=f; else y=o; fi
                m=$(stat -c "%s %Y %a %U:%G" "$f" 2>/dev/null || stat -f "%z %m %Lp %Su:%Sg" "$f") || continue
                t=x; if [ $y = l ]; then t=$(readlink "$f"; printf x); t=${t%??}x; fi
                printf "%s %s %s\\0%s\\0" "$y" "$m" "${f#./}" "${t%x}"
              done' sh {} +
            fi
            """;

    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Predicate<Entry> wanted;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final Capture errors = new Capture(null);
    private String head;

    private Listing(Predicate<Entry> wanted) {
        this.wanted = wanted;
    }

    static SortedMap<String, Entry> of(End end, Predicate<Entry> wanted) throws InterruptedException {
        Listing listing = new Listing(wanted);
        int status = end.run(end.enter() + SCRIPT, InputStream.nullInputStream(), listing);
        boolean vanished = new String(listing.errors.err(), StandardCharsets.UTF_8)
                .lines()
                .allMatch(each -> each.contains("No such file"));
        if (status != 0 && !(vanished && listing.errors.err().length > 0)) {
            throw end.failed(status, listing.errors);
        }
        return listing.entries;
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                open.write(bytes, from, i - from);
                from = i + 1;
                part(open.toString(StandardCharsets.ISO_8859_1));
                open.reset();
            }
        }
        open.write(bytes, from, offset + length - from);
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        errors.stderr(bytes, offset, length);
    }

    private void part(String text) {
        if (head == null) {
            head = text;
            return;
        }
        String[] fields = head.split(" ", 6);
        head = null;
        if (fields.length < 6) {
            throw new EffectFailed(
                    "A listing of files came in a form that is not understood: " + String.join(" ", fields));
        }
        String mode = fields[3].length() > 3
                ? fields[3].substring(fields[3].length() - 3)
                : "0".repeat(3 - fields[3].length()) + fields[3];
        Entry entry = new Entry(
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2].split("\\.")[0]),
                mode,
                fields[4],
                fields[5],
                text);
        if (wanted.test(entry)) {
            entries.put(entry.path(), entry);
        }
    }

    /** An empty one. */
    static Map<String, Entry> none() {
        return Map.of();
    }
}
