package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.StepScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Makes what is below one folder like what is below another: lists both, carries what differs, compares checksums of what was carried. */
final class FolderTransfer {
    private static final int STREAMS = 3;
    private static final int PASSES = 3;

    /** Permissions, times and, for root, owners come along. Failures of the source's tar are files that vanish or change; the checksums tell which. */
    private static final String PACK = "export COPYFILE_DISABLE=1\nxargs -0 tar -cf - || [ $? -eq 123 ]\n";

    private static final String UNPACK = "tar -xpf -\n";

    /** Lists of names that are too long for one command are split by the other side's {@code xargs}. */
    private static final int MANY = 20_000;

    private final StepScope scope;
    private final End from;
    private final End to;
    private final Route route;
    private final TransferOptions options;
    private final Predicate<Entry> wanted;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private long deleted;

    /** @param wanted what of the source, and of the destination, is looked at at all */
    FolderTransfer(StepScope scope, End from, End to, Route route, TransferOptions options, Predicate<Entry> wanted) {
        this.scope = scope;
        this.from = from;
        this.to = to;
        this.route = route;
        this.options = options;
        this.wanted = wanted;
    }

    Map<String, Object> run() throws Exception {
        SortedMap<String, Entry> source = Listing.of(from, wanted);
        to.text("mkdir -p " + Quote.path(to.path()) + "\n", new byte[0]);
        SortedMap<String, Entry> found = Listing.of(to, wanted);
        if (options.delete() && source.isEmpty() && !found.isEmpty()) {
            throw new EffectFailed("The source " + from.label() + " is empty, and delete: would remove everything at "
                    + to.label() + " (" + found.size() + " entries). Is the source mounted? Nothing was removed.");
        }
        Difference difference = Difference.between(source, found);
        if (difference.skipped() > 0) {
            scope.note(difference.skipped() + " sockets, pipes or devices under " + from.label() + " are not carried");
        }
        List<Entry> send = new ArrayList<>(difference.send());
        if (options.checksums()) {
            send.addAll(differing(difference.alike()));
        }
        folders(difference.folders());
        settle(send);
        permissions(difference.folders());
        if (options.delete()) {
            delete(difference.surplus());
        }
        return result();
    }

