package dev.runbook.plugins.sql;

import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import java.util.List;

/** Brings the databases: the target kind {@code database} and the words on it. */
public final class SqlPlugin implements PluginWords {
    @Override
    public String name() {
        return "sql";
    }

    @Override
    public List<Class<?>> words() {
        return List.of(SqlEntry.class);
    }

    @Override
    public List<Examiner> examiners() {
        return List.of(new DatabaseExaminer());
    }

    @Override
    public List<TargetKind> targets() {
        return List.of(new TargetKind(
                Database.KIND,
                "databases",
                List.of(
                        Key.required(
                                "url",
                                String.class,
                                "the JDBC URL, as the host in via: sees it: jdbc:postgresql://HOST:PORT/DATABASE, "
                                        + "jdbc:mariadb://… or jdbc:mysql://…"),
                        Key.of("user", String.class, "who connects"),
                        Key.of("password", Secret.class, "its password"),
                        Key.of("via", String.class, "the host whose SSH tunnel leads to the server"))));
    }
}
