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
import dev.runbook.plugins.postgres.client.Copy;
import dev.runbook.plugins.postgres.client.Dump;
import dev.runbook.plugins.postgres.client.Fit;
import dev.runbook.plugins.postgres.client.Fitting;
import dev.runbook.plugins.postgres.client.Restore;
import dev.runbook.plugins.postgres.client.ServerFacts;
import dev.runbook.plugins.postgres.client.Wipe;
import java.util.Map;

/** What {@code postgres(NAME)} gives. */
@Facade("postgres(…)")
public final class PostgresDatabase {
    private static final String TOOLS =
            "the only folder to look for pg_dump, pg_restore and psql in; unless said, the usual ones of every distribution and the PATH of the host";
    private static final String AT =
            "'HOST:PORT', or the folder of a socket, of this database as the host of onHost sees it; unless said, as the inventory's url says";
    private static final String OWNERS =
            "true: objects get the owners that they had, whose roles must exist; unless said they belong to who restores";
    private static final String PRIVILEGES = "true: grants are restored too; unless said they are not";
    private static final String COMMENTS =
            "false: comments are left out (those of extensions need their owner); true unless said";
    private static final String ROLE = "the role to become before anything is restored: it will own everything";
    private static final String ANALYZE =
            "false: no analyze at the end, so that the first queries are slow; true unless said";
    private static final String TOGETHER =
            "false: what was restored before an error stays; unless said all or nothing, in one transaction (not with jobs:)";
    private static final String SCHEMA = "only this schema, or a list of them; all unless said";
    private static final String WITHOUT_DATA =
            "tables 'schema.table' of which only the definition goes along, one or a list";

    private final StepScope scope;
    private final TargetSpec database;

    PostgresDatabase(StepScope scope, TargetSpec database) {
        this.scope = scope;
        this.database = database;
    }

    @Word(
            value =
                    "What the server and the database are: version ('15.8') and major ('15'), name, owner, encoding, collate, ctype, provider ('libc', 'icu', 'builtin') and locale, bytes, standby (true "
                            + "or false), largeObjects (how many), extensions (versions by name), settings of the database itself, sessions (who else is connected; the engine's own do not count).",
            touches = Touches.READS,
            yields = Map.class)
    public Object facts() {
        return scope.perform(Effect.reads(
                "postgres.facts",
                database.name(),
                "version, encoding, locale, size, extensions, sessions",
                () -> ServerFacts.of(scope, "postgres.facts", database).facts()));
    }

    @Word(
            value =
                    "Which of PostgreSQL's client tools on the host of onHost would dump this server, or restore into it: tools('dump') is not older than the server, tools('restore') not newer. Gives the version "
                            + "('15.18'); fails where none fits, with those that were found. Asked before an outage, so that nobody installs packages in it.",
            touches = Touches.READS,
            onHost = true,
            yields = String.class)
    @Option(name = "tools", about = TOOLS)
    public Object tools(Map<String, Object> options, String purpose) {
        return new Fitting(scope, database, new Options("postgres.tools", options), purpose).perform();
    }

