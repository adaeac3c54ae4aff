package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.plugins.aws.account.Calls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * One object to another place, by the store itself: no byte comes here. What came in parts goes in the same parts, so that its checksums can be compared; what is too large for one
 * request goes in parts too, and parts that an earlier attempt has copied of the same source are not copied again.
 */
final class ObjectCopy {
    private static final int PART_USUAL = 256;
    private static final int ABOVE_USUAL = 1024;
    private static final int MIB = PartSize.MIB;
    private static final String REMEMBERED = "aws.s3 copies";

    private final Bucket from;
    private final Bucket to;
    private final long part;
    private final long above;
    private final int streams;

    /**
     * @param part    bytes of a part, unless the source has parts of its own
     * @param above   from how many bytes on an object goes in parts
     * @param streams how many parts at a time
     */
    ObjectCopy(Bucket from, Bucket to, long part, long above, int streams) {
        this.from = from;
        this.to = to;
        this.part = part;
        this.above = above;
        this.streams = streams;
    }

    /** As the options of a word say. */
    static ObjectCopy of(Calls calls, Options given, S3Url from, S3Url to, int streams) {
        int part = given.number("part", PART_USUAL);
        int above = given.number("above", ABOVE_USUAL);
        if (part < PartSize.SMALLEST || (long) part * MIB > PartSize.LARGEST) {
            throw RunbookException.invalid(given.word() + " part: expected 5 to 5120 (MiB), found " + part);
        }
        if ((long) above * MIB > PartSize.LARGEST) {
            throw RunbookException.invalid(given.word() + " above: expected at most 5120 (MiB), found " + above);
        }
        Bucket source = new Bucket(calls, from.bucket());
        return new ObjectCopy(source, new Bucket(calls, to.bucket()), (long) part * MIB, (long) above * MIB, streams);
    }

    /** How much was copied, and how it was compared. */
    record Done(long bytes, long copied, String checked) {}

    Done copy(String source, String target) throws Exception {
        HeadObjectResponse object = from.head(source)
                .orElseThrow(() -> new EffectFailed(calls().word() + ": there is no object s3://" + from.name() + "/"
                        + source + ", or these credentials may not list the bucket"));
        long bytes = object.contentLength();
        Optional<PartSize> own = new Likeness(from, source).cut(object);
        boolean whole = own.isEmpty() && bytes <= above;
        long copied = bytes;
        if (whole) {
            whole(source, object, target);
        } else {
            PartSize size =
                    own.filter(each -> each.bytes() <= PartSize.LARGEST).orElseGet(() -> PartSize.ofBytes(bytes, part));
            copied = parts(source, object, target, size);
        }
        HeadObjectResponse copy = to.head(target).orElseThrow(() -> wrong(target, "is not there"));
        Likeness.Verdict verdict = new Twin(object, copy, own.isPresent()).verdict();
        if (verdict == Likeness.Verdict.DIFFERENT) {
            throw wrong(target, "differs from s3://" + from.name() + "/" + source);
        }
        return new Done(bytes, copied, verdict.shown());
    }

    private EffectFailed wrong(String target, String what) {
        return new EffectFailed(calls().word() + ": s3://" + to.name() + "/" + target + " " + what
                + " after it was copied. Remove it there, and repeat");
    }

    private void whole(String source, HeadObjectResponse object, String target) throws InterruptedException {
        calls().repeatable(
                        "s3:PutObject (CopyObject)",
                        () -> client().copyObject(ask -> ask.sourceBucket(from.name())
                                .sourceKey(source)
                                .copySourceIfMatch(object.eTag())
                                .destinationBucket(to.name())
                                .destinationKey(target)));
    }

