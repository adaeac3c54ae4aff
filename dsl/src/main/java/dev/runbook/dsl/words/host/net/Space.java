package dev.runbook.dsl.words.host.net;

import dev.runbook.dsl.words.shell.HostScript;
import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.StepScope;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Room on a host, in bytes: {@code free} and {@code size} of the file system, {@code used} by what is under the path; that is counted when it is asked for, since it may take long. */
public final class Space extends AbstractMap<String, Object> {
    private static final int KIB = 1024;

    private final StepScope scope;
    private final HostScript host;
    private final String path;
    private final long free;
    private final long size;
    private Object used;

    private Space(StepScope scope, HostScript host, String path, long free, long size) {
        this.scope = scope;
        this.host = host;
        this.path = path;
        this.free = free;
        this.size = size;
    }

    /** Asks {@code df}; inside an effect. */
    static Space of(StepScope scope, HostScript host, String path) throws InterruptedException {
        String table = host.text("LC_ALL=C df -Pk " + Quote.path(path));
        String[] lines = table.strip().split("\n");
        // The device may hold blanks; the numbers are counted from its percent sign.
        String[] before =
                lines[lines.length - 1].split("\\s+\\d+%\\s")[0].strip().split("\\s+");
        if (before.length < 4) {
            throw new EffectFailed("space: expected the table of df -Pk, found: " + table.strip());
        }
        return new Space(scope, host, path, kib(before[before.length - 1]), kib(before[before.length - 3]));
    }

    private static long kib(String number) {
        return Math.multiplyExact(Long.parseLong(number), KIB);
    }

    public long getFree() {
        return free;
    }

    public long getSize() {
        return size;
    }

    /** Bytes on the disk under the path, from {@code du -sk}; asked once. */
    public synchronized Object getUsed() {
        if (used == null) {
            used = scope.perform(Effect.reads(
                    "space",
                    host.host(),
                    "du -sk " + Quote.shown(path),
                    () -> kib(host.text("du -sk " + Quote.path(path)).split("\\s")[0])));
        }
        return used;
    }

    @Override
    public Object get(Object key) {
        return switch (String.valueOf(key)) {
            case "free" -> free;
            case "size" -> size;
            case "used" -> getUsed();
            default -> null;
        };
    }

    /** What is known so far: whoever only looks at the map (evidence, a checkpoint) does not have a whole tree counted. */
    @Override
    public synchronized Set<Entry<String, Object>> entrySet() {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("free", free);
        known.put("size", size);
        if (used != null) {
            known.put("used", used);
        }
        return known.entrySet();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
