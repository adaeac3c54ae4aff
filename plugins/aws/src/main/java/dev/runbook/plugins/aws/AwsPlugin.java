package dev.runbook.plugins.aws;

import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.plugins.aws.account.Account;
import java.util.List;

/** Brings accounts of Amazon Web Services: the target kind {@code aws} and the words on it. */
public final class AwsPlugin implements PluginWords {
    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(AwsEntry.class);
    }

    @Override
    public List<Examiner> examiners() {
        return List.of(new AwsExaminer());
    }

    @Override
    public List<TargetKind> targets() {
        return List.of(new TargetKind(Account.KIND, Account.KIND, Account.keys()));
    }
}
