package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.value.Given;

/**
 * How a transfer is made.
 *
 * @param checksums whether files of the same size are compared byte for byte before, and no change at the source is borne
 * @param rsync     whether {@code rsync} may carry the bytes where it can
 */
record TransferOptions(
        boolean delete, Excludes excludes, String owner, Rate limit, boolean engine, boolean checksums, boolean rsync) {
    static TransferOptions of(Given given, boolean checksums) {
        String via = given.text("via");
        if (via != null && !via.equals("engine")) {
            throw given.wrong("via", "'engine', or nothing for the direct way");
        }
        String owner = given.text("owner");
        if (owner != null && (owner.isBlank() || owner.startsWith("-"))) {
            throw given.wrong("owner", "an owner such as 'chat' or 'chat:chat'");
        }
        return new TransferOptions(
                given.flag("delete"),
                new Excludes(given.texts("exclude")),
                owner,
                Rate.of(given),
                via != null,
                checksums,
                !given.has("rsync") || given.flag("rsync"));
    }

    /** What of it an operator should see behind the two ends. */
    String shown() {
        return (delete ? ", delete" : "")
                + (excludes.isEmpty() ? "" : ", without " + excludes)
                + (owner == null ? "" : ", owner " + owner)
                + (limit == null ? "" : ", at most " + limit)
                + (engine ? " via engine" : "");
    }
}
