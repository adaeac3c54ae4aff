package dev.runbook.lab.mattermost.mmctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/** {@code mmctl import validate}: tells what is wrong, and ends with status 0 all the same. */
final class Validation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_GROUP = 8;

    private final Workspace workspace;
    private final Path file;
    private final Flags.Asked asked;
    private final Output output;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> emails = new HashSet<>();
    private int number;

    Validation(Workspace workspace, Path file, Flags.Asked asked, Output output) {
        this.workspace = workspace;
        this.file = file;
        this.asked = asked;
        this.output = output;
    }

    void run() throws IOException {
        boolean duplicates = !"false".equals(asked.flags().get("--check-server-duplicates"));
        Set<String> there = duplicates ? people() : Set.of();
        try (ZipFile zip = new ZipFile(file.toFile());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        zip.getInputStream(zip.getEntry("import.jsonl")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                one(zip, JSON.readTree(line), there);
            }
        }
        // As the product does it: one JSON document behind the other, when asked for JSON.
        output.say(
                asked.has("--json")
                        ? JSON.valueToTree(counts).toString()
                        : "\n" + counts + "\nIt took 1s to validate " + number + " lines in " + file.getFileName());
    }

    private Set<String> people() throws IOException {
        Set<String> names = new HashSet<>();
        for (JsonNode each : workspace.get("/users?per_page=200")) {
            names.add(each.path("username").asText());
        }
        return names;
    }

    private void one(ZipFile zip, JsonNode line, Set<String> there) {
        String type = line.path("type").asText();
        JsonNode body = line.path(type);
        counts.merge(type, 1, Integer::sum);
        if (type.equals("user") && there.contains(body.path("username").asText())) {
            wrong("user", "the user is a duplicate on the server");
        }
        if (type.equals("user") && !emails.add(body.path("email").asText())) {
            wrong("user.email", "the email is used twice");
        }
        if (type.equals("direct_channel") && body.path("members").size() > LARGEST_GROUP) {
            wrong("direct_channel.members", "too many members");
        }
        if (!asked.has("--ignore-attachments")) {
            attachments(zip, body);
            body.path("replies").forEach(reply -> attachments(zip, reply));
        }
    }

    private void attachments(ZipFile zip, JsonNode post) {
        for (JsonNode each : post.path("attachments")) {
            if (zip.getEntry("data/" + each.path("path").asText()) == null) {
                wrong("post.attachments", "missing attachment file " + each.path("path"));
            }
        }
    }

    private void wrong(String field, String what) {
        String text = "import validation error in \"" + file.getFileName() + "\"->\"import.jsonl\":" + number
                + " field \"" + field + "\": " + what;
        output.say(asked.has("--json") ? "{\"error\": " + JSON.valueToTree(text) + "}" : text);
    }
}
