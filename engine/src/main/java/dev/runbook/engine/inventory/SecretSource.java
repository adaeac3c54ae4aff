package dev.runbook.engine.inventory;

import dev.runbook.engine.model.Hash;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Where a secret comes from. It is fetched once, when it is first needed, and kept in memory only. */
public final class SecretSource {
    /** Fetches the characters; what it throws says why there are none, and never holds any of them. */
    @FunctionalInterface
    interface Origin {
        String fetch();
    }

    private static final int IDENTITY = 12;

    private final String label;
    private final String from;
    private final String where;
    private final Origin origin;
    private final Secret secret;
    private String identity;
    private String value;

    /**
     * @param name   the secret's own name
     * @param label  {@code secret 'archivePassword'}, {@code 'password' of database 'source'}
     * @param from   {@code the environment variable X}
     * @param where  {@code FILE:LINE}
     */
    SecretSource(String name, String label, String from, String where, Origin origin) {
        this.label = Objects.requireNonNull(label);
        this.from = Objects.requireNonNull(from);
        this.where = Objects.requireNonNull(where);
        this.origin = Objects.requireNonNull(origin);
        this.secret = Secret.late(name, this::fetched);
    }

    /** The same, told from every other source by the text that the inventory gives. */
    SecretSource identified(String text) {
        identity = Hash.sha256(text).substring(0, IDENTITY);
        return this;
    }

    /** Where it comes from, as far as people may know, and a mark that changes with the rest. */
    String identity() {
        return from + (identity == null ? "" : " (" + identity + ")");
    }

    /** The secret, which is not resolved by this. */
    public Secret secret() {
        return secret;
    }

    /** What it is called in messages: {@code secret 'archivePassword'}. */
    public String label() {
        return label;
    }

    /** Where it is taken from: {@code the environment variable X}. */
    public String from() {
        return from;
    }

    /** {@code FILE:LINE} of the entry that names it. */
    public String where() {
        return where;
    }

    /** Proves that it is there: an error names the secret, its source, and file and line. */
    public void resolve() {
        fetched();
    }

    /** Resolves all; one error tells everything that is not there. */
    public static void resolveAll(Collection<SecretSource> sources) {
        List<String> missing = new ArrayList<>();
        for (SecretSource source : sources) {
            try {
                source.resolve();
            } catch (RunbookException absent) {
                missing.add(absent.getMessage());
            }
        }
        if (!missing.isEmpty()) {
            throw RunbookException.invalid(String.join("\n", missing));
        }
    }

    private synchronized String fetched() {
        if (value == null) {
            String found = fetch();
            if (found.isEmpty()) {
                throw absent("is empty");
            }
            value = found;
        }
        return value;
    }

    private String fetch() {
        try {
            return origin.fetch();
        } catch (Missing missing) {
            throw absent(missing.getMessage());
        }
    }

    private RunbookException absent(String why) {
        return RunbookException.invalid(where + ": " + label + " comes from " + from + ", which " + why);
    }

    @Override
    public String toString() {
        return label + " from " + from;
    }

    /** Why a secret is not there: the end of a sentence that begins with its source. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String why) {
            super(why, null, false, false);
        }
    }
}
