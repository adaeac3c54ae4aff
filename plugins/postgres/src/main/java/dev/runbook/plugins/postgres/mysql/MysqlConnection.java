package dev.runbook.plugins.postgres.mysql;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Address;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.TargetSpec;
import dev.runbook.plugins.postgres.client.Client;
import dev.runbook.plugins.postgres.client.Script;

/**
 * How a client tool on a host reaches a database.
 *
 * @param database its entry in the inventory
 * @param address  what its url says
 * @param at       {@code host:port}, or the path of a socket, where that is not what the url says; or null
 */
record MysqlConnection(TargetSpec database, Address address, String at) {
    /** The tools by either name; the newer one first. */
    static final String NAMES = """
            if command -v mariadb-dump >/dev/null 2>&1; then rb_dump=mariadb-dump; else rb_dump=mysqldump; fi
            if command -v mariadb >/dev/null 2>&1; then rb_client=mariadb; else rb_client=mysql; fi
            """;

    private static final String THERE = NAMES
            + "for each in $rb_dump $rb_client; do command -v $each >/dev/null || { echo \"found no $each: install mariadb-client or mysql-client\" >&2; exit 1; }; done\n";
    private static final String DEFAULT_PORT = "3306";

    static MysqlConnection of(Options options, TargetSpec database, String at) {
        Address address = Databases.installed().address(database);
        if (!address.product().equals("mariadb")) {
            throw RunbookException.invalid(options.word() + ": expected a MariaDB or MySQL database, found "
                    + database.label() + " with a url of " + address.product() + " (" + database.where()
                    + "); use postgres('" + database.name() + "')");
        }
        return new MysqlConnection(database, address, at);
    }

    /** A tool with where and who; the password goes through its environment. */
    Script tool(Script script, String tool) {
        String url = address.settings().get("password");
        Secret password = database.secret("password").orElse(url == null ? null : Secret.of("password", url));
        script.password("MYSQL_PWD", password).add(tool);
        if (at != null && at.startsWith("/")) {
            script.add(" --socket=").value(at);
        } else {
            String[] parts = at == null
                    ? new String[] {
                        address.server().host(), String.valueOf(address.server().port())
                    }
                    : at.split(":", 2);
            script.add(" --protocol=tcp --host=")
                    .value(parts[0])
                    .add(" --port=")
                    .value(parts.length == 2 ? parts[1] : DEFAULT_PORT);
        }
        database.text("user").ifPresent(user -> script.add(" --user=").value(user));
        return script;
    }

    /** The client, for one query. */
    Script ask(Script script, String query) {
        return tool(script, "$rb_client")
                .add(" --batch --skip-column-names --execute=")
                .value(query)
                .add(" ")
                .value(address.name());
    }

    /** Statements of the whole database on standard output, in one view of the data. */
    Script dump(Script script) {
        return tool(script, "$rb_dump")
                .add(
                        " --single-transaction --quick --routines --triggers --events --hex-blob --default-character-set=utf8mb4 --verbose ")
                .value(address.name());
    }

    /** The client, for statements on its standard input. */
    Script load(Script script) {
        return tool(script, "$rb_client")
                .add(" --default-character-set=utf8mb4 ")
                .value(address.name());
    }

    /** Asked by the job itself: a restore over tables would replace those of the dump and leave the others. */
    Script empty(Script script) {
        script.add("n=$(");
        return ask(script, "select count(*) from information_schema.tables where table_schema = database()")
                .add(
                        ")\n[ \"$n\" = 0 ] || { echo \"the database is not empty: it has $n tables. A dump replaces those of its own and leaves the others. Wipe it first, with mysql(NAME).wipe()\" >&2; exit 1; }\n");
    }

    /** That the host has the tools, and reaches the server that the engine sees. */
    void sameServer(Client client, MysqlFacts facts) throws InterruptedException {
        client.said(new Script().add(THERE), null);
        Script ask = ask(new Script().add(NAMES), MysqlFacts.IDENTITY);
        client.same(
                database,
                at == null ? "the address of its url" : "'" + at + "'",
                client.said(ask, null).strip(),
                facts.identity());
    }
}
