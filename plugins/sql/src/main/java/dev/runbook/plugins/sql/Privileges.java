package dev.runbook.plugins.sql;

/**
 * What to ask a server about itself and about our rights there; both answers are one row.
 *
 * @param self      {@code who}, {@code which} database, {@code version}, {@code millis} of its clock, {@code bytes} used, {@code replica} 0 or 1
 * @param rights    numbers of {@code tables}, of {@code readable} and {@code writable} ones, and whether it {@code creates} some
 * @param clockStep in what steps its clock shows the time, in milliseconds
 */
record Privileges(String self, String rights, int clockStep) {
    private static final Privileges POSTGRESQL = new Privileges("""
            select current_user::text as who, current_database()::text as which, 'PostgreSQL ' || current_setting('server_version') as version,
                   (extract(epoch from clock_timestamp()) * 1000)::bigint as millis, pg_database_size(current_database()) as bytes,
                   case when pg_is_in_recovery() then 1 else 0 end as replica""", """
            select count(*) as tables,
                   count(*) filter (where has_table_privilege(c.oid, 'SELECT')) as readable,
                   count(*) filter (where has_table_privilege(c.oid, 'INSERT') or has_table_privilege(c.oid, 'UPDATE')
                                       or has_table_privilege(c.oid, 'DELETE')) as writable,
                   (select count(*) from pg_namespace s where s.nspname !~ '^(pg_|information_schema)'
                       and has_schema_privilege(s.oid, 'CREATE')) as creates
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)'""", 1);

    /** Rights are those of whoever we are, on everything, on this database or on its tables. */
    private static final Privileges MARIADB = new Privileges("""
            select current_user() as who, database() as which, version() as version,
                   cast(unix_timestamp(now(3)) * 1000 as signed) as millis,
                   (select cast(coalesce(sum(data_length + index_length), 0) as signed) from information_schema.tables
                       where table_schema = database()) as bytes,
                   @@read_only as replica""", """
            select (select count(*) from information_schema.tables where table_schema = database()) as tables,
                   (select count(*) from information_schema.tables where table_schema = database()) as readable,
                   (select count(*) from (%1$s) as rights where privilege_type in ('INSERT', 'UPDATE', 'DELETE')) as writable,
                   (select count(*) from (%1$s) as rights where privilege_type = 'CREATE') as creates""".formatted("""
            select grantee, privilege_type from information_schema.user_privileges
            union all select grantee, privilege_type from information_schema.schema_privileges where database() like table_schema
            union all select grantee, privilege_type from information_schema.table_privileges where table_schema = database()"""), 1);

    static Privileges of(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? POSTGRESQL : MARIADB;
    }
}