    private long parts(String source, HeadObjectResponse object, String target, PartSize size) throws Exception {
        long bytes = object.contentLength();
        String id = known(target, object, size);
        Map<Integer, String> there = id == null ? Map.of() : copied(target, id);
        String upload = id == null ? begun(object, target, size) : id;
        List<Callable<Object>> work = new ArrayList<>();
        List<CompletedPart> parts = new ArrayList<>();
        long copied = 0;
        for (int i = 0; i < size.parts(bytes); i++) {
            int number = i;
            if (there.containsKey(i + 1)) {
                parts.add(part(i, there.get(i + 1)));
            } else {
                copied += size.length(i, bytes);
                work.add(() -> part(number, part(source, object, target, upload, size, number)));
            }
        }
        calls().scope().parallel(streams, work).forEach(each -> parts.add((CompletedPart) each));
        parts.sort(java.util.Comparator.comparing(CompletedPart::partNumber));
        complete(target, upload, parts);
        forget(target);
        return copied;
    }

    private static CompletedPart part(int number, String etag) {
        return CompletedPart.builder().partNumber(number + 1).eTag(etag).build();
    }

    private String part(
            String source, HeadObjectResponse object, String target, String upload, PartSize size, int number)
            throws InterruptedException {
        long begin = size.offset(number);
        long end = begin + size.length(number, object.contentLength()) - 1;
        return calls().repeatable(
                        "s3:PutObject (UploadPartCopy)",
                        () -> client().uploadPartCopy(ask -> ask.sourceBucket(from.name())
                                .sourceKey(source)
                                .copySourceIfMatch(object.eTag())
                                .copySourceRange("bytes=" + begin + "-" + end)
                                .destinationBucket(to.name())
                                .destinationKey(target)
                                .uploadId(upload)
                                .partNumber(number + 1)))
                .copyPartResult()
                .eTag();
    }

    private void complete(String target, String id, List<CompletedPart> parts) throws InterruptedException {
        calls().repeatable("s3:PutObject (CompleteMultipartUpload)", () -> {
            try {
                return client().completeMultipartUpload(ask ->
                        ask.bucket(to.name()).key(target).uploadId(id).multipartUpload(all -> all.parts(parts)));
            } catch (NoSuchUploadException done) {
                return null;
            }
        });
    }

    /** A copy in parts does not take along by itself what is said about the source. */
    private String begun(HeadObjectResponse object, String target, PartSize size) throws InterruptedException {
        String id = calls().repeatable(
                        "s3:PutObject (CreateMultipartUpload)",
                        () -> client().createMultipartUpload(ask -> ask.bucket(to.name())
                                .key(target)
                                .contentType(object.contentType())
                                .contentEncoding(object.contentEncoding())
                                .contentDisposition(object.contentDisposition())
                                .contentLanguage(object.contentLanguage())
                                .cacheControl(object.cacheControl())
                                .metadata(object.metadata())))
                .uploadId();
        synchronized (scope()) {
            Map<String, Object> all = remembered();
            all.put(url(target), List.of(id, mark(object, size)));
            scope().remember(REMEMBERED, all);
        }
        return id;
    }

    /** The copy that an earlier attempt of this step has begun of the very same object in the same parts, or null. */
    private String known(String target, HeadObjectResponse object, PartSize size) {
        synchronized (scope()) {
            return remembered().get(url(target)) instanceof List<?> known
                            && known.get(1).equals(mark(object, size))
                    ? String.valueOf(known.get(0))
                    : null;
        }
    }

    private void forget(String target) {
        synchronized (scope()) {
            Map<String, Object> all = remembered();
            all.remove(url(target));
            scope().remember(REMEMBERED, all);
        }
    }

    private Map<String, Object> remembered() {
        Map<String, Object> all = new LinkedHashMap<>();
        if (scope().remembered(REMEMBERED) instanceof Map<?, ?> known) {
            known.forEach((target, copy) -> all.put(String.valueOf(target), copy));
        }
        return all;
    }

    private static String mark(HeadObjectResponse object, PartSize size) {
        return object.eTag() + " " + object.contentLength() + " " + size.bytes();
    }

    private String url(String target) {
        return "s3://" + to.name() + "/" + target;
    }

    private Map<Integer, String> copied(String target, String id) throws InterruptedException {
        Map<Integer, String> parts = new LinkedHashMap<>();
        Uploads.parts(to, target, id).forEach((number, each) -> parts.put(number, each.eTag()));
        return parts;
    }

    private Calls calls() {
        return to.calls();
    }

    private StepScope scope() {
        return to.calls().scope();
    }

    private S3Client client() {
        return to.client();
    }
}
