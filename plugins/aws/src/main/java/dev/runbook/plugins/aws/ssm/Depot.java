package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Hash;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Timekeeper;
import dev.runbook.plugins.aws.account.Clients;
import dev.runbook.plugins.aws.account.Settings;
import dev.runbook.plugins.aws.account.Tries;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket through which more goes than through Run Command: only what is sealed, and only as long as the command needs it. */
final class Depot {
    /** For so long the host may use an address. */
    private static final Duration VALID = Duration.ofHours(1);

    private static final int PART = 8 << 20;

    private final String place;
    private final String bucket;
    private final String prefix;
    private final Settings settings;
    private final Timekeeper time;
    private Clients clients;
    private S3Presigner presigner;

    private Depot(String place, String bucket, String prefix, Settings settings, Timekeeper time) {
        this.place = place;
        this.bucket = bucket;
        this.prefix = prefix;
        this.settings = settings;
        this.time = time;
    }

    static Depot of(TargetSpec host, Settings settings, Timekeeper time) {
        String[] parts =
                host.text("bucket").orElse("").replaceFirst("^s3://", "").split("/", 2);
        String prefix = parts.length > 1 && !parts[1].isEmpty() ? parts[1].replaceFirst("/*$", "/") : "runbook/";
        return new Depot(host.label() + ", bucket '" + parts[0] + "'", parts[0], prefix, settings, time);
    }

    boolean isThere() {
        return !bucket.isEmpty();
    }

    /** Where the host fetches an object, without credentials of its own. */
    String addressToFetch(String name) {
        return presigner()
                .presignGetObject(ask -> ask.signatureDuration(VALID)
                        .getObjectRequest(get -> get.bucket(bucket).key(prefix + name)))
                .url()
                .toString();
    }

    String addressToPut(String name) {
        return presigner()
                .presignPutObject(ask -> ask.signatureDuration(VALID)
                        .putObjectRequest(put -> put.bucket(bucket).key(prefix + name)))
                .url()
                .toString();
    }

    InputStream fetch(String name) throws InterruptedException {
        return called(
                        "s3:GetObject",
                        () -> clients()
                                .s3()
                                .getObjectAsBytes(ask -> ask.bucket(bucket).key(prefix + name)))
                .asInputStream();
    }

    void delete(String name) {
        try {
            clients().s3().deleteObject(ask -> ask.bucket(bucket).key(prefix + name));
        } catch (SdkException left) {
            // It is sealed, and worth nothing; the bucket's own rules remove it some day.
        }
    }

    Upload upload(String name) {
        return new Upload(name);
    }

    private <T> T called(String action, Supplier<T> call) throws InterruptedException {
        return new Tries(time, line -> {})
                .of(
                        action,
                        call,
                        failure -> failure.passing(true, true),
                        failure -> new EffectFailed(
                                place + ": " + action + " " + failure.said()
                                        + ". The command was not run, or its output is still there.",
                                failure.cause()));
    }

    private synchronized Clients clients() {
        if (clients == null) {
            clients = new Clients(settings);
        }
        return clients;
    }

    private synchronized S3Presigner presigner() {
        if (presigner == null) {
            presigner = clients().presigner();
        }
        return presigner;
    }

    synchronized void close() {
        if (presigner != null) {
            presigner.close();
        }
        if (clients != null) {
            clients.close();
        }
    }

    /** One object on its way there, in parts as they come. */
    final class Upload {
        private final String key;
        private final MessageDigest sum = Hash.digest();
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private final List<CompletedPart> parts = new ArrayList<>();
        private String id;

        private Upload(String name) {
            this.key = prefix + name;
        }

        void write(byte[] bytes, int offset, int length) throws InterruptedException {
            sum.update(bytes, offset, length);
            held.write(bytes, offset, length);
            if (held.size() >= PART) {
                part();
            }
        }

        private void part() throws InterruptedException {
            if (id == null) {
                id = called(
                                "s3:PutObject (CreateMultipartUpload)",
                                () -> clients()
                                        .s3()
                                        .createMultipartUpload(
                                                ask -> ask.bucket(bucket).key(key)))
                        .uploadId();
            }
            int number = parts.size() + 1;
            RequestBody body = RequestBody.fromBytes(held.toByteArray());
            String etag = called(
                            "s3:PutObject (UploadPart)",
                            () -> clients()
                                    .s3()
                                    .uploadPart(
                                            ask -> ask.bucket(bucket)
                                                    .key(key)
                                                    .uploadId(id)
                                                    .partNumber(number),
                                            body))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
            held.reset();
        }

        /** Everything is there; gives its SHA-256, in hexadecimal. */
        String done() throws InterruptedException {
            if (id == null) {
                RequestBody body = RequestBody.fromBytes(held.toByteArray());
                called(
                        "s3:PutObject",
                        () -> clients().s3().putObject(ask -> ask.bucket(bucket).key(key), body));
            } else {
                if (held.size() > 0) {
                    part();
                }
                called(
                        "s3:PutObject (CompleteMultipartUpload)",
                        () -> clients()
                                .s3()
                                .completeMultipartUpload(ask -> ask.bucket(bucket)
                                        .key(key)
                                        .uploadId(id)
                                        .multipartUpload(all -> all.parts(parts))));
                id = null;
            }
            return HexFormat.of().formatHex(sum.digest());
        }

        /** It was fetched, or nobody will. */
        void discard() {
            if (id == null) {
                delete(key.substring(prefix.length()));
                return;
            }
            try {
                clients()
                        .s3()
                        .abortMultipartUpload(ask -> ask.bucket(bucket).key(key).uploadId(id));
            } catch (SdkException left) {
                // As with an object.
            }
        }
    }
}
