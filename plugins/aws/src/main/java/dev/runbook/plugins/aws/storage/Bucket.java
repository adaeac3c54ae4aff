package dev.runbook.plugins.aws.storage;

import dev.runbook.plugins.aws.account.Calls;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one bucket. */
record Bucket(Calls calls, String name) {
    private static final int NOT_FOUND = 404;

    /** Whether what is left of a key can be the path of a file below a folder, and leads nowhere else. */
    static boolean fits(String path) {
        boolean odd = path.indexOf('\n') >= 0 || path.indexOf('\0') >= 0;
        for (String name : path.split("/", -1)) {
            odd |= name.isEmpty() || name.equals(".") || name.equals("..");
        }
        return !odd;
    }

    S3Client client() {
        return calls.clients().s3();
    }

    /** What is known of an object, or empty; a bucket that is not there is an error. */
    Optional<HeadObjectResponse> head(String key) throws InterruptedException {
        return head(key, null);
    }

    /** @param part the number of a part, whose size is then told; or null */
    Optional<HeadObjectResponse> head(String key, Integer part) throws InterruptedException {
        return calls.read("s3:GetObject (HEAD of s3://" + name + "/" + key + ")", () -> {
            try {
                return Optional.of(client().headObject(ask ->
                        ask.bucket(name).key(key).partNumber(part).checksumMode(ChecksumMode.ENABLED)));
            } catch (NoSuchKeyException none) {
                return Optional.<HeadObjectResponse>empty();
            } catch (S3Exception refused) {
                if (refused.statusCode() == NOT_FOUND) {
                    return Optional.<HeadObjectResponse>empty();
                }
                throw refused;
            }
        });
    }

    /** Each object whose key begins so, in the order of their keys. */
    void each(String prefix, Consumer<S3Object> consumer) throws InterruptedException {
        String next = null;
        do {
            String token = next;
            ListObjectsV2Response page = calls.read(
                    "s3:ListBucket",
                    () -> client().listObjectsV2(
                                    ask -> ask.bucket(name).prefix(prefix).continuationToken(token)));
            page.contents().forEach(consumer);
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
    }

    /** A small object in one piece; the store refuses it where the checksums do not fit. */
    void put(String key, byte[] bytes, Sums sums) throws InterruptedException {
        calls.repeatable(
                "s3:PutObject",
                () -> client().putObject(
                                ask -> ask.bucket(name)
                                        .key(key)
                                        .contentMD5(sums.md5Text())
                                        .checksumSHA256(sums.sha256Text()),
                                RequestBody.fromBytes(bytes)));
    }

    /** @param etag of the object that is meant: another one in its place is an error */
    byte[] read(String key, String etag, long offset, long length) throws InterruptedException {
        if (length == 0) {
            return new byte[0];
        }
        return calls.read("s3:GetObject", () -> {
            byte[] bytes = client().getObjectAsBytes(ask -> ask.bucket(name)
                            .key(key)
                            .ifMatch(etag)
                            .range("bytes=" + offset + "-" + (offset + length - 1)))
                    .asByteArray();
            if (bytes.length != length) {
                // The HTTP client takes a connection that ends too early for the end of the answer.
                IOException cut = new IOException("expected " + length + " bytes of s3://" + name + "/" + key
                        + " from byte " + offset + " on, found " + bytes.length);
                throw SdkClientException.create(cut.getMessage(), cut);
            }
            return bytes;
        });
    }

    void delete(String key) throws InterruptedException {
        calls.repeatable(
                "s3:DeleteObject",
                () -> client().deleteObject(ask -> ask.bucket(name).key(key)));
    }
}
