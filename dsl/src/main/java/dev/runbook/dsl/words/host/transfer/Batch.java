package dev.runbook.dsl.words.host.transfer;

import java.util.ArrayList;
import java.util.List;

/** Files that travel in one stream: few enough for one command line, not so many that a lost connection costs much. */
record Batch(List<Entry> entries) {
    private static final int NAMES = 60_000;
    private static final long BYTES = 1L << 30;

    static List<Batch> of(List<Entry> all) {
        List<Batch> batches = new ArrayList<>();
        List<Entry> open = new ArrayList<>();
        long names = 0;
        long bytes = 0;
        for (Entry each : all) {
            long name = each.path().length() + 12L;
            if (!open.isEmpty() && (names + name > NAMES || bytes + each.size() > BYTES)) {
                batches.add(new Batch(open));
                open = new ArrayList<>();
                names = 0;
                bytes = 0;
            }
            open.add(each);
            names += name;
            bytes += each.size();
        }
        if (!open.isEmpty()) {
            batches.add(new Batch(open));
        }
        return batches;
    }

    List<String> names() {
        return entries.stream().map(Entry::path).toList();
    }

    List<String> files() {
        return entries.stream()
                .filter(each -> each.type() == 'f')
                .map(Entry::path)
                .toList();
    }

    long bytes() {
        return entries.stream()
                .filter(each -> each.type() == 'f')
                .mapToLong(Entry::size)
                .sum();
    }
}
