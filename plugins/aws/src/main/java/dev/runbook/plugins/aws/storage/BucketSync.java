package dev.runbook.plugins.aws.storage;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.plugins.aws.account.Calls;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Makes one prefix like another, by the store itself, carrying only what differs. */
record BucketSync(Carriage carriage, S3Url from, S3Url to, ObjectCopy copy) {
    Map<String, Object> run() throws Exception {
        SortedMap<String, S3Object> source = carriage.objects(from);
        if (source.isEmpty()) {
            throw new EffectFailed(carriage.given().word() + ": there is nothing at " + from);
        }
        SortedMap<String, S3Object> target = carriage.objects(to);
        Map<String, Long> differing = new TreeMap<>();
        for (Map.Entry<String, S3Object> each : source.entrySet()) {
            if (!fresh(each.getKey(), each.getValue(), target.get(each.getKey()))) {
                differing.put(each.getKey(), each.getValue().size());
            }
        }
        long bytes = carriage.carry(
                differing,
                path -> copy.copy(from.at(path).key(), to.at(path).key()).copied());
        target.keySet().removeAll(source.keySet());
        Bucket bucket = new Bucket(calls(), to.bucket());
        return carriage.result(
                differing.size(),
                bytes,
                source.size(),
                target.keySet(),
                path -> bucket.delete(to.at(path).key()));
    }

    /** Of the same size and not older; where checksums are asked for, also of the same content as far as the store can tell. */
    private boolean fresh(String path, S3Object object, S3Object there) throws InterruptedException {
        if (there == null
                || !there.size().equals(object.size())
                || there.lastModified().isBefore(object.lastModified())) {
            return false;
        }
        if (!carriage.given().flag("checksums", false)) {
            return true;
        }
        HeadObjectResponse one = head(from, path);
        HeadObjectResponse other = head(to, path);
        if (one == null || other == null) {
            return false;
        }
        Likeness.Verdict verdict = new Twin(one, other, false).verdict();
        return verdict == Likeness.Verdict.SHA256 || verdict == Likeness.Verdict.MD5;
    }

    private HeadObjectResponse head(S3Url url, String path) throws InterruptedException {
        return new Bucket(calls(), url.bucket()).head(url.at(path).key()).orElse(null);
    }

    private Calls calls() {
        return carriage.calls();
    }
}
