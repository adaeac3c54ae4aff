package dev.runbook.dsl.words.shell;

import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.Secret;
import java.util.ArrayList;
import java.util.List;

/** How values are written into a command: as it is sent, or as it is shown. */
interface Form {
    String plain(String value);

    String secret(Secret secret);

    String pending(Pending pending);

    /** For people: secrets masked, pending values in ‹›. */
    Form SHOWN = new Form() {
        @Override
        public String plain(String value) {
            return Quote.shown(value);
        }

        @Override
        public String secret(Secret secret) {
            return Secret.MASK;
        }

        @Override
        public String pending(Pending pending) {
            return pending.toString();
        }
    };

    /** For the shell: everything quoted, secrets as variables that were read from standard input before. */
    final class Sent implements Form {
        private final List<Secret> secrets = new ArrayList<>();

        @Override
        public String plain(String value) {
            return Quote.word(value);
        }

        @Override
        public String secret(Secret secret) {
            secrets.add(secret);
            return "\"$" + variable(secrets.size()) + "\"";
        }

        @Override
        public String pending(Pending pending) {
            throw new dev.runbook.engine.model.PendingBranch(pending.toString());
        }

        List<Secret> secrets() {
            return secrets;
        }

        static String variable(int number) {
            return "RB_" + number;
        }
    }
}
