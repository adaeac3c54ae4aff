package dev.runbook.plugins.chat;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the members of an archive as they arrive: {@code NAME NUL SIZE NUL} and, for JSON files, their bytes (a size with a minus has none). */
final class HipchatArchive implements Listener {
    private static final Pattern HISTORY = Pattern.compile("(users|rooms)/[0-9]+/history\\.json");
    private static final Pattern LIST = Pattern.compile("(users|rooms|preferences|emoticons|autojoins)\\.json");
    /** What the importer goes by: how a name ends, wherever it stands. */
    private static final Pattern TAKEN =
            Pattern.compile(".*(history|users|rooms|emoticons|preferences|autojoins)\\.json", Pattern.DOTALL);

    private static final int SHOWN = 100;

    private final HipchatCounts counts = new HipchatCounts();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final List<String> poison = new ArrayList<>();
    private long poisonCount;
    private long members;
    private long bytes;
    private long attachments;
    private long avatars;
    private long emoticons;
    private String name;
    private HipchatJson content;
    private long left;

    @Override
    public void stdout(byte[] input, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (left > 0) {
                int part = (int) Math.min(left, end - at);
                if (content != null) {
                    content.feed(input, at, part);
                }
                left -= part;
                at += part;
                close();
            } else {
                at = head(input, at, end);
            }
        }
    }

    private int head(byte[] input, int from, int end) {
        for (int i = from; i < end; i++) {
            if (input[i] == 0) {
                head.write(input, from, i - from);
                part(head.toString(StandardCharsets.UTF_8));
                head.reset();
                return i + 1;
            }
        }
        head.write(input, from, end - from);
        return end;
    }

    private void part(String text) {
        if (name == null) {
            name = text.startsWith("./") ? text.substring(2) : text;
            return;
        }
        long size = Long.parseLong(text.replace("-", ""));
        member(name, size);
        if (!text.startsWith("-")) {
            left = size;
            content = HISTORY.matcher(name).matches() || LIST.matcher(name).matches() ? counts.json(name) : null;
        }
        if (left == 0) {
            close();
        }
    }

    private void close() {
        if (left > 0) {
            return;
        }
        if (content != null) {
            content.end();
        }
        content = null;
        name = null;
    }

    private void member(String member, long size) {
        members++;
        bytes += size;
        if (TAKEN.matcher(member.toLowerCase(Locale.ROOT)).matches()
                && !HISTORY.matcher(member).matches()
                && !LIST.matcher(member).matches()) {
            poisonCount++;
            if (poison.size() < SHOWN) {
                poison.add(member);
            }
        }
        attachments += member.startsWith("users/files/") || member.matches("(?s)rooms/[0-9]+/files/.*") ? 1 : 0;
        avatars += member.matches("(?s)users/[0-9]+/avatars/.*") ? 1 : 0;
        emoticons += member.startsWith("emoticons/") ? 1 : 0;
    }

    @Override
    public void stderr(byte[] input, int offset, int length) {
        // what the tools say is kept by whoever runs them
    }

    Map<String, Object> result() {
        if (members == 0) {
            throw new EffectFailed("the archive has no members");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("members", members);
        result.put("bytes", bytes);
        result.put("poison", poison);
        result.put("poisonCount", poisonCount);
        result.putAll(counts.result());
        result.put("attachments", attachments);
        result.put("emoticons", emoticons);
        result.put("avatars", avatars);
        return result;
    }
}
