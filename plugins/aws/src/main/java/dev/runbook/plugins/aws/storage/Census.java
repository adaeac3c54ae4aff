package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is under a prefix. */
record Census(Bucket bucket, S3Url url) {
    private static final int MOST_LISTED = 5_000;

    /** In constant memory, whatever there is. */
    Map<String, Object> count() throws InterruptedException {
        MessageDigest names = Sums.algorithm("SHA-256");
        long[] sum = new long[2];
        bucket.each(url.key(), object -> {
            sum[0]++;
            sum[1] += object.size();
            String line = object.key().substring(url.key().length()) + "\0" + object.size() + "\n";
            names.update(line.getBytes(StandardCharsets.UTF_8));
        });
        Map<String, Object> census = new LinkedHashMap<>();
        census.put("objects", sum[0]);
        census.put("bytes", sum[1]);
        census.put("hash", HexFormat.of().formatHex(names.digest()));
        return census;
    }

    List<Map<String, Object>> list() throws InterruptedException {
        List<Map<String, Object>> found = new ArrayList<>();
        bucket.each(url.key(), object -> {
            if (found.size() == MOST_LISTED) {
                throw new EffectFailed(
                        bucket.calls().word() + ": there are more than " + MOST_LISTED + " objects under " + url
                                + ": expected fewer, to be a result. Take a longer prefix, or census");
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", object.key());
            one.put("bytes", object.size());
            one.put("modified", object.lastModified());
            found.add(one);
        });
        return found;
    }
}
