package dev.runbook.lab;

import dev.runbook.engine.spi.Laboratory;
import dev.runbook.lab.mattermost.CloudSite;
import dev.runbook.lab.mattermost.Sizes;
import dev.runbook.lab.server.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The laboratory of {@code mattermost-to-cloud}. */
public final class MattermostToCloudLaboratory implements Laboratory {
    @Override
    public String runbook() {
        return "mattermost-to-cloud";
    }

    @Override
    public String about() {
        return "Real: SSH, the shell and its tools, PostgreSQL, files, zips, checksums, password hashes, HTTP."
                + " Stand-ins: Mattermost, its workspace in the cloud and mmctl (tables, flags and lines of the export are the real ones), aws, systemctl, Support and the other people.";
    }

    @Override
    public Started start(Path folder, Map<String, String> sizes, Consumer<String> say) {
        Sizes asked = Sizes.parse(sizes);
        Programs.need(runbook(), "unzip", "mkfifo");
        return CloudSite.start(folder, asked, false, say);
    }
}
