package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.plugins.aws.account.Calls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** One file into one object, in parts where it is large; parts that an earlier attempt has sent are not sent again. */
final class Upload {
    private final Bucket bucket;
    private final Disk from;
    private final int part;
    private final int streams;

    /**
     * @param part    the size of a part in MiB; what is not larger goes in one piece
     * @param streams how many parts at a time
     */
    Upload(Bucket bucket, Disk from, int part, int streams) {
        this.bucket = bucket;
        this.from = from;
        this.part = part;
        this.streams = streams;
    }

    /** How much was sent, and how it was checked. */
    record Done(long bytes, long sent, String checked) {}

    Done put(String path, Disk.FileFact fact, String key) throws Exception {
        PartSize size = PartSize.of(fact.bytes(), part);
        List<Sums> sums = new ArrayList<>();
        long sent = fact.bytes();
        if (size.parts(fact.bytes()) == 1) {
            byte[] bytes = from.read(path, 0, (int) fact.bytes());
            sums.add(Sums.of(bytes));
            bucket.put(key, bytes, sums.get(0));
        } else {
            sent = parts(path, fact, key, size, sums);
        }
        unchanged(path, fact);
        String checked = new Likeness(bucket, key).require(fact.bytes(), Sums.whole(sums));
        return new Done(fact.bytes(), sent, checked);
    }

    private void unchanged(String path, Disk.FileFact fact) throws Exception {
        Disk.FileFact now = from.file(path);
        if (!fact.equals(now)) {
            throw new EffectFailed(
                    calls().word() + ": " + from.label() + ": '" + path + "' changed while it was read; what is in "
                            + bucket.name() + " may be mixed. Stop who writes it, and repeat");
        }
    }

    private long parts(String path, Disk.FileFact fact, String key, PartSize size, List<Sums> sums) throws Exception {
        Begun upload = begun(key);
        Map<Integer, Part> there = upload.again() ? Uploads.parts(bucket, key, upload.id()) : Map.of();
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < size.parts(fact.bytes()); i++) {
            int number = i;
            work.add(() -> part(path, fact, key, upload, size, number, there.get(number + 1)));
        }
        List<CompletedPart> completed = new ArrayList<>();
        long sent = 0;
        for (Object each : calls().scope().parallel(streams, work)) {
            SentPart one = (SentPart) each;
            completed.add(one.completed());
            sums.add(one.sums());
            sent += one.sent();
        }
        complete(key, upload.id(), completed);
        return sent;
    }

    private record SentPart(CompletedPart completed, Sums sums, long sent) {}

    private SentPart part(
            String path, Disk.FileFact fact, String key, Begun upload, PartSize size, int number, Part there)
            throws Exception {
        long length = size.length(number, fact.bytes());
        if (there != null && there.size() == length) {
            Sums sums = from.sums(path, size.offset(number), length);
            boolean same = upload.sha256()
                    ? sums.sha256Text().equals(there.checksumSHA256())
                    : unquoted(there.eTag()).equals(sums.md5Hex());
            if (same) {
                return new SentPart(completed(number, there.eTag(), there.checksumSHA256()), sums, 0);
            }
        }
        byte[] bytes = from.read(path, size.offset(number), (int) length);
        Sums sums = Sums.of(bytes);
        var answer = calls().repeatable(
                        "s3:PutObject (UploadPart)",
                        () -> client().uploadPart(
                                        ask -> ask.bucket(bucket.name())
                                                .key(key)
                                                .uploadId(upload.id())
                                                .partNumber(number + 1)
                                                .contentMD5(sums.md5Text())
                                                .checksumSHA256(upload.sha256() ? sums.sha256Text() : null),
                                        RequestBody.fromBytes(bytes)));
        return new SentPart(completed(number, answer.eTag(), answer.checksumSHA256()), sums, length);
    }

    private static CompletedPart completed(int number, String etag, String sha256) {
        return CompletedPart.builder()
                .partNumber(number + 1)
                .eTag(etag)
                .checksumSHA256(sha256)
                .build();
    }

    /** Completing twice is refused as unknown; whether it is there, and whole, is looked at in any case. */
    private void complete(String key, String id, List<CompletedPart> parts) throws InterruptedException {
        calls().repeatable("s3:PutObject (CompleteMultipartUpload)", () -> {
            try {
                return client().completeMultipartUpload(ask ->
                        ask.bucket(bucket.name()).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
            } catch (software.amazon.awssdk.services.s3.model.NoSuchUploadException done) {
                return null;
            }
        });
    }

    /**
     * An upload in parts.
     *
     * @param again  whether an earlier attempt has begun it
     * @param sha256 whether its parts carry one
     */
    private record Begun(String id, boolean again, boolean sha256) {}

    private Begun begun(String key) throws InterruptedException {
        MultipartUpload known = unfinished(key);
        if (known != null) {
            return new Begun(known.uploadId(), true, known.checksumAlgorithm() == ChecksumAlgorithm.SHA256);
        }
        String id = calls().repeatable(
                        "s3:PutObject (CreateMultipartUpload)",
                        () -> client().createMultipartUpload(ask ->
                                ask.bucket(bucket.name()).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256)))
                .uploadId();
        return new Begun(id, false, true);
    }

    /** The newest upload of this key that was begun and not ended, or null; one with checksums of another kind is not ours. */
    private MultipartUpload unfinished(String key) throws InterruptedException {
        List<MultipartUpload> all;
        try {
            all = calls().read(
                            "s3:ListBucketMultipartUploads",
                            () -> client().listMultipartUploads(
                                            ask -> ask.bucket(bucket.name()).prefix(key)))
                    .uploads();
        } catch (EffectFailed refused) {
            calls().scope()
                    .output(calls().word()
                            + ": what an earlier attempt has sent cannot be looked up, so everything is sent: "
                            + refused.getMessage());
            return null;
        }
        Optional<MultipartUpload> newest = all.stream()
                .filter(each -> each.key().equals(key))
                .filter(each ->
                        each.checksumAlgorithm() == null || each.checksumAlgorithm() == ChecksumAlgorithm.SHA256)
                .max(Comparator.comparing(
                        MultipartUpload::initiated, Comparator.nullsFirst(Comparator.naturalOrder())));
        return newest.orElse(null);
    }

    static String unquoted(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    private Calls calls() {
        return bucket.calls();
    }

    private S3Client client() {
        return bucket.client();
    }
}
