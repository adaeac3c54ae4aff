package dev.runbook.plugins.postgres.client;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import dev.runbook.engine.spi.Databases;
import dev.runbook.engine.spi.Databases.Address;
import dev.runbook.engine.spi.Databases.Session;
import dev.runbook.engine.spi.Databases.Use;
import dev.runbook.engine.spi.Options;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The client tools of MariaDB and MySQL: a dump is a file of statements. */
public final class Mysql {
    /** The tools by either name; the newer one first. */
    private static final String NAMES = """
            if command -v mariadb-dump >/dev/null 2>&1; then rb_dump=mariadb-dump; else rb_dump=mysqldump; fi
            if command -v mariadb >/dev/null 2>&1; then rb_client=mariadb; else rb_client=mysql; fi
            """;

    private static final String IDENTITY =
            "select concat_ws('/', @@hostname, @@port, @@datadir, @@pid_file, database()) as identity";
    private static final Pattern TABLE = Pattern.compile("table structure for table (.+?)\\.\\.\\.");
    private static final String WHOLE = "-- Dump completed";

    private final StepScope scope;
    private final TargetSpec database;
    private final Options options;
    private final Client client;
    private final Address address;

    public Mysql(StepScope scope, TargetSpec database, Options options) {
        this.scope = scope;
        this.database = database;
        this.options = options;
        this.client = new Client(scope, options);
        this.address = Databases.installed().address(database);
        if (!address.product().equals("mariadb")) {
            throw RunbookException.invalid(options.word() + ": expected a MariaDB or MySQL database, found "
                    + database.label() + " with a url of " + address.product() + " (" + database.where()
                    + "); use postgres('" + database.name() + "')");
        }
    }

    /** Statements that make the tables again, in one view of the data; the last line says that they are whole. */
    public Object dump(Text path) {
        Object ready = ready(false, path);
        Script script = new Script()
                .add("umask 077\np=")
                .value(path)
                .add(
                        "\nif [ -e \"$p\" ]; then echo \"$p is there already: remove it, or choose another name\" >&2; exit 1; fi\n")
                .add(NAMES);
        connected(script, "$rb_dump")
                .add(
                        " --single-transaction --quick --routines --triggers --events --hex-blob --default-character-set=utf8mb4 --verbose --result-file=\"$p.partial\" ")
                .value(address.name())
                .add("\ntail -n 1 \"$p.partial\" | grep -q '^" + WHOLE
                        + "' || { echo 'the dump has no last line, so it is not whole' >&2; exit 1; }\n")
                .add("mv -- \"$p.partial\" \"$p\"\n");
        Object job = client.job("mysqldump " + database.name(), script, ready, progress(ready), List.of());
        return client.result(job, database, "the dump on host '" + client.host() + "'", () -> {
            Map<String, Object> result = new LinkedHashMap<>();
            Script size = new Script().add("wc -c <").value(path);
            result.put(
                    "bytes",
                    Long.parseLong(client.said(size, ((Ready) ready).path()).strip()));
            result.put("tables", ((Ready) ready).sizes().size());
            return result;
        });
    }

    /** The client stops at the first error, as it does whenever it reads a file. */
    public Object restore(Text path) {
        Restore.writable(options.word(), database);
        Object ready = ready(true, path);
        Script script = new Script()
                .add("p=")
                .value(path)
                .add("\ntail -n 1 \"$p\" | grep -q '^" + WHOLE
                        + "' || { echo \"$p has no last line, so it is not whole\" >&2; exit 1; }\n")
                .add(NAMES)
                .add("n=$(");
        connected(script, "$rb_client")
                .add(" --batch --skip-column-names --execute=")
                .value("select count(*) from information_schema.tables where table_schema = database()")
                .add(" ")
                .value(address.name())
                .add(
                        ")\n[ \"$n\" = 0 ] || { echo \"the database is not empty: it has $n tables. A dump replaces those of its own and leaves the others: empty it first\" >&2; exit 1; }\n");
        connected(script, "$rb_client")
                .add(" --default-character-set=utf8mb4 ")
                .value(address.name())
                .add(" <\"$p\"\n");
        Object job = client.job("mysql " + database.name(), script, ready, progress(ready), List.of());
        return client.result(job, database, "how much was restored", () -> {
            Map<String, Long> sizes = sizes();
            Map<String, Object> result = new LinkedHashMap<>();
            result.put(
                    "bytes", sizes.values().stream().mapToLong(Long::longValue).sum());
            result.put("tables", sizes.size());
            return result;
        });
    }

    private Progress progress(Object ready) {
        return new Progress(scope, TABLE, Client.sizes(ready));
    }

    private Object ready(boolean writes, Text path) {
        String what = "the server, and its client tools on host '" + client.host() + "'";
        return client.ready(database, what, () -> look(writes), path);
    }

    private Ready look(boolean writes) throws Exception {
        Script tools = new Script()
                .add(NAMES)
                .add(
                        "for each in $rb_dump $rb_client; do command -v $each >/dev/null || { echo \"found no $each: install mariadb-client or mysql-client\" >&2; exit 1; }; done\n");
        client.said(tools, null);
        Script ask = new Script().add(NAMES);
        connected(ask, "$rb_client")
                .add(" --batch --skip-column-names --execute=")
                .value(IDENTITY)
                .add(" ")
                .value(address.name());
        String found = client.said(ask, null).strip();
        try (Session session = Databases.installed().open(scope, options.word(), database, null, Use.READS)) {
            String expected = (String) session.rows(IDENTITY).get(0).get("identity");
            client.same(database, "the address of its url", found, expected);
        }
        return new Ready(null, writes ? Map.of() : sizes());
    }

    private Map<String, Long> sizes() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Session session = Databases.installed().open(scope, options.word(), database, null, Use.READS)) {
            session.rows(
                            "select table_name as name, coalesce(data_length, 0) as bytes from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'")
                    .forEach(row -> sizes.put((String) row.get("name"), ((Number) row.get("bytes")).longValue()));
        }
        return sizes;
    }

    private Script connected(Script script, String tool) {
        String url = address.settings().get("password");
        Secret password = database.secret("password").orElse(url == null ? null : Secret.of("password", url));
        String at = options.text("at");
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
                    .value(parts.length == 2 ? parts[1] : "3306");
        }
        database.text("user").ifPresent(user -> script.add(" --user=").value(user));
        return script;
    }
}
