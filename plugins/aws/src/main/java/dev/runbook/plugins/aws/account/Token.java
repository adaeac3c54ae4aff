package dev.runbook.plugins.aws.account;

import dev.runbook.engine.model.Hash;
import dev.runbook.engine.spi.StepScope;

/** The mark of one thing that one step of one run makes: the same again after a crash, so that nothing is made twice. */
public final class Token {
    /** The key of the tag that carries it, where a call takes no token. */
    public static final String TAG = "runbook:token";

    private static final int LENGTH = 48;

    private Token() {}

    /** @param what everything that tells it from other things the step makes */
    public static String of(StepScope scope, String what) {
        return "rb-"
                + Hash.sha256(scope.run().id() + "\n" + scope.step() + "\n" + what)
                        .substring(0, LENGTH);
    }
}
