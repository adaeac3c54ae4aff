package dev.runbook.dsl.words.host.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How two manifests differ, a text for each file.
 *
 * @param attributes whether owners, permissions and times count too
 */
record Unlike(Manifest from, Manifest to, boolean attributes) {
    private static final int MOST = 1000;

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        int more = 0;
        TreeSet<String> paths = new TreeSet<>(from.lines().keySet());
        paths.addAll(to.lines().keySet());
        for (String path : paths) {
            String text = text(path, from.lines().get(path), to.lines().get(path));
            if (text != null && texts.size() < MOST) {
                texts.add(text);
            } else if (text != null) {
                more++;
            }
        }
        if (more > 0) {
            texts.add("… and " + more + " more");
        }
        return texts;
    }

    private String text(String path, Entry here, Entry there) {
        String name = Difference.readable(path);
        if (there == null) {
            return "missing: " + name + (here.type() == 'f' ? " (" + here.size() + " bytes)" : "");
        }
        if (here == null) {
            return "unexpected: " + name + (there.type() == 'f' ? " (" + there.size() + " bytes)" : "");
        }
        String why = content(path, here, there);
        why = why == null && attributes ? attributes(here, there) : why;
        return why == null ? null : "differs: " + name + ": " + why;
    }

    private String content(String path, Entry here, Entry there) {
        if (here.type() != there.type()) {
            return "expected " + kind(here) + ", found " + kind(there);
        }
        if (here.type() == 'l') {
            return here.link().equals(there.link())
                    ? null
                    : "expected a link to " + Difference.readable(here.link()) + ", found one to "
                            + Difference.readable(there.link());
        }
        if (here.type() != 'f') {
            return null;
        }
        if (here.size() != there.size()) {
            return "expected " + here.size() + " bytes, found " + there.size();
        }
        String sum = from.sums().get(path);
        return sum.equals(to.sums().get(path))
                ? null
                : "expected SHA-256 " + sum + ", found " + to.sums().get(path);
    }

    private static String attributes(Entry here, Entry there) {
        if (!here.owner().equals(there.owner())) {
            return "expected owner " + here.owner() + ", found " + there.owner();
        }
        if (here.type() != 'l' && !here.mode().equals(there.mode())) {
            return "expected permissions " + here.mode() + ", found " + there.mode();
        }
        return here.type() != 'f' || here.seconds() == there.seconds()
                ? null
                : "expected time " + java.time.Instant.ofEpochSecond(here.seconds()) + ", found "
                        + java.time.Instant.ofEpochSecond(there.seconds());
    }

    private static String kind(Entry entry) {
        return switch (entry.type()) {
            case 'f' -> "a file";
            case 'd' -> "a folder";
            case 'l' -> "a link";
            default -> "something else (" + entry.type() + ")";
        };
    }
}
