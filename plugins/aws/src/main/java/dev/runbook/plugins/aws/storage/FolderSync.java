package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Options;
import dev.runbook.plugins.aws.account.Calls;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Makes one side like the other, carrying only what differs. */
final class FolderSync {
    private final Carriage carriage;
    private final Options given;
    private final Disk disk;
    private final S3Url url;
    private final Bucket bucket;
    private final int part;

    FolderSync(Calls calls, Options given, Disk disk, S3Url url) {
        this.carriage = Carriage.of(calls, given);
        this.given = given;
        this.disk = disk;
        this.url = url;
        this.bucket = new Bucket(calls, url.bucket());
        this.part = Math.max(PartSize.SMALLEST, given.number("part", PartSize.USUAL));
    }

    Map<String, Object> up() throws Exception {
        SortedMap<String, Disk.FileFact> files = carriage.choice().of(disk.files());
        SortedMap<String, S3Object> objects = objects();
        Map<String, Long> differing = new TreeMap<>();
        for (Map.Entry<String, Disk.FileFact> each : files.entrySet()) {
            Disk.FileFact there = fact(objects.get(each.getKey()));
            if (!fresh(each.getKey(), each.getValue(), there)) {
                differing.put(each.getKey(), each.getValue().bytes());
            }
        }
        Upload upload = new Upload(bucket, disk, part, 1);
        long bytes = carriage.carry(
                differing,
                path -> upload.put(path, files.get(path), url.at(path).key()).sent());
        objects.keySet().removeAll(files.keySet());
        return carriage.result(
                differing.size(),
                bytes,
                files.size(),
                objects.keySet(),
                path -> bucket.delete(url.at(path).key()));
    }

    Map<String, Object> down() throws Exception {
        SortedMap<String, S3Object> objects = objects();
        if (objects.isEmpty()) {
            throw new EffectFailed(given.word() + ": there is nothing at " + url);
        }
        disk.make();
        SortedMap<String, Disk.FileFact> files = carriage.choice().of(disk.files());
        Map<String, Long> differing = new TreeMap<>();
        for (Map.Entry<String, S3Object> each : objects.entrySet()) {
            if (!fresh(each.getKey(), fact(each.getValue()), files.get(each.getKey()))) {
                differing.put(each.getKey(), each.getValue().size());
            }
        }
        Download download = new Download(bucket, disk, part);
        long bytes = carriage.carry(
                differing, path -> download.get(url.at(path).key(), path).fetched());
        files.keySet().removeAll(objects.keySet());
        return carriage.result(differing.size(), bytes, objects.size(), files.keySet(), disk::delete);
    }

    private static Disk.FileFact fact(S3Object object) {
        return object == null
                ? null
                : new Disk.FileFact(object.size(), object.lastModified().getEpochSecond());
    }

    /** Whether what is there need not be carried again: of the same size and not older, and where it is asked for also of the same content. */
    private boolean fresh(String path, Disk.FileFact from, Disk.FileFact there) throws Exception {
        return there != null && there.bytes() == from.bytes() && there.modified() >= from.modified() && !differs(path);
    }

    /** An object that can be no file is an error. */
    private SortedMap<String, S3Object> objects() throws InterruptedException {
        SortedMap<String, S3Object> found = carriage.objects(url);
        for (String path : found.keySet()) {
            if (!Bucket.fits(path)) {
                throw new EffectFailed(
                        given.word() + ": the key '" + url.at(path).key()
                                + "' cannot be the path of a file: rename or remove that object, or take a narrower prefix");
            }
        }
        return found;
    }

    /** Only asked where {@code checksums: true}. */
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
}
