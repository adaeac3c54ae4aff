package dev.runbook.lab.synapse;

import dev.runbook.lab.server.HostFolder;
import dev.runbook.lab.server.PostgresCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Puts what was filled into PostgreSQL into a file of SQLite, and leaves PostgreSQL empty, as it is before a port. */
record SqliteSource(HostFolder host, PostgresCluster filled) {
    void make(String schema) throws IOException, SQLException {
        SqliteDatabase file = new SqliteDatabase(host, OldServer.sqlite(host));
        Files.deleteIfExists(file.file());
        host.write("etc/schema.sql", schema);
        String tables = schema.lines()
                .filter(line -> line.startsWith("create table"))
                .reduce("", (all, line) -> all + line + "\n");
        file.run(tables);
        Process process = host.command("PGPASSFILE=etc/pgpass pg_dump --data-only --inserts -d \"$(cat etc/ported)\"")
                .start();
        process.getOutputStream().close();
        String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String rows = dump.lines()
                .filter(line -> line.startsWith("INSERT INTO public."))
                .map(line -> "INSERT INTO " + line.substring("INSERT INTO public.".length()))
                .reduce(
                        new StringBuilder("begin;\n"),
                        (all, line) -> all.append(line).append('\n'),
                        StringBuilder::append)
                .append("commit")
                .toString();
        file.run(rows);
        try (Connection database = filled.connect();
                Statement statement = database.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
        }
    }
}
