package dev.runbook.dsl.words.host.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is left out, in the manner of {@code rsync}: a pattern without a slash means a name anywhere, one with a slash a path from the top; a folder that is left out takes
 * everything below it along. {@code *} does not cross a slash, {@code **} does.
 */
final class Excludes implements Predicate<Entry> {
    private final List<String> globs;
    private final List<Pattern> patterns;

    Excludes(List<String> globs) {
        this.globs = List.copyOf(globs);
        patterns = globs.stream().map(Excludes::compiled).toList();
    }

    /** Whether an entry is to be carried. */
    @Override
    public boolean test(Entry entry) {
        return patterns.stream()
                .noneMatch(each -> each.matcher(entry.folder() ? entry.path() + "/" : entry.path())
                        .find());
    }

    boolean isEmpty() {
        return globs.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(" ", globs);
    }

    private static Pattern compiled(String glob) {
        // Names are one character a byte here.
        String bytes = new String(glob.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        boolean folder = bytes.endsWith("/");
        String body = folder ? bytes.substring(0, bytes.length() - 1) : bytes;
        boolean rooted = body.contains("/");
        StringBuilder regex = new StringBuilder(rooted ? "\\A" : "(?:\\A|/)");
        body = body.startsWith("/") ? body.substring(1) : body;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '*' && i + 1 < body.length() && body.charAt(i + 1) == '*') {
                boolean whole = i + 2 < body.length() && body.charAt(i + 2) == '/';
                regex.append(whole ? "(?:.*/)?" : ".*");
                i += whole ? 2 : 1;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.append(folder ? "/" : "(?:/|\\z)").toString(), Pattern.DOTALL);
    }
}
