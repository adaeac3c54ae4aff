package dev.runbook.dsl.words.host.transfer;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.spi.StepScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is below a folder: its files with size and SHA-256, its links with where they point, in the order of their paths.
 *
 * @param label  the folder, for messages
 * @param sums   the SHA-256 of each file, by path
 * @param lines  every file, folder and link, by path
 */
record Manifest(String label, SortedMap<String, String> sums, SortedMap<String, Entry> lines) {
    /** So many folders are told apart in a summary; of more a result would be too long. */
    private static final int FOLDERS = 1000;

    /** Reads everything on the host itself, several files at a time. */
    static Manifest of(StepScope scope, End end, Excludes excludes, int streams) throws Exception {
        if (!end.kind().equals("folder")) {
            throw new EffectFailed("expected a folder at " + end.label() + ", found "
                    + (end.kind().equals("none") ? "nothing" : "a file"));
        }
        SortedMap<String, Entry> lines = Listing.of(end, excludes);
        SortedMap<String, String> sums = Collections.synchronizedSortedMap(new TreeMap<>());
        List<Entry> unread = Collections.synchronizedList(new ArrayList<>());
        List<Batch> batches = Batch.of(
                lines.values().stream().filter(each -> each.type() == 'f').toList());
        long total = batches.stream().mapToLong(Batch::bytes).sum();
        AtomicLong done = new AtomicLong();
        List<Callable<Object>> work = new ArrayList<>();
        for (Batch batch : batches) {
            work.add(() -> {
                List<String> digests = Checksums.of(end, batch.names());
                for (int i = 0; i < digests.size(); i++) {
                    Entry entry = batch.entries().get(i);
                    if (digests.get(i) == null) {
                        unread.add(entry);
                    } else {
                        sums.put(entry.path(), digests.get(i));
                    }
                }
                scope.progress(done.addAndGet(batch.bytes()), Math.max(1, total));
                return null;
            });
        }
        scope.parallel(Math.max(1, Math.min(streams, work.size())), work);
        vanished(scope, end, excludes, lines, unread);
        return new Manifest(end.label(), sums, lines);
    }

    /** What could not be read has vanished meanwhile, or is an error. */
    private static void vanished(
            StepScope scope, End end, Excludes excludes, SortedMap<String, Entry> lines, List<Entry> unread)
            throws InterruptedException {
        if (unread.isEmpty()) {
            return;
        }
        SortedMap<String, Entry> now = Listing.of(end, excludes);
        List<String> unreadable =
                unread.stream().map(Entry::path).filter(now::containsKey).toList();
        if (!unreadable.isEmpty()) {
            throw new EffectFailed(unreadable.size() + " files of " + end.label() + " cannot be read: "
                    + Difference.some(unreadable) + ". Say as: in place(…), a user who may read them");
        }
        unread.forEach(each -> lines.remove(each.path()));
        scope.note(unread.size() + " files of " + end.label() + " vanished while they were read");
    }

    /** {@code [files:, bytes:, links:, sha256:, folders: [NAME: [files:, bytes:, sha256:]]]}. */
    Map<String, Object> summary() {
        Map<String, Tally> folders = new TreeMap<>();
        Tally all = new Tally();
        lines.values().forEach(entry -> {
            int slash = entry.path().indexOf('/');
            boolean below = slash > 0 || entry.folder();
            String folder =
                    below ? Difference.readable(slash > 0 ? entry.path().substring(0, slash) : entry.path()) : ".";
            all.add(entry, sums.get(entry.path()));
            folders.computeIfAbsent(folder, each -> new Tally()).add(entry, sums.get(entry.path()));
        });
        Map<String, Object> summary = all.data();
        if (folders.size() <= FOLDERS) {
            Map<String, Object> parts = new LinkedHashMap<>();
            folders.forEach((name, tally) -> parts.put(name, tally.data()));
            summary.put("folders", parts);
        }
        return summary;
    }

    /** {@code SHA256 SIZE PATH}, a line each; a link has where it points instead of a sum. */
    byte[] text() {
        StringBuilder text = new StringBuilder();
        lines.values().stream()
                .filter(each -> !each.folder())
                .forEach(each -> text.append(line(each, sums.get(each.path()))).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(Entry entry, String sum) {
        String content = entry.type() == 'f' ? sum + " " + entry.size() : entry.type() + " " + entry.link();
        return content + " " + entry.path().replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** Counts, and one hash over the lines of everything counted. */
    private static final class Tally {
        private final MessageDigest digest = Hash.digest();
        private long files;
        private long bytes;
        private long links;

        void add(Entry entry, String sum) {
            if (entry.folder()) {
                return;
            }
            files += entry.type() == 'f' ? 1 : 0;
            bytes += entry.type() == 'f' ? entry.size() : 0;
            links += entry.type() == 'l' ? 1 : 0;
            digest.update((line(entry, sum) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        Map<String, Object> data() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("files", files);
            data.put("bytes", bytes);
            data.put("links", links);
            data.put("sha256", HexFormat.of().formatHex(digest.digest()));
            return data;
        }
    }
}
