package dev.runbook.lab.mattermost.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The worker that does what stands in the table {@code Jobs}; where {@code JobSettings.RunJobs} is off they stay pending for ever. */
final class Jobs implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MILLIS = 50;

    private final Path files;
    private final Configuration configuration;
    private final DataSource source;
    private final ServerLog log;
    private final Thread thread = new Thread(this::work, "jobs");

    private Jobs(Path home, Configuration configuration, DataSource source) {
        this.files = Transfers.files(home, configuration);
        this.configuration = configuration;
        this.source = source;
        this.log = new ServerLog(home);
    }

    static Jobs start(Path home, Configuration configuration, DataSource source) throws IOException {
        Jobs jobs = new Jobs(home, configuration, source);
        jobs.log.say("info", "Starting workers");
        jobs.thread.setDaemon(true);
        jobs.thread.start();
        return jobs;
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
                if (configuration.on("JobSettings", "RunJobs")) {
                    next();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (SQLException | IOException failure) {
                System.out.println("jobs: " + failure.getMessage());
            }
        }
    }

    private void next() throws SQLException, IOException {
        try (Connection database = source.connect()) {
            Statements rows = new Statements(database);
            List<Map<String, Object>> waiting = rows.all(
                    "select id, type, data::text as data from Jobs where status = 'pending' order by createat limit 1");
            if (!waiting.isEmpty()) {
                String id = (String) waiting.get(0).get("id");
                rows.change("update Jobs set status = 'in_progress', startat = ? where id = ?", now(), id);
                ObjectNode data =
                        (ObjectNode) JSON.readTree((String) waiting.get(0).get("data"));
                String status = run((String) waiting.get(0).get("type"), id, data, database);
                rows.change(
                        "update Jobs set status = ?, progress = ?, lastactivityat = ?, data = ?::jsonb where id = ?",
                        status,
                        status.equals("success") ? 100L : 0L,
                        now(),
                        data.toString(),
                        id);
            }
        }
    }

    private String run(String type, String id, ObjectNode data, Connection database) throws SQLException {
        try {
            switch (type) {
                case "export_process" -> {
                    Path folder = Files.createDirectories(files.resolve("export"));
                    int warnings = new BulkExport(database, files, data).write(folder.resolve(id + "_export.zip"));
                    if (warnings > 0) {
                        data.put("num_warnings", String.valueOf(warnings));
                    }
                }
                case "import_process" -> {
                    if (configuration.on("BleveSettings", "EnableIndexing")) {
                        return "in_progress"; // it waits for a lock of the index that nobody lets go of
                    }
                    Path file = files.resolve("import")
                            .resolve(data.path("import_file").asText());
                    if (!Files.exists(file)) {
                        throw new IOException("Unable to process import: file does not exist.");
                    }
                    new BulkImport(database, files, configuration, log).read(file);
                    Files.delete(file);
                }
                default -> log.say("info", "job " + type + " done");
            }
            return "success";
        } catch (BulkImport.Refused refused) {
            data.put("error", refused.getMessage()).put("line_number", String.valueOf(refused.line()));
            return "error";
        } catch (IOException failure) {
            data.put("error", failure.getMessage());
            return "error";
        }
    }

    /** As the API shows one. */
    static ObjectNode shown(Map<String, Object> row) throws IOException {
        ObjectNode job = JSON.createObjectNode();
        for (String each : new String[] {"id", "type", "status"}) {
            job.put(each, (String) row.get(each));
        }
        for (String each : new String[] {"create_at", "start_at", "last_activity_at", "progress"}) {
            job.put(each, row.get(each) == null ? 0L : (Long) row.get(each));
        }
        JsonNode data = JSON.readTree((String) row.get("data"));
        job.set("data", data);
        return job;
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
