package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** One object into one file, which appears when it is whole; what an earlier attempt has fetched is not fetched again. */
record Download(Bucket bucket, Disk to, int part) {
    private static final int MARK = 8;

    /** How much was fetched, and how it was checked. */
    record Done(long bytes, long fetched, String checked) {}

    Done get(String key, String path) throws Exception {
        HeadObjectResponse object = bucket.head(key)
                .orElseThrow(() -> new EffectFailed(bucket.calls().word() + ": there is no object s3://" + bucket.name()
                        + "/" + key + ", or these credentials may not list the bucket"));
        String partial = partial(path, Upload.unquoted(object.eTag()));
        Disk.FileFact kept = to.file(partial);
        long bytes = object.contentLength();
        long size = (long) part * PartSize.MIB;
        long begin = kept == null ? 0 : Math.min(kept.bytes(), bytes) / size * size;
        fetch(key, object, partial, begin);
        Likeness.Verdict verdict = new Likeness(bucket, key).like(to, partial, object);
        if (verdict == Likeness.Verdict.SIZE && begin > 0) {
            // Nobody can tell whether what an earlier attempt left here is right.
            begin = 0;
            fetch(key, object, partial, begin);
        }
        if (verdict == Likeness.Verdict.DIFFERENT) {
            to.delete(partial);
            throw new EffectFailed(bucket.calls().word() + ": what arrived of s3://" + bucket.name() + "/" + key
                    + " in " + to.label() + " differs from the object, and was removed: repeat the step");
        }
        to.finish(partial, path, object.lastModified().getEpochSecond());
        return new Done(bytes, bytes - begin, verdict.shown());
    }

    private void fetch(String key, HeadObjectResponse object, String partial, long begin) throws Exception {
        long bytes = object.contentLength();
        if (bytes == 0) {
            to.write(partial, 0, new byte[0]);
        }
        long size = (long) part * PartSize.MIB;
        for (long offset = begin; offset < bytes; offset += size) {
            to.write(partial, offset, bucket.read(key, object.eTag(), offset, Math.min(size, bytes - offset)));
        }
    }

    /** Its name says of which object it is: another one in its place begins anew. */
    private static String partial(String path, String etag) {
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + "." + path.substring(slash) + "."
                + etag.substring(0, Math.min(MARK, etag.length())).replace('/', '_') + ".part";
    }
}
