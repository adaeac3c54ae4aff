package dev.runbook.dsl.words.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step remembers of a job, on the disk: enough to find it again, and to go on reading where an earlier engine stopped.
 *
 * @param host       the host that it runs on
 * @param as         the user that it runs as, or null
 * @param round      how often the step has begun it anew, from 1; each has a folder of its own
 * @param folder     where it is on the host; null before that is known
 * @param offset     the byte of its output up to which it was judged
 * @param milestones those that have begun
 * @param succeeded  whether the line was seen that must appear
 * @param failedBy   the line that must not appear, masked, or null
 * @param end        how it ended: a status, or a word; null while it runs as far as anybody knows
 */
public record JobMemory(
        String host,
        String as,
        int round,
        String folder,
        long offset,
        List<String> milestones,
        boolean succeeded,
        String failedBy,
        String end) {
    /** What the names begin with under which steps remember jobs. */
    public static final String PREFIX = "job ";

    static final String END = "end";

    /** What was remembered under a name of a job; null where nothing was. */
    public static JobMemory of(Object remembered) {
        if (!(remembered instanceof Map<?, ?> map)) {
            return null;
        }
        List<String> milestones = map.get("milestones") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new JobMemory(
                text(map, "host"),
                text(map, "as"),
                (int) Math.max(1, number(map, "round")),
                text(map, "folder"),
                number(map, "offset"),
                milestones,
                Boolean.TRUE.equals(map.get("succeeded")),
                text(map, "failedBy"),
                text(map, END));
    }

    /** Nothing is known yet of this one. */
    static JobMemory begun(String host, String as, int round) {
        return new JobMemory(host, as, round, null, 0, List.of(), false, null, null);
    }

    /** As data for the journal. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("host", host);
        data.put("as", as);
        data.put("round", round);
        data.put("folder", folder);
        data.put("offset", offset);
        data.put("milestones", milestones);
        data.put("succeeded", succeeded);
        data.put("failedBy", failedBy);
        data.put(END, end);
        return data;
    }

    JobMemory at(String where) {
        return new JobMemory(host, as, round, where, offset, milestones, succeeded, failedBy, end);
    }

    JobMemory judged(long upTo, List<String> begun, boolean success, String failure) {
        return new JobMemory(host, as, round, folder, upTo, begun, success, failure, end);
    }

    /** The same, ended by an operator. */
    public JobMemory killed() {
        return ended("killed");
    }

    JobMemory ended(String how) {
        return new JobMemory(host, as, round, folder, offset, milestones, succeeded, failedBy, how);
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) == null ? null : String.valueOf(map.get(key));
    }

    private static long number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
