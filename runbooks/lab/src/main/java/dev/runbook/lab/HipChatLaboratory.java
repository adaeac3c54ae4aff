package dev.runbook.lab;

import dev.runbook.engine.spi.Laboratory;
import dev.runbook.lab.hipchat.HipChatSite;
import dev.runbook.lab.hipchat.Sizes;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The laboratory of {@code hipchat-to-datacenter}. */
public final class HipChatLaboratory implements Laboratory {
    @Override
    public String runbook() {
        return "hipchat-to-datacenter";
    }

    @Override
    public String about() {
        return "Real: SSH, the shell and its tools, two PostgreSQL servers, Redis, HTTP, DNS, files, checksums, encryption."
                + " Stand-ins: HipChat itself (the 'hipchat' command and the web page; the real old server keeps its data in MySQL), the share of the two nodes (a folder), and the people.";
    }

    @Override
    public Started start(Path folder, Map<String, String> sizes, Consumer<String> say) {
        return HipChatSite.start(folder, Sizes.parse(sizes), say);
    }
}
