package dev.runbook.lab.mattermost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.lab.server.HostFolder;
import java.io.IOException;
import java.nio.file.Path;

/** The settings that an export or import meets; those of a fresh server are too tight for it. */
final class ProductSettings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW_USERS = 10;
    private static final int FEW_CHANNELS = 2;
    private static final int SMALL_FILE = 50_000;

    private ProductSettings() {}

    static void write(HostFolder host, boolean roomy) throws IOException {
        Path file = host.root().resolve(Machines.HOME + "/config/config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        config.withObject("/JobSettings").put("RunJobs", true);
        config.withObject("/ServiceSettings")
                .put("EnableLocalMode", true)
                .put(
                        "LocalModeSocketLocation",
                        host.path("mattermost_local.socket").toString());
        config.withObject("/TeamSettings")
                .put("MaxUsersPerTeam", roomy ? 1_000_000 : FEW_USERS)
                .put("MaxChannelsPerTeam", roomy ? 2000 : FEW_CHANNELS);
        config.withObject("/AnalyticsSettings").put("MaxUsersForStatistics", 2500);
        config.withObject("/FileSettings").put("MaxFileSize", roomy ? 1_000_000_000 : SMALL_FILE);
        config.withObject("/BleveSettings").put("EnableIndexing", !roomy);
        for (String each : new String[] {"EnableIndexing", "EnableSearching", "EnableAutocomplete"}) {
            config.withObject("/ElasticsearchSettings").put(each, !roomy);
        }
        config.withObject("/EmailSettings").put("EnableSignUpWithEmail", true).put("EnableSignInWithEmail", true);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), config);
    }
}
