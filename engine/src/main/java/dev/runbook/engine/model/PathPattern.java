package dev.runbook.engine.model;

import java.util.regex.Pattern;

/**
 * Paths in the manner of {@code rsync}: a pattern without a slash means a name anywhere, one with a slash a path from the top; a folder takes everything below it along.
 * {@code *} does not cross a slash, {@code **} does.
 */
public final class PathPattern {
    private final Pattern regex;

    public PathPattern(String glob) {
        boolean folder = glob.endsWith("/");
        String body = folder ? glob.substring(0, glob.length() - 1) : glob;
        boolean rooted = body.contains("/");
        String path = body.startsWith("/") ? body.substring(1) : body;
        regex = Pattern.compile(
                (rooted ? "\\A" : "(?:\\A|/)") + translated(path) + (folder ? "/" : "(?:/|\\z)"), Pattern.DOTALL);
    }

    /** Whether it means this path, or a folder above it; the path of a folder ends with a slash. */
    public boolean means(String path) {
        return regex.matcher(path).find();
    }

    private static String translated(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                boolean whole = i + 2 < glob.length() && glob.charAt(i + 2) == '/';
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
        return regex.toString();
    }
}
