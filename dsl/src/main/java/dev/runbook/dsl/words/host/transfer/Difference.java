package dev.runbook.dsl.words.host.transfer;

import dev.runbook.engine.model.EffectFailed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What must be done at the destination.
 *
 * @param send    files and links that are missing or differ
 * @param alike   files that are there with the same size, for those who look closer
 * @param folders folders to make, or to give other permissions, from the top down
 * @param surplus what the source does not have, from the bottom up
 * @param skipped how many sockets and devices are not carried
 */
record Difference(List<Entry> send, List<Entry> alike, List<Entry> folders, List<Entry> surplus, int skipped) {
    static Difference between(SortedMap<String, Entry> from, SortedMap<String, Entry> to) {
        Difference difference =
                new Difference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), (int)
                        from.values().stream().filter(each -> !each.carried()).count());
        List<String> clashes = new ArrayList<>();
        from.values().stream().filter(Entry::carried).forEach(each -> difference.compare(each, to, clashes));
        if (!clashes.isEmpty()) {
            throw new EffectFailed(
                    "Where the source has a file or link and the destination a folder, or the other way round, nothing is carried: "
                            + some(clashes) + ". Remove them at the destination first.");
        }
        to.values().stream().filter(each -> !from.containsKey(each.path())).forEach(difference.surplus::add);
        Collections.reverse(difference.surplus);
        return difference;
    }

    private void compare(Entry entry, Map<String, Entry> to, List<String> clashes) {
        Entry there = to.get(entry.path());
        if (there != null && there.folder() != entry.folder()) {
            clashes.add(entry.path());
        } else if (there == null || !entry.same(there)) {
            (entry.folder() ? folders : send).add(entry);
        } else if (entry.type() == 'f') {
            alike.add(entry);
        }
    }

    boolean nothing() {
        return send.isEmpty() && folders.isEmpty();
    }

    /** A name as people read it; here each of its bytes is a character. */
    static String readable(String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The first few names of many. */
    static String some(List<String> names) {
        List<String> shown =
                names.stream().limit(5).map(each -> "'" + readable(each) + "'").toList();
        return String.join(", ", shown)
                + (names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "");
    }
}
