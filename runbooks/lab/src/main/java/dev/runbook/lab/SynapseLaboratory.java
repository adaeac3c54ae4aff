package dev.runbook.lab;

import dev.runbook.engine.spi.Laboratory;
import dev.runbook.lab.synapse.Sizes;
import dev.runbook.lab.synapse.SynapseSite;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The laboratory of {@code synapse-to-ess}. */
public final class SynapseLaboratory implements Laboratory {
    @Override
    public String runbook() {
        return "synapse-to-ess";
    }

    @Override
    public String about() {
        return "Real: SSH, the shell and its tools, two PostgreSQL servers with pg_dump and pg_restore, files, checksums, HTTP, a Kubernetes API over TLS with exec and port-forward."
                + " Stand-ins: Synapse on both sides (a web server over the real databases and files, with a few of its tables), its mail server, synapse_port_db, S3 (a folder), the operator of the classic ESS, the kubelet (a pod is a folder here), and the people.";
    }

    @Override
    public Started start(Path folder, Map<String, String> sizes, Consumer<String> say) {
        return SynapseSite.start(folder, Sizes.parse(sizes), say);
    }
}
