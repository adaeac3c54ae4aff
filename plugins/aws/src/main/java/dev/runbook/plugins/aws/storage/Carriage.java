package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What making one side like the other has in common, whatever the sides are. */
record Carriage(Calls calls, Options given, Choice choice) {
    static Carriage of(Calls calls, Options given) {
        return new Carriage(calls, given, Choice.of(given));
    }

    /** Carries one file; gives how many bytes had to travel. */
    interface Carry {
        long one(String path) throws Exception;
    }

    /** Removes one file. */
    interface Removal {
        void one(String path) throws Exception;
    }

    /** The objects that are meant, by the rest of their keys; markers of folders are none. */
    SortedMap<String, S3Object> objects(S3Url url) throws InterruptedException {
        SortedMap<String, S3Object> found = new TreeMap<>();
        new Bucket(calls, url.bucket()).each(url.key(), object -> {
            String path = object.key().substring(url.key().length());
            if (!path.isEmpty() && !(path.endsWith("/") && object.size() == 0)) {
                found.put(path, object);
            }
        });
        return choice.of(found);
    }

    /** How many bytes were carried. */
    long carry(Map<String, Long> sizes, Carry one) throws Exception {
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        AtomicLong done = new AtomicLong();
        AtomicLong carried = new AtomicLong();
        List<Callable<Object>> work = new ArrayList<>();
        sizes.forEach((path, bytes) -> work.add(() -> {
            carried.addAndGet(one.one(path));
            calls.scope().progress(done.addAndGet(bytes), total);
            return null;
        }));
        calls.scope().parallel(given.number("streams", S3Words.STREAMS_USUAL), work);
        return carried.get();
    }

    /**
     * What the word gives, after it has removed what the source does not have, where that is asked for.
     *
     * @param files  how many were carried
     * @param all    how many the source has
     * @param others what only the destination has
     */
    Map<String, Object> result(int files, long bytes, int all, Set<String> others, Removal removal) throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files);
        result.put("bytes", bytes);
        result.put("same", all - files);
        if (given.flag("delete", false)) {
            if (all == 0 && !others.isEmpty()) {
                throw new EffectFailed(given.word() + ": the source is empty, and delete: true would remove all "
                        + others.size() + " files of the destination: expected something at the source");
            }
            for (String path : others) {
                removal.one(path);
            }
            result.put("deleted", others.size());
        }
        return result;
    }
}
