package dev.runbook.plugins.postgres;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.postgres.census.CensusWord;
import dev.runbook.plugins.postgres.client.Mysql;
import java.util.Map;

/** What {@code mysql(NAME)} gives. */
@Facade("mysql(…)")
public final class MysqlDatabase {
    private static final String AT =
            "'HOST:PORT', or the path of a socket, of this database as the host of onHost sees it; unless said, as the inventory's url says";

    private final StepScope scope;
    private final TargetSpec database;

    MysqlDatabase(StepScope scope, TargetSpec database) {
        this.scope = scope;
        this.database = database;
    }

    @Word(
            value =
                    "Counts everything, for verifySame with the census of another server: tables: [NAME: [rows:, hash:]], the hash of the content made on the server, the same in any order of rows (of "
                            + "MariaDB and MySQL alone: compare with PostgreSQL by hash: false); autoIncrement: the next number by table; objects: how many views, indexes, keysAndChecks, triggers, routines, events. Tables are found in the catalogue.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "exclude", about = "tables that are left out: one or a list; an unknown name is an error")
    @Option(name = "hash", type = Boolean.class, about = "false: counts alone, which is much faster; true unless said")
    @Option(
            name = "lowerCase",
            type = Boolean.class,
            about =
                    "true: names of tables in lower case, to compare with another server; two that differ only in it are an error")
    public Object census(Map<String, Object> options) {
        return CensusWord.mysql(scope, database, new Options("mysql.census", options));
    }

    @Word(
            value =
                    "Dumps the database into a file of statements on the host, as a job, with mariadb-dump or mysqldump: in one view of the data (InnoDB), with routines, triggers and events, bytes in hexadecimal. The file "
                            + "(mode 0600) appears under its name when its last line says that it is whole; one that is there already is an error. The password goes through the environment of the tool alone. Gives [bytes:, tables:].",
            touches = Touches.WRITES,
            sparesTarget = true,
            onHost = true,
            yields = Map.class)
    @Option(name = "at", about = AT)
    public Object dump(Map<String, Object> options, Text path) {
        return new Mysql(scope, database, new Options("mysql.dump", options)).dump(path);
    }

    @Word(
            value =
                    "Carries out a file of dump, on the host, as a job; it stops at the first error. A file without its last line and a database that has tables are errors. Gives [bytes:, tables:] of the database.",
            touches = Touches.WRITES,
            onHost = true,
            yields = Map.class)
    @Option(name = "at", about = AT)
    public Object restore(Map<String, Object> options, Text path) {
        return new Mysql(scope, database, new Options("mysql.restore", options)).restore(path);
    }
}
