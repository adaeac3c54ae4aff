package dev.runbook.plugins.http;

import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Word;

/** The top-level words of this plugin. */
public final class HttpEntry {
    private HttpEntry() {}

    @Word(
            value =
                    "HTTP requests: http.get and http.head read; http.post, put, patch and delete write. Inside onHost they go through that host, "
                            + "and names and addresses are as that host sees them. A value in the URL is encoded as one part of its path or query, "
                            + "\"https://chat/users/${name}?q=${text}\", unless it begins the URL (a base URL) or is raw(…). Any status is an answer, not a failure, "
                            + "unless ok: lists those that pass. https is checked against the URL's name and the trusted authorities, always.",
            yields = HttpWords.class)
    public static HttpWords http(StepScope scope) {
        return new HttpWords(scope);
    }
}
