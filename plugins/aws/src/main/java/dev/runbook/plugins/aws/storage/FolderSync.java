package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Makes one side like the other, carrying only what differs. */
final class FolderSync {
    private final Calls calls;
    private final Options given;
    private final Disk disk;
    private final S3Url url;
    private final Bucket bucket;
    private final int part;

    FolderSync(Calls calls, Options given, Disk disk, S3Url url) {
        this.calls = calls;
        this.given = given;
        this.disk = disk;
        this.url = url;
        this.bucket = new Bucket(calls, url.bucket());
        this.part = Math.max(PartSize.SMALLEST, given.number("part", PartSize.USUAL));
    }

    private interface Carry {
        void one(String path) throws Exception;
    }

    Map<String, Object> up() throws Exception {
        SortedMap<String, Disk.FileFact> files = disk.files();
        SortedMap<String, S3Object> objects = objects();
        List<String> differing = new ArrayList<>();
        for (Map.Entry<String, Disk.FileFact> each : files.entrySet()) {
            S3Object there = objects.get(each.getKey());
            if (there == null
                    || there.size() != each.getValue().bytes()
                    || there.lastModified().getEpochSecond() < each.getValue().modified()
                    || differs(each.getKey())) {
                differing.add(each.getKey());
            }
        }
        AtomicLong bytes = new AtomicLong();
        Upload upload = new Upload(bucket, disk, part, 1);
        Map<String, Long> sizes = new TreeMap<>();
        differing.forEach(path -> sizes.put(path, files.get(path).bytes()));
        carry(
                sizes,
                path -> bytes.addAndGet(
                        upload.put(path, files.get(path), url.at(path).key()).sent()));
        Map<String, Object> result = result(differing.size(), bytes.get(), files.size() - differing.size());
        if (given.flag("delete", false)) {
            objects.keySet().removeAll(files.keySet());
            deleted(files.isEmpty(), result, objects.size());
            for (String path : objects.keySet()) {
                bucket.delete(url.at(path).key());
            }
        }
        return result;
    }

    Map<String, Object> down() throws Exception {
        SortedMap<String, S3Object> objects = objects();
        if (objects.isEmpty()) {
            throw new EffectFailed(given.word() + ": there is nothing at " + url);
        }
        disk.make();
        SortedMap<String, Disk.FileFact> files = disk.files();
        Map<String, Long> sizes = new TreeMap<>();
        for (Map.Entry<String, S3Object> each : objects.entrySet()) {
            Disk.FileFact there = files.get(each.getKey());
            if (there == null
                    || there.bytes() != each.getValue().size()
                    || there.modified() < each.getValue().lastModified().getEpochSecond()
                    || differs(each.getKey())) {
                sizes.put(each.getKey(), each.getValue().size());
            }
        }
        AtomicLong bytes = new AtomicLong();
        Download download = new Download(bucket, disk, part);
        carry(
                sizes,
                path -> bytes.addAndGet(download.get(url.at(path).key(), path).fetched()));
        Map<String, Object> result = result(sizes.size(), bytes.get(), objects.size() - sizes.size());
        if (given.flag("delete", false)) {
            files.keySet().removeAll(objects.keySet());
            deleted(objects.isEmpty(), result, files.size());
            for (String path : files.keySet()) {
                disk.delete(path);
            }
        }
        return result;
    }

    /** The objects under the prefix by the rest of their keys; markers of folders are none. */
    private SortedMap<String, S3Object> objects() throws InterruptedException {
        SortedMap<String, S3Object> found = new TreeMap<>();
        bucket.each(url.key(), object -> {
            String path = object.key().substring(url.key().length());
            if (!path.isEmpty() && !(path.endsWith("/") && object.size() == 0)) {
                found.put(path, object);
            }
        });
        for (String path : found.keySet()) {
            if (!Bucket.fits(path)) {
                throw new EffectFailed(
                        given.word() + ": the key '" + url.at(path).key()
                                + "' cannot be the path of a file: rename or remove that object, or take a narrower prefix");
            }
        }
        return found;
    }

    /** Of the same size and not older: only asked where {@code checksums: true}. */
    private boolean differs(String path) throws Exception {
        if (!given.flag("checksums", false)) {
            return false;
        }
        String key = url.at(path).key();
        HeadObjectResponse object = bucket.head(key).orElse(null);
        if (object == null) {
            return true;
        }
        Likeness.Verdict verdict = new Likeness(bucket, key).like(disk, path, object);
        return verdict != Likeness.Verdict.SHA256 && verdict != Likeness.Verdict.MD5;
    }

    private void carry(Map<String, Long> sizes, Carry one) throws Exception {
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        AtomicLong done = new AtomicLong();
        List<Callable<Object>> work = new ArrayList<>();
        sizes.forEach((path, bytes) -> work.add(() -> {
            one.one(path);
            calls.scope().progress(done.addAndGet(bytes), total);
            return null;
        }));
        calls.scope().parallel(given.number("streams", S3Words.STREAMS_USUAL), work);
    }

    private static Map<String, Object> result(int files, long bytes, int same) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files);
        result.put("bytes", bytes);
        result.put("same", same);
        return result;
    }

    private void deleted(boolean empty, Map<String, Object> result, int number) {
        if (empty && number > 0) {
            throw new EffectFailed(given.word() + ": the source is empty, and delete: true would remove all " + number
                    + " files of the destination: expected something at the source");
        }
        result.put("deleted", number);
    }
}
