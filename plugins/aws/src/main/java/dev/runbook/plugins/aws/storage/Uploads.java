package dev.runbook.plugins.aws.storage;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/** What is known of uploads in parts that were begun and not ended. */
final class Uploads {
    private Uploads() {}

    /** The parts that are there, by their numbers. */
    static Map<Integer, Part> parts(Bucket bucket, String key, String id) throws InterruptedException {
        Map<Integer, Part> parts = new HashMap<>();
        Integer next = null;
        do {
            Integer marker = next;
            ListPartsResponse page = bucket.calls()
                    .read(
                            "s3:ListMultipartUploadParts",
                            () -> bucket.client()
                                    .listParts(ask -> ask.bucket(bucket.name())
                                            .key(key)
                                            .uploadId(id)
                                            .partNumberMarker(marker)));
            page.parts().forEach(each -> parts.put(each.partNumber(), each));
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextPartNumberMarker() : null;
        } while (next != null);
        return parts;
    }
}