    @Word(
            value =
                    "Counts everything in one view of the data, for verifySame with the census of another server: tables: [NAME: [rows:, hash:]], the hash of the content made on the server, the same in any "
                            + "order of rows and any version; sequences: [NAME: [last:, called:]]; behind: a text for each sequence that would give a number again that is taken; objects: how many views, indexes, "
                            + "functions, triggers, keysAndChecks, invalidIndexes; largeObjects: [rows:, hash:]. Names are schema.table, in double quotes where a part has a dot or quotes; with schema: table. "
                            + "Tables, partitions and materialized views are found in the catalogue; a row-level policy that would hide rows is an error. Every row is read once.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(name = "schema", about = "only this schema; names are then without it, and largeObjects are left out")
    @Option(
            name = "exclude",
            about = "tables that are left out, as the census names them: one or a list; an unknown name is an error")
    @Option(
            name = "sequences",
            type = Map.class,
            about =
                    "which columns get their numbers from sequences that the catalogue knows no column of: [state_group_id_seq: 'state_groups.id'], or ['schema', 'table', 'column']")
    @Option(name = "hash", type = Boolean.class, about = "false: counts alone, which is much faster; true unless said")
    @Option(
            name = "jobs",
            type = Integer.class,
            about = "how many tables are read at a time, all in the same view; 1 unless said")
    @Option(
            name = "lowerCase",
            type = Boolean.class,
            about =
                    "true: names of tables in lower case, to compare with a MySQL; two that differ only in it are an error")
    public Object census(Map<String, Object> options) {
        return CensusWord.postgres(scope, database, new Options("postgres.census", options));
    }

    @Word(
            value =
                    "Fails with everything that keeps this database from living in another: an older PostgreSQL there, another encoding, another locale (which breaks the order of text, unique indexes and some "
                            + "products at their start), a missing extension, a standby, settings of the destination database itself, or two names of one database. Each is kept as evidence.",
            touches = Touches.READS,
            yields = Void.class)
    @Option(
            name = "locale",
            choices = {"same", "any"},
            about = "'any': another locale is borne; 'same' unless said")
    public Object verifyFits(Map<String, Object> options, @TargetName("database") String destination) {
        Options given = new Options("postgres.verifyFits", options);
        TargetSpec to = scope.target("database", destination);
        return scope.perform(Effect.<Object>reads(
                        given.word(), database.name(), "fits into database '" + destination + "'", () -> {
                            new Fit(scope, given, database, to).verify();
                            return null;
                        })
                .needing(options));
    }

    @Word(
            value =
                    "Dumps the database into an archive on the host, as a job: it survives a lost connection, and a resumed run attaches to it. Before it begins, a pg_dump that is not older than the server is looked "
                            + "for among all that are installed there, and that it reaches the server which the inventory means. The archive (mode 0600) appears under its name when it is whole; one that is there already is an error, "
                            + "so put run.id into the name. Gives [bytes: of the archive, tables: with data in it]. The password goes through the environment of pg_dump alone. Progress is in bytes of tables.",
            touches = Touches.WRITES,
            sparesTarget = true,
            onHost = true,
            yields = Map.class)
    @Option(
            name = "jobs",
            type = Integer.class,
            about = "more than 1: a folder instead of a file, so many tables at a time (pg_dump -Fd -j); 1 unless said")
    @Option(name = "schema", about = SCHEMA)
    @Option(name = "withoutData", about = WITHOUT_DATA)
    @Option(name = "tools", about = TOOLS)
    @Option(name = "at", about = AT)
    public Object dump(Map<String, Object> options, Text path) {
        return new Dump(scope, database, new Options("postgres.dump", options), path).perform(path);
    }

    @Word(
            value =
                    "Restores an archive of dump, on the host, as a job; always with --exit-on-error, and unless jobs: says otherwise all or nothing. Before it begins: a pg_restore that is not newer than the server and "
                            + "can read the archive, an archive that does not come from a newer server. A database that is not empty is an error: a restore over it doubles rows. At the end it is analyzed. "
                            + "Gives [bytes: of the tables, tables: with data in the archive].",
            touches = Touches.WRITES,
            onHost = true,
            yields = Map.class)
    @Option(name = "jobs", type = Integer.class, about = "how many tables and indexes at a time; 1 unless said")
    @Option(name = "role", about = ROLE)
    @Option(name = "owners", type = Boolean.class, about = OWNERS)
    @Option(name = "privileges", type = Boolean.class, about = PRIVILEGES)
    @Option(name = "comments", type = Boolean.class, about = COMMENTS)
    @Option(name = "together", type = Boolean.class, about = TOGETHER)
    @Option(name = "analyze", type = Boolean.class, about = ANALYZE)
    @Option(name = "tools", about = TOOLS)
    @Option(name = "at", about = AT)
    public Object restore(Map<String, Object> options, Text path) {
        return new Restore(scope, database, new Options("postgres.restore", options), path).perform(path);
    }

    @Word(
            value =
                    "Dumps this database straight into another, without a file between them, as one job on a host that reaches both servers. Everything is looked at before as by dump and restore; the "
                            + "destination must be empty, and gets all or nothing. For many gigabytes dump and restore with jobs: are faster. Gives [bytes: of the tables there, tables: of the source].",
            touches = Touches.WRITES,
            sparesTarget = true,
            onHost = true,
            yields = Map.class)
    @Option(name = "schema", about = SCHEMA)
    @Option(name = "withoutData", about = WITHOUT_DATA)
    @Option(name = "role", about = ROLE)
    @Option(name = "owners", type = Boolean.class, about = OWNERS)
    @Option(name = "privileges", type = Boolean.class, about = PRIVILEGES)
    @Option(name = "comments", type = Boolean.class, about = COMMENTS)
    @Option(name = "together", type = Boolean.class, about = TOGETHER)
    @Option(name = "analyze", type = Boolean.class, about = ANALYZE)
    @Option(name = "tools", about = TOOLS)
    @Option(name = "at", about = AT)
    @Option(name = "toAt", about = "the same of the destination")
    public Object copyTo(Map<String, Object> options, @TargetName("database") String destination) {
        TargetSpec to = scope.target("database", destination);
        return new Copy(scope, database, to, new Options("postgres.copyTo", options)).perform();
    }

    @Word(
            value =
                    "Empties the database, in a destructive step. With schema: those schemas are dropped with everything in them and made again, with their owner and grants; needs the owner of the database. Without it the "
                            + "database is dropped and created again from template0, with its owner, encoding and locale unless options say otherwise; needs a superuser or a role with CREATEDB that owns it. It is an error while anybody "
                            + "else is connected. Gives [tables: how many were dropped]. It can be repeated after a failure.",
            touches = Touches.WRITES,
            destructive = true,
            repeatable = true,
            yields = Map.class)
    @Option(name = "schema", about = "a schema or a list of them; the whole database unless said")
    @Option(name = "owner", about = "who owns what is created; as it was unless said")
    @Option(name = "encoding", about = "of the new database, 'UTF8'; as it was unless said")
    @Option(name = "locale", about = "of the new database, 'C': for LC_COLLATE and LC_CTYPE; as it was unless said")
    @Option(name = "force", type = Boolean.class, about = "true: sessions of others are ended; an error unless said")
    public Object wipe(Map<String, Object> options) {
        return new Wipe(scope, database, new Options("postgres.wipe", options)).perform();
    }
}
