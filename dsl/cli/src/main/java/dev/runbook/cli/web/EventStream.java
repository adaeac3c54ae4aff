package dev.runbook.cli.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Server-sent events for one browser, until it goes away: {@code state} with the whole run, {@code log} with new lines of output. */
final class EventStream {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream out;
    private final Feed feed;
    private final Duration heartbeat;

    EventStream(OutputStream out, Feed feed, Duration heartbeat) {
        this.out = out;
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    void send() throws IOException, InterruptedException {
        long version = -1;
        long lines = 0;
        String shown = null;
        write("retry: 2000\n\n");
        boolean last = false;
        while (!last) {
            Feed.News news = feed.after(version, lines, heartbeat);
            last = news.last();
            if (news.version() == version) {
                write(": still here\n\n");
                continue;
            }
            if (!news.state().equals(shown)) {
                event("state", news.state());
            }
            if (!news.log().isEmpty()) {
                event("log", JSON.writeValueAsString(news.log()));
            }
            version = news.version();
            lines = news.lines();
            shown = news.state();
        }
    }

    /** JSON holds no line ends of its own. */
    private void event(String name, String json) throws IOException {
        write("event: " + name + "\ndata: " + json + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
