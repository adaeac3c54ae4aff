package dev.runbook.lab.synapse;

/** The programs of the old machine that are not what they seem. */
final class OldTools {
    static final String SYSTEMCTL = """
            #!/bin/sh
            # The laboratory's systemctl: knows one unit, which answers while the file says that it is active.
            state="$HOME/run"; mkdir -p "$state"
            case "$1" in
                start) [ ! -e "$state/masked" ] || { echo "Failed to start $2.service: Unit $2.service is masked." >&2; exit 1; }; touch "$state/active" ;;
                stop) rm -f "$state/active" ;;
                mask) touch "$state/masked" ;;
                unmask) rm -f "$state/masked" ;;
                is-active) if [ -e "$state/active" ] && [ "$2" = matrix-synapse ]; then echo active; else echo inactive; exit 3; fi ;;
                show) if [ -e "$state/in-etc" ]; then echo "/etc/systemd/system/$5.service"; else echo "/lib/systemd/system/$5.service"; fi ;;
                is-enabled) if [ -e "$state/masked" ]; then echo masked; exit 1; else echo enabled; fi ;;
                *) echo "Unknown command verb $1." >&2; exit 1 ;;
            esac
            """;

    /** It may be killed and run again, it refuses a file with auto_vacuum, and it leaves the directory empty without a word. */
    static final String PORT = """
            #!/bin/sh
            # The laboratory's synapse_port_db: a stand-in that copies table by table with sqlite3 and psql.
            while [ $# -gt 0 ]; do
                case "$1" in
                    --sqlite-database) file=$2; shift ;;
                    --postgres-config) config=$2; shift ;;
                esac
                shift
            done
            [ -e "$file" ] && [ -e "$config" ] || { echo "Traceback: no such file: $file or $config" >&2; exit 1; }
            [ "$(sqlite3 "$file" 'pragma auto_vacuum')" = 0 ] || { echo 'auto_vacuum is not supported' >&2; exit 3; }
            pg() { PGPASSFILE="$HOME/etc/pgpass" psql -qAt -v ON_ERROR_STOP=1 -d "$(cat "$HOME/etc/ported")" "$@"; }
            if [ -z "$(pg -c "select 1 from pg_tables where tablename = 'port_from_sqlite3'")" ]; then
                pg -o /dev/null -f "$HOME/etc/schema.sql" || exit 1
                pg -c 'create table port_from_sqlite3 (table_name text not null unique, forward_rowid bigint, backward_rowid bigint)' || exit 1
            fi
            {
                echo 'begin;'
                for table in $(sqlite3 "$file" "select name from sqlite_master where type = 'table'"); do
                    case "$table" in user_directory|applied_schema_deltas|sqlite_*) continue ;; esac
                    echo "truncate $table; copy $table from stdin (format csv, null '\\\\N');"
                    sqlite3 -csv -nullvalue '\\N' -cmd '.separator "," "\\n"' "$file" "select * from $table"
                    echo '\\.'
                done
                echo "delete from port_from_sqlite3; insert into port_from_sqlite3 values ('events', 1, 0);"
                echo "select setval('events_stream_seq', (select max(stream_ordering) from events)), setval('state_group_id_seq', (select max(id) from state_groups));"
                echo 'commit;'
            } | pg -o /dev/null && echo 'Port complete'
            """;

    static final String S3 = """
            #!/bin/sh
            # The laboratory's s3_media_upload: the bucket is a folder.
            [ "$1" != --no-progress ] || shift
            [ -e database.yaml ] || { echo 'Traceback: database.yaml is not here' >&2; exit 1; }
            case "$1" in
                update) [ -d "$2" ] && : >cache.db ;;
                upload) [ -e cache.db ] && cp -r "$2/local_content" "$2/local_thumbnails" "$HOME/s3/$3/" ;;
                *) echo "the laboratory's s3_media_upload does not know $1" >&2; exit 2 ;;
            esac
            """;

    private OldTools() {}
}
