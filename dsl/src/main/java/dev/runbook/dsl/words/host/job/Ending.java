package dev.runbook.dsl.words.host.job;

/**
 * How a job ended, as the host says.
 *
 * @param status what its shell gave, or null where there is none
 * @param how    {@code ended}, {@code killed} (by runbook), {@code dead}, {@code reboot}, {@code vanished} or {@code unbegun}
 */
record Ending(Integer status, String how) {
    static Ending with(String how, String status) {
        return new Ending(Integer.valueOf(status.strip()), how);
    }

    static Ending without(String how) {
        return new Ending(null, how);
    }

    /** For the journal: the status where that tells everything. */
    String remembered() {
        return how.equals("ended") ? String.valueOf(status) : how;
    }

    /** Whether its command certainly never ran. */
    boolean unbegun() {
        return how.equals("unbegun");
    }

    boolean killed() {
        return how.equals("killed");
    }

    /** Why nobody knows how far it came. */
    String why() {
        return switch (how) {
            case "reboot" -> "the host was started anew while it ran";
            case "vanished" -> "its folder is not there any more";
            default -> "its processes were killed, or died with their container";
        };
    }
}
