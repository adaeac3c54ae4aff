package dev.runbook.plugins.aws;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Diagnosis;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.aws.account.Account;
import dev.runbook.plugins.aws.account.Identity;
import java.util.Map;

/** Asks who the credentials are, which needs no permission; a compatible store that does not know this question is asked for its buckets. */
final class AwsExaminer implements Examiner {
    @Override
    public String kind() {
        return Account.KIND;
    }

    @Override
    public void examine(StepScope scope, TargetSpec target, Diagnosis diagnosis) {
        Account account = new Account(scope, target);
        Map<?, ?> found;
        try {
            found = (Map<?, ?>)
                    account.reads("aws.doctor", "who the credentials are", calls -> new Identity(calls).caller());
        } catch (EffectFailed refused) {
            if (target.text("endpoint").isEmpty()) {
                throw refused;
            }
            found = (Map<?, ?>) account.reads("aws.doctor", "buckets", calls -> new Identity(calls).buckets());
        }
        diagnosis.good("reached", target.text("endpoint").orElse("Amazon"));
        diagnosis.good("identity", String.valueOf(found.get("who")));
        diagnosis.good("region", String.valueOf(found.get("region")));
        if (target.text("account").isEmpty() && found.containsKey("account")) {
            diagnosis.careful(
                    "account",
                    found.get("account") + "; say account: '" + found.get("account")
                            + "' in the inventory, so that nothing is ever done in another one");
        }
    }
}
