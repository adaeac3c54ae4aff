package dev.runbook.plugins.aws;

import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.aws.account.Account;

/** The top-level words of this plugin. */
public final class AwsEntry {
    private AwsEntry() {}

    @Word(
            value =
                    "An account of Amazon Web Services of `targets`, in one region, or a service that speaks the same protocol. Its words stand under the service that they are for: aws('prod').s3.put …, aws('prod').route53.upsert …. "
                            + "What is refused for being too much at a time is asked again; so is a request without an answer where that does no harm; any other write without an answer leaves the step unknown.",
            yields = AwsAccount.class)
    public static AwsAccount aws(StepScope scope, @TargetName(Account.KIND) String name) {
        return new AwsAccount(new Account(scope, scope.target(Account.KIND, name)));
    }
}
