package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something is in S3.
 *
 * @param key of an object, or the beginning of keys; empty for a whole bucket
 */
record S3Url(String bucket, String key) {
    private static final Pattern FORM = Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]*)(?:/(.*))?", Pattern.DOTALL);

    static S3Url of(String word, Object said) {
        String text = said instanceof Text parts ? parts.plain() : String.valueOf(said);
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw RunbookException.invalid(word + ": expected s3://BUCKET/KEY, found '" + text + "'.");
        }
        return new S3Url(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }

    /** One object. */
    static S3Url object(String word, Object said) {
        S3Url url = of(word, said);
        if (url.key.isEmpty() || url.key.endsWith("/")) {
            throw RunbookException.invalid(word + ": expected one object, s3://BUCKET/KEY, found '" + url
                    + "'. For folders there are syncTo and syncFrom.");
        }
        return url;
    }

    /** What stands under a name, as in a folder: {@code a} does not mean {@code ab}. */
    static S3Url folder(String word, Object said) {
        S3Url url = of(word, said);
        return url.key.isEmpty() || url.key.endsWith("/") ? url : new S3Url(url.bucket, url.key + "/");
    }

    S3Url at(String name) {
        return new S3Url(bucket, key + name);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
