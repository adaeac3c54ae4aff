package dev.runbook.plugins.postgres;

import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Facade;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import dev.runbook.plugins.postgres.census.CensusWord;
import dev.runbook.plugins.postgres.mysql.MysqlCopy;
import dev.runbook.plugins.postgres.mysql.MysqlDump;
import dev.runbook.plugins.postgres.mysql.MysqlFacts;
import dev.runbook.plugins.postgres.mysql.MysqlFit;
import dev.runbook.plugins.postgres.mysql.MysqlRestore;
import dev.runbook.plugins.postgres.mysql.MysqlWipe;
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
                    "What the server and the database are: product ('MariaDB' or 'MySQL'), version ('10.11.6') and major ('10.11'), name, characterSet and collate (of new tables), lowerCaseTableNames (0, 1 or 2), "
                            + "readOnly (true or false), maxAllowedPacket (bytes), bytes, sessions (who else is connected to it; a user without the privilege PROCESS sees only its own).",
            touches = Touches.READS,
            yields = Map.class)
    public Object facts() {
        return scope.perform(Effect.reads(
                "mysql.facts",
                database.name(),
                "product, version, character set, size, sessions",
                () -> MysqlFacts.of(scope, "mysql.facts", database).facts()));
    }

    @Word(
            value =
                    "Fails with everything that keeps this database from living in another: another product, an older server, another character set or order of text for new tables, collations of this one's tables and "
                            + "columns that are not known there, another lower_case_table_names, a smaller max_allowed_packet (a long row would stop the restore), read_only, or two names of one database. Each is kept as evidence.",
            touches = Touches.READS,
            yields = Void.class)
    @Option(
            name = "locale",
            choices = {"same", "any"},
            about = "'any': another character set and order for new tables is borne; 'same' unless said")
    @Option(
            name = "names",
            choices = {"same", "any"},
            about =
                    "'any': another lower_case_table_names is borne: tables are renamed after the restore; 'same' unless said")
    public Object verifyFits(Map<String, Object> options, @TargetName("database") String destination) {
        Options given = new Options("mysql.verifyFits", options);
        TargetSpec to = scope.target("database", destination);
        return scope.perform(Effect.<Object>reads(
                        given.word(), database.name(), "fits into database '" + destination + "'", () -> {
                            new MysqlFit(scope, given, database, to).verify();
                            return null;
                        })
                .needing(options));
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
        return new MysqlDump(scope, database, new Options("mysql.dump", options), path).perform(path);
    }

    @Word(
            value =
                    "Carries out a file of dump, on the host, as a job; it stops at the first error. A file without its last line and a database that has tables are errors. Gives [bytes:, tables:] of the database.",
            touches = Touches.WRITES,
            onHost = true,
            yields = Map.class)
    @Option(name = "at", about = AT)
    public Object restore(Map<String, Object> options, Text path) {
        return new MysqlRestore(scope, database, new Options("mysql.restore", options), path).perform(path);
    }

    @Word(
            value =
                    "Dumps this database straight into another, without a file between them, as one job on a host that reaches both servers. The destination must be empty. It is not all or nothing, since this server commits each "
                            + "table: wipe the destination before another attempt. Gives [bytes:, tables:] of the destination.",
            touches = Touches.WRITES,
            sparesTarget = true,
            onHost = true,
            yields = Map.class)
    @Option(name = "at", about = AT)
    @Option(name = "toAt", about = "the same of the destination")
    public Object copyTo(Map<String, Object> options, @TargetName("database") String destination) {
        TargetSpec to = scope.target("database", destination);
        return new MysqlCopy(scope, database, to, new Options("mysql.copyTo", options)).perform();
    }

    @Word(
            value =
                    "Empties the database, in a destructive step: it is dropped with everything in it and created again, with its character set and order of text; what was granted on it stays. Needs the privileges DROP and CREATE "
                            + "on it, as 'grant all on NAME.*' gives them. (A schema is a database here: there is no smaller wipe.) It is an error while anybody else is connected, as far as the user may see: without the privilege PROCESS "
                            + "only its own sessions. Gives [tables: how many were dropped]. It can be repeated after a failure.",
            touches = Touches.WRITES,
            destructive = true,
            repeatable = true,
            yields = Map.class)
    @Option(
            name = "collate",
            about =
                    "order of text of new tables, which says their character set too: 'utf8mb4_unicode_ci'; as it was unless said")
    @Option(name = "force", type = Boolean.class, about = "true: sessions of others are ended; an error unless said")
    public Object wipe(Map<String, Object> options) {
        return new MysqlWipe(scope, database, new Options("mysql.wipe", options)).perform();
    }
}
