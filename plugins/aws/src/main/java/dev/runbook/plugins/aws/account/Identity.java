package dev.runbook.plugins.aws.account;

import java.util.Map;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who the credentials of an account are. */
public record Identity(Calls calls) {
    /** Gives {@code who}, {@code account} and {@code region}. */
    public Map<String, Object> caller() throws InterruptedException {
        GetCallerIdentityResponse caller =
                calls.read("sts:GetCallerIdentity", () -> calls.clients().sts().getCallerIdentity());
        return Map.of("who", caller.arn(), "account", caller.account(), "region", region());
    }

    /** Gives {@code who} and {@code region} of a store that knows no identities. */
    public Map<String, Object> buckets() throws InterruptedException {
        int buckets = calls.read(
                        "s3:ListAllMyBuckets", () -> calls.clients().s3().listBuckets())
                .buckets()
                .size();
        return Map.of("who", "credentials that see " + buckets + " buckets", "region", region());
    }

    private String region() {
        return calls.clients().region().id();
    }
}
