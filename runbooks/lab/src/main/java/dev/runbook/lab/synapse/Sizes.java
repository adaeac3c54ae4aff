package dev.runbook.lab.synapse;

import dev.runbook.lab.server.Amounts;
import java.util.Map;

/** How much there is to move: users, rooms, events, media and the bytes of each; and with 1 instead of 0 what it is that is moved. */
public record Sizes(Map<String, Integer> numbers) {
    private static final Amounts AMOUNTS = new Amounts(
            Map.of(
                    "users",
                    12,
                    "rooms",
                    8,
                    "events",
                    3_000,
                    "media",
                    24,
                    "mediaBytes",
                    30_000,
                    "classic",
                    0,
                    "sqlite",
                    0,
                    "s3",
                    0),
            Map.of("users", 1, "rooms", 1, "events", 1, "media", 1, "mediaBytes", 1));

    /** Takes what the user asked for; what is left open has its default. */
    public static Sizes parse(Map<String, String> asked) {
        return new Sizes(AMOUNTS.parse(asked));
    }

    int of(String name) {
        return numbers.get(name);
    }

    Scene scene() {
        return new Scene(of("classic") > 0, of("sqlite") > 0, of("s3") > 0);
    }
}
