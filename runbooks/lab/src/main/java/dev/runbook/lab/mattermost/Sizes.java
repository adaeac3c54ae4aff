package dev.runbook.lab.mattermost;

import dev.runbook.lab.server.Amounts;
import java.util.Map;

/**
 * How much there is to move.
 *
 * @param users     accounts: some deactivated, some guests
 * @param channels  of teams; between people there are half as many
 * @param posts     a third of them replies
 * @param files     attachments
 * @param fileBytes bytes of each
 */
public record Sizes(int users, int channels, int posts, int files, int fileBytes) {
    private static final Amounts AMOUNTS = new Amounts(
            Map.of("users", 20, "channels", 8, "posts", 400, "files", 20, "fileBytes", 20_000),
            Map.of("users", 10, "channels", 2, "posts", 2, "files", 1, "fileBytes", 1));

    /** Takes what the user asked for; what is left open has its default. */
    public static Sizes parse(Map<String, String> asked) {
        Map<String, Integer> sizes = AMOUNTS.parse(asked);
        return new Sizes(
                sizes.get("users"),
                sizes.get("channels"),
                sizes.get("posts"),
                sizes.get("files"),
                sizes.get("fileBytes"));
    }
}
