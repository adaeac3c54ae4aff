package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Whether an object has the content that it should: by the SHA-256 that the store keeps, else by its ETag, which is an MD5 of what came in one piece and an MD5 of the
 * MD5s of what came in parts. An ETag of encrypted objects is neither; of those, size and the checksums on the way are all there is.
 */
record Likeness(Bucket bucket, String key) {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}(?:-(\\d+))?");

    /** Fails where the object differs; gives what told so: {@code sha256}, {@code md5} or {@code size}. */
    String require(long bytes, Sums.Whole expected) throws InterruptedException {
        HeadObjectResponse object = bucket.head(key).orElseThrow(() -> wrong("it is not there"));
        if (object.contentLength() != bytes) {
            throw wrong("expected " + bytes + " bytes, found " + object.contentLength());
        }
        String etag = Upload.unquoted(object.eTag());
        if (object.checksumSHA256() != null) {
            return same(expected, object) ? "sha256" : told("sha256", expected.sha256(), object.checksumSHA256());
        }
        return isMd5(object) ? told("md5", expected.etag(), etag) : "size";
    }

    private String told(String how, String expected, String found) {
        if (!expected.equals(found)) {
            throw wrong("expected the " + how + " " + expected + ", found " + found);
        }
        return how;
    }

    private EffectFailed wrong(String what) {
        return new EffectFailed(bucket.calls().word() + ": s3://" + bucket.name() + "/" + key
                + " is not what it should be: " + what + ". Remove it there, and repeat");
    }

    /** What is known of a file by comparing it with the object. */
    enum Verdict {
        SHA256,
        MD5,
        /** It has the size; nobody can tell more. */
        SIZE,
        DIFFERENT;

        String shown() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Verdict like(Disk disk, String path, HeadObjectResponse object) throws Exception {
        long bytes = object.contentLength();
        Disk.FileFact file = disk.file(path);
        if (file == null || file.bytes() != bytes) {
            return Verdict.DIFFERENT;
        }
        Matcher etag = MD5.matcher(Upload.unquoted(object.eTag()));
        boolean md5 = isMd5(object);
        String sha256 = object.checksumSHA256();
        if (!md5 && sha256 == null) {
            return Verdict.SIZE;
        }
        boolean parts = etag.matches() && etag.group(1) != null;
        if (!parts) {
            return told(object, md5, Sums.whole(List.of(disk.sums(path, 0, bytes))));
        }
        return ofParts(disk, path, object, md5, Integer.parseInt(etag.group(1)));
    }

    private Verdict ofParts(Disk disk, String path, HeadObjectResponse object, boolean md5, int parts)
            throws Exception {
        long bytes = object.contentLength();
        Optional<PartSize> said = said(bytes, parts);
        for (PartSize size : said.map(List::of).orElseGet(() -> guessed(bytes, parts))) {
            List<Sums> sums = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                sums.add(disk.sums(path, size.offset(i), size.length(i, bytes)));
            }
            Verdict verdict = told(object, md5, parts == 1 ? Sums.composed(sums.get(0)) : Sums.whole(sums));
            if (verdict != Verdict.DIFFERENT) {
                return verdict;
            }
        }
        return said.isPresent() ? Verdict.DIFFERENT : Verdict.SIZE;
    }

    private static Verdict told(HeadObjectResponse object, boolean md5, Sums.Whole found) {
        if (object.checksumSHA256() != null) {
            return same(found, object) ? Verdict.SHA256 : Verdict.DIFFERENT;
        }
        boolean same = md5 && found.etag().equals(Upload.unquoted(object.eTag()));
        return same ? Verdict.MD5 : Verdict.DIFFERENT;
    }

    /** How an object was cut that came in several parts, where that is known. */
    Optional<PartSize> cut(HeadObjectResponse object) throws InterruptedException {
        Matcher etag = MD5.matcher(Upload.unquoted(object.eTag()));
        boolean parts = etag.matches() && etag.group(1) != null;
        return parts && !etag.group(1).equals("1")
                ? said(object.contentLength(), Integer.parseInt(etag.group(1)))
                : Optional.empty();
    }

    /** How the object was cut, where the store says so and all parts but the last are of one size. */
    private Optional<PartSize> said(long bytes, int parts) throws InterruptedException {
        try {
            return bucket.head(key, 1)
                    .map(first -> new PartSize(first.contentLength()))
                    .filter(size -> size.bytes() > 0 && size.parts(bytes) == parts);
        } catch (EffectFailed refused) {
            return Optional.empty();
        }
    }

    /** For stores that do not say: the sizes that uploaders take. */
    private static List<PartSize> guessed(long bytes, int parts) {
        return Stream.of(5, 8, 10, 15, 16, 32, 50, 64, 100, 128, 256, 512)
                .map(mib -> new PartSize((long) mib * PartSize.MIB))
                .filter(size -> size.parts(bytes) == parts)
                .toList();
    }

    /** Some stores leave out how many parts there were. */
    private static boolean same(Sums.Whole expected, HeadObjectResponse object) {
        return expected.sha256().equals(object.checksumSHA256())
                || expected.sha256().startsWith(object.checksumSHA256() + "-");
    }

    static boolean isMd5(HeadObjectResponse object) {
        ServerSideEncryption encryption = object.serverSideEncryption();
        return MD5.matcher(Upload.unquoted(object.eTag())).matches()
                && object.sseCustomerAlgorithm() == null
                && (encryption == null || encryption == ServerSideEncryption.AES256);
    }
}
