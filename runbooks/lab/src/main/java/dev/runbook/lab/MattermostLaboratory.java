package dev.runbook.lab;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Laboratory;
import dev.runbook.lab.mattermost.MattermostSite;
import dev.runbook.lab.mattermost.Sizes;
import dev.runbook.lab.server.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The laboratory of {@code mattermost-server-move}. */
public final class MattermostLaboratory implements Laboratory {
    @Override
    public String runbook() {
        return "mattermost-server-move";
    }

    @Override
    public String about() {
        return "Real: SSH, the shell and its tools, two PostgreSQL servers with their dump and restore, files, checksums, password hashes, HTTP."
                + " Stand-ins: Mattermost itself (its tables and columns are the real ones), systemctl, the name in DNS, and the people.";
    }

    @Override
    public Started start(Path folder, Map<String, String> sizes, Consumer<String> say) {
        Sizes asked = Sizes.parse(sizes);
        List<String> missing = Programs.missing("pg_dump", "pg_restore", "psql");
        if (!missing.isEmpty()) {
            throw RunbookException.invalid("The laboratory of " + runbook()
                    + " needs PostgreSQL's client tools, and finds no " + String.join(", ", missing)
                    + ": install postgresql-client (Debian, Ubuntu), postgresql (Fedora) or libpq (Homebrew).");
        }
        return MattermostSite.start(folder, asked, say);
    }
}