    private Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files.get());
        result.put("bytes", bytes.get());
        if (options.delete()) {
            result.put("deleted", deleted);
        }
        return result;
    }

    /** Carries until the checksums agree; what changes at the source all the time is said. */
    private void settle(List<Entry> send) throws Exception {
        List<Entry> open = send;
        Rsync rsync = open.isEmpty() ? null : Rsync.between(scope, from, to, route, options);
        for (int pass = 1; !open.isEmpty() && pass <= PASSES; pass++) {
            open = rsync == null ? carried(open) : carried(rsync, open);
        }
        if (open.isEmpty()) {
            return;
        }
        SortedMap<String, Entry> now = Listing.of(from, wanted);
        Map<String, Entry> before = new HashMap<>();
        send.forEach(each -> before.put(each.path(), each));
        List<String> damaged = open.stream()
                .map(Entry::path)
                .filter(each -> now.containsKey(each) && now.get(each).same(before.get(each)))
                .toList();
        List<String> changing =
                open.stream().map(Entry::path).filter(now::containsKey).toList();
        if (!damaged.isEmpty() || options.checksums() && !changing.isEmpty()) {
            List<String> names = damaged.isEmpty() ? changing : damaged;
            throw new EffectFailed("After " + PASSES + " attempts the checksums of " + names.size()
                    + " files still differ or cannot be read, between " + from.label() + " and " + to.label() + ": "
                    + Difference.some(names) + ". Is somebody writing to them, is a disk failing?");
        }
        if (!changing.isEmpty()) {
            scope.note(changing.size() + " files under " + from.label()
                    + " change while they are carried; the next sync takes them again: " + Difference.some(changing));
        }
    }

    private List<Entry> carried(Rsync rsync, List<Entry> send) throws InterruptedException {
        Rsync.Carried carried = rsync.carry(send, wanted);
        files.addAndGet((int) carried.files());
        bytes.addAndGet(carried.bytes());
        return carried.open();
    }

    /** One pass; gives those whose checksums differ afterwards, or that cannot be read. */
    private List<Entry> carried(List<Entry> send) throws Exception {
        List<Batch> batches = Batch.of(send);
        int streams = Math.min(STREAMS, batches.size());
        long total = batches.stream().mapToLong(Batch::bytes).sum();
        AtomicLong done = new AtomicLong();
        List<Entry> open = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Object>> work = new ArrayList<>();
        for (Batch batch : batches) {
            work.add(() -> {
                Rate rate = options.limit() == null ? null : options.limit().shared(streams);
                route.carry(from.enter() + PACK, End.names(batch.names()), to.enter() + UNPACK, rate);
                own(batch.names());
                open.addAll(unlike(batch));
                scope.progress(done.addAndGet(batch.bytes()), total);
                return null;
            });
        }
        scope.parallel(streams, work);
        return open;
    }

    private List<Entry> unlike(Batch batch) throws InterruptedException {
        List<String> names = batch.files();
        List<String> here = names.isEmpty() ? List.of() : Checksums.of(from, names);
        List<String> there = names.isEmpty() ? List.of() : Checksums.of(to, names);
        List<Entry> open = new ArrayList<>();
        Map<String, Entry> byName = new TreeMap<>();
        batch.entries().forEach(each -> byName.put(each.path(), each));
        for (int i = 0; i < names.size(); i++) {
            Entry entry = byName.get(names.get(i));
            if (here.get(i) == null || !here.get(i).equals(there.get(i))) {
                open.add(entry);
            } else {
                files.incrementAndGet();
                bytes.addAndGet(entry.size());
            }
        }
        files.addAndGet(batch.entries().size() - names.size());
        return open;
    }

    private List<Entry> differing(List<Entry> alike) throws InterruptedException {
        List<Entry> differing = new ArrayList<>();
        for (Batch batch : Batch.of(alike)) {
            List<String> here = Checksums.of(from, batch.names());
            List<String> there = Checksums.of(to, batch.names());
            for (int i = 0; i < batch.entries().size(); i++) {
                if (here.get(i) != null && !here.get(i).equals(there.get(i))) {
                    differing.add(batch.entries().get(i));
                }
            }
        }
        return differing;
    }

    private void folders(List<Entry> folders) throws InterruptedException {
        each(folders.stream().map(Entry::path).toList(), "xargs -0 mkdir -p\n");
    }

    /** After the files, since a folder may be closed for writing. */
    private void permissions(List<Entry> folders) throws InterruptedException {
        Map<String, List<String>> byMode = new TreeMap<>();
        folders.forEach(each ->
                byMode.computeIfAbsent(each.mode(), mode -> new ArrayList<>()).add(each.path()));
        own(folders.stream().map(Entry::path).toList());
        for (Map.Entry<String, List<String>> same : byMode.entrySet()) {
            each(same.getValue(), "xargs -0 chmod " + same.getKey() + "\n");
        }
    }

    private void own(List<String> names) throws InterruptedException {
        if (options.owner() != null) {
            each(names, "xargs -0 chown -h " + Quote.word(options.owner()) + "\n");
        }
    }

    private void delete(List<Entry> surplus) throws InterruptedException {
        deleted = surplus.size();
        each(surplus.stream().filter(each -> !each.folder()).map(Entry::path).toList(), "xargs -0 rm -f\n");
        // A folder with something excluded in it stays.
        each(surplus.stream().filter(Entry::folder).map(Entry::path).toList(), "xargs -0 rmdir 2>/dev/null || :\n");
    }

    private void each(List<String> names, String script) throws InterruptedException {
        for (int i = 0; i < names.size(); i += MANY) {
            to.inside(script, names.subList(i, Math.min(names.size(), i + MANY)));
        }
    }
}
