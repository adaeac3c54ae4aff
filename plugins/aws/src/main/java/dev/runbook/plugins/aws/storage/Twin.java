package dev.runbook.plugins.aws.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Two objects, which may be the same. Checksums of objects that came in parts tell how they were cut too, so only those of one form can be compared.
 *
 * @param cutAlike whether both are known to be cut into the same parts, so that other checksums mean another content
 */
record Twin(HeadObjectResponse source, HeadObjectResponse copy, boolean cutAlike) {
    private static final Pattern PARTS = Pattern.compile("-\\d+\\z");

    Likeness.Verdict verdict() {
        if (!source.contentLength().equals(copy.contentLength())) {
            return Likeness.Verdict.DIFFERENT;
        }
        Likeness.Verdict sha256 = compared(source.checksumSHA256(), copy.checksumSHA256(), Likeness.Verdict.SHA256);
        if (sha256 != Likeness.Verdict.SIZE || !Likeness.isMd5(source) || !Likeness.isMd5(copy)) {
            return sha256;
        }
        return compared(Upload.unquoted(source.eTag()), Upload.unquoted(copy.eTag()), Likeness.Verdict.MD5);
    }

    private Likeness.Verdict compared(String one, String other, Likeness.Verdict same) {
        if (one == null || other == null) {
            return Likeness.Verdict.SIZE;
        }
        if (one.equals(other)) {
            return same;
        }
        boolean comparable =
                parts(one).equals(parts(other)) && (cutAlike || parts(one).isEmpty());
        return comparable ? Likeness.Verdict.DIFFERENT : Likeness.Verdict.SIZE;
    }

    /** How many parts it was put together of, where that stands behind it. */
    private static String parts(String checksum) {
        Matcher parts = PARTS.matcher(checksum);
        return parts.find() ? parts.group() : "";
    }
}
