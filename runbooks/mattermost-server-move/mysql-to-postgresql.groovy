// From MySQL to PostgreSQL with the vendor's migration-assist and pgloader, both on the new server: between the wipe and the census.

step('the new schema', timeout: '30m') {
    onHost('destination', as: 'root', env: [POSTGRES: dataSource()]) { sh "migration-assist postgres \"\$POSTGRES\" --run-migrations --mattermost-version=v${result('both servers say the same version')}" }
}

step('load', timeout: '12h', rerun: 'ask') {
    onHost('destination', as: 'root', dir: "${params.destinationWork}/${result('a folder for this run')}", env: [MYSQL: mysqlSource(), POSTGRES: dataSource()]) {
        sh 'umask 077; migration-assist pgloader --mysql="$MYSQL" --postgres="$POSTGRES" --remove-null-chars >migration.load'
        job('pgloader migration.load', success: ~/Total import time/, failure: ~/FATAL|fell through ECASE|KABOOM/, milestones: [~/COPY/, ~/Create Indexes/, ~/Total import time/], stall: '1h')
    }
}

// pgloader sets search_path for the whole database: only its own role would find the tables.
step('pgloader leaves nothing behind') {
    sql('destination').execute("alter database ${ident(params.databaseName)} reset search_path")
    verify('no setting of the database is left') { postgres('destination').facts().settings.isEmpty() }
    verify('the schema is called public again')  { sql('destination').value("select count(*) from pg_tables where schemaname = 'public'") > 0 }
}

step('indexes', timeout: '8h') {
    onHost('destination', as: 'root', env: [POSTGRES: dataSource()]) { job('migration-assist postgres post-migrate --create-indexes "$POSTGRES"', failure: ~/(?i)error/) }
}

// Days before. What migration-assist finds (too long texts, \u0000 in JSON, leftovers) it names with the switch that repairs it on the old server.
def mysqlIsReady() {
    verify('release 7.1 or later') { version(result('both servers say the same version')) >= version('7.1') }
    note "from ${facts('source').product} ${facts('source').version}; the vendor supports MySQL, not MariaDB"
    onHost('destination', as: 'root', env: [MYSQL: mysqlSource()]) {
        probe('command -v pgloader')
        probe('migration-assist mysql "$MYSQL"', timeout: '30m')
    }
}

// As the new server sees it.
def mysqlSource() {
    "${params.mysqlUser}:${secrets.mysqlPassword}@tcp(${params.mysqlFromDestination})/${params.mysqlName}"
}

// A pgloader that died half-way has left the schema under the name of MySQL's database, and every session led there.
def halfLoadedGoes() {
    sql('destination').execute("alter database ${ident(params.databaseName)} reset search_path")
    sql('destination').execute("drop schema if exists ${ident(params.mysqlName)} cascade")
    sql('destination').execute('create schema if not exists public')
}
