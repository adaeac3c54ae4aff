package dev.runbook.lab.mattermost.mmctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One call of {@code mmctl}. */
final class Mmctl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String release;
    private final Flags flags;
    private final Call call;
    private final Output output;
    private Flags.Asked asked;

    Mmctl(String release, Call call, Output output) {
        this.release = release;
        this.flags = new Flags(release);
        this.call = call;
        this.output = output;
    }

    /** Gives the status that it ends with. */
    int run() {
        try {
            asked = flags.parse(call.words());
            if (asked.has("--help") || asked.command().isEmpty()) {
                output.say(flags.help(asked.command().isEmpty() ? String.join(" ", asked.rest()) : asked.command()));
            } else {
                command();
            }
            return 0;
        } catch (Flags.Refused refused) {
            output.warn("Error: " + refused.getMessage());
            return 1;
        } catch (IOException failure) {
            output.warn("Error: " + failure.getMessage());
            return 1;
        }
    }

    private void command() throws IOException {
        switch (asked.command()) {
            case "version" -> output.say("mmctl:\nVersion:\t" + release + "\nBuildDate:\tlaboratory");
            case "auth login" -> login();
            case "auth delete" -> Workspace.forget(call, asked.rest().get(0));
            default -> command(Workspace.of(call, asked.has("--local")));
        }
    }

    private void command(Workspace workspace) throws IOException {
        switch (asked.command()) {
            case "export create" -> job(workspace, "export_process", exportOptions(), "Export process");
            case "export list" -> list(workspace.get("/exports"), "No export files found");
            case "export download" -> download(workspace);
            case "export delete" -> {
                workspace.delete("/exports/" + name());
                output.say("Export file \"" + name() + "\" has been deleted");
            }
            case "export generate-presigned-url" -> presigned(workspace);
            case "config migrate" ->
                workspace.post(
                        "/config/migrate",
                        JSON.createObjectNode()
                                .put("from", name())
                                .put("to", asked.rest().get(1)));
            case "import validate" -> new Validation(workspace, call.file(name()), asked, output).run();
            case "import upload" -> upload(workspace);
            case "import list available" -> list(workspace.get("/imports"), "No import files found");
            case "import process" ->
                job(workspace, "import_process", JSON.createObjectNode().put("import_file", name()), "Import process");
            case "extract run" -> job(workspace, "extract_content", JSON.createObjectNode(), "Content extraction");
            case "export job show", "import job show", "extract job show" -> show(workspace.get("/jobs/" + name()));
            default -> throw new Flags.Refused("the laboratory's mmctl has no " + asked.command());
        }
    }

    private void presigned(Workspace workspace) throws IOException {
        JsonNode link = workspace.post("/exports/" + name() + "/presign-url", JSON.createObjectNode());
        output.say("Export link: " + link.path("uri").asText() + "\nExpiration: 1h0m0s");
    }

    private String name() {
        if (asked.rest().isEmpty()) {
            throw new Flags.Refused("accepts 1 arg(s), received 0");
        }
        return asked.rest().get(0);
    }

    private boolean json() {
        return asked.has("--json") || "json".equals(asked.flags().get("--format"));
    }

    private void login() throws IOException {
        Path token = call.file(asked.flags().getOrDefault("--access-token-file", "/dev/stdin"));
        String name = asked.flags().getOrDefault("--name", "default");
        Workspace.login(
                call, name, new Workspace(name(), Files.readString(token).strip()));
        output.say("\n  credentials for \"" + name + "\": \"" + name() + "\" stored\n");
    }

    private ObjectNode exportOptions() {
        boolean old = Integer.parseInt(release.replaceFirst("\\..*", "")) < 6;
        boolean with = old ? asked.has("--attachments") : !asked.has("--no-attachments");
        ObjectNode options = JSON.createObjectNode();
        if (with) {
            options.put("include_attachments", "true");
        }
        if (asked.has("--include-archived-channels")) {
            options.put("include_archived_channels", "true");
        }
        if (asked.has("--include-profile-pictures")) {
            options.put("include_profile_pictures", "true");
        }
        return options;
    }

    private void job(Workspace workspace, String type, ObjectNode data, String what) throws IOException {
        ObjectNode wanted = JSON.createObjectNode().put("type", type);
        wanted.set("data", data);
        JsonNode job = workspace.post("/jobs", wanted);
        if (json()) {
            array(job);
        } else {
            output.say(what + " job successfully created, ID: " + job.path("id").asText());
        }
    }

    private void show(JsonNode job) {
        if (json()) {
            array(job);
        } else {
            output.say("  ID: " + job.path("id").asText() + "\n  Status: "
                    + job.path("status").asText());
        }
    }

    private void array(JsonNode only) {
        output.say(JSON.createArrayNode().add(only).toPrettyString());
    }

    private void list(JsonNode names, String none) {
        if (names.isEmpty()) {
            output.say(none);
        } else if (json()) {
            output.say(names.toPrettyString());
        } else {
            names.forEach(each -> output.say(each.asText()));
            output.warn("There are " + names.size() + " files on this instance");
        }
    }

    private void download(Workspace workspace) throws IOException {
        Path file = call.file(asked.rest().size() > 1 ? asked.rest().get(1) : name());
        if (Files.exists(file)) {
            throw new Flags.Refused("export file already exists");
        }
        workspace.download("/exports/" + name(), file);
    }

    /** What it says the name is, is the id of the file's row; {@code process} wants another. */
    private void upload(Workspace workspace) throws IOException {
        Path file = call.file(name());
        JsonNode session = workspace.post(
                "/uploads",
                JSON.createObjectNode()
                        .put("type", "import")
                        .put("filename", file.getFileName().toString())
                        .put("file_size", Files.size(file)));
        String id = session.path("id").asText();
        output.say("Upload session successfully created, ID: " + id);
        JsonNode info = workspace.upload("/uploads/" + id, file);
        output.say("Import file successfully uploaded, name: " + info.path("id").asText());
    }
}
