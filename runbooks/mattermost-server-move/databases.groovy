// What is asked of both databases, whatever they are, and how the new one is emptied.

def isMysql(database) {
    params.database == 'mysql' || params.database == 'mysql-to-postgresql' && database == 'source'
}

// Version, size, owner, who is connected …
def facts(database) {
    isMysql(database) ? mysql(database).facts() : postgres(database).facts()
}

def databasesFit() {
    if (params.database == 'postgresql') {
        postgres('source').verifyFits('destination', locale: params.locale)
        def dumps    = onHost('source', as: 'root')      { postgres('source').tools('dump') }
        def restores = onHost('destination', as: 'root') { postgres('destination').tools('restore') }
        verify('pg_restore reads what pg_dump writes') { restores.tokenize('.')[0].toInteger() >= dumps.tokenize('.')[0].toInteger() }
    }
    if (params.database == 'mysql') {
        mysql('source').verifyFits('destination', locale: params.locale, names: 'any')      // tables get the new server's spelling
    } else {
        verify('databaseUser owns the new database') { facts('destination').owner == params.databaseUser }
        verify('it holds every character')           { facts('destination').encoding == 'UTF8' }
    }
    verify('it is called databaseName') { facts('destination').name == params.databaseName }
}

def disposable() {
    verify('hardly anybody is on the new server') { sql('destination').value("select count(*) from ${table('destination', 'users')}") <= params.disposableUsers }
    verify('nobody wrote there')                  { sql('destination').value("select count(*) from ${table('destination', 'posts')} where type = ''") <= params.disposableUsers }
}

def roomForDump() {
    def bytes = facts('source').bytes
    onHost('source', as: 'root')      { verify('for the dump') { space(params.sourceWork).free > bytes } }
    onHost('destination', as: 'root') { verify('for the dump') { space(params.destinationWork).free > bytes } }
    bytes
}

// As much as the old one takes; asked again right before the new one is emptied, which gives little back.
def roomForDatabase() {
    if (params.databaseFiles) {
        def bytes = facts('source').bytes
        onHost('destination', as: 'root') { verify('for the restored database') { space(params.databaseFiles).free > bytes } }
    }
}

// ── Tables ──

def schema(database) {
    raw(isMysql(database) ? 'database()' : 'current_schema()')
}

def tables(database) {
    sql(database).rows("select table_name as name from information_schema.tables where table_schema = ${schema(database)} and table_type = 'BASE TABLE' order by 1").collect { it.name }
}

// Spelt as the catalogue has it: lower case on PostgreSQL and on Bitnami's MySQL, else as Mattermost writes it.
def table(database, name) {
    ident(tables(database).find { it.equalsIgnoreCase(name) })
}

def respell(stock) {
    tables('destination').each { name ->
        def wanted = stock.find { it.equalsIgnoreCase(name) }
        if (wanted != null && wanted != name) {
            sql('destination').execute("rename table ${ident(name)} to ${ident(wanted)}")
        }
    }
    def now = tables('destination').collect { it.toLowerCase() }
    verify('no two tables are equal but for case') { now.size() == now.toSet().size() }
}

// ── What Mattermost keeps in them ──

def diagnosticId(database) {
    sql(database).value("select value as value from ${table(database, 'systems')} where name = 'DiagnosticId'")
}

// From the migrations, not from the table systems: its row Version stays behind on servers that were upgraded past 6.4.
def schemaVersion(database) {
    def migrated = tables(database).any { it.equalsIgnoreCase('db_migrations') }       // since 6.4
    migrated ? sql(database).value("select max(version) from ${table(database, 'db_migrations')}").toString() :
               sql(database).value("select value as value from ${table(database, 'systems')} where name = 'Version'")
}

def activeConfigurations(database) {
    sql(database).value("select count(*) from ${table(database, 'configurations')} where active")
}

def lastLogin(database) {
    sql(database).value("select max(createat) from ${table(database, 'sessions')}")
}

def paths(database) {
    sql(database).rows("select path as path, thumbnailpath as thumb, previewpath as preview from ${table(database, 'fileinfo')} where postid <> '' and deleteat = 0")
        .collectMany { [it.path, it.thumb, it.preview].findAll { path -> path } }
}

def sample() {
    sql('source').rows("select id as id, path as path from ${table('source', 'fileinfo')} where postid <> '' and deleteat = 0 order by id limit ${params.sampleFiles}")
}

// ── Census ──

// All tables of the catalogue: rows and contents; between MySQL and PostgreSQL rows only, and not what pgloader leaves out.
def census(database) {
    if (params.database == 'postgresql') {
        return postgres(database).census(jobs: params.jobs)
    }
    if (params.database == 'mysql') {
        return mysql(database).census(lowerCase: true).subMap(['tables', 'autoIncrement'])
    }
    def found = isMysql(database) ? mysql(database).census(hash: false, lowerCase: true) : postgres(database).census(schema: 'public', hash: false, lowerCase: true)
    found.tables.findAll { name, counted -> !ownTable(name) }.collectEntries { name, counted -> [name, counted.rows] }
}

def ownTable(name) {
    params.database == 'mysql-to-postgresql' &&
        name.toLowerCase() ==~ /schema_migrations|db_migrations|db_lock|db_config_migrations|configurations|configurationfiles|ir_.*|focalboard.*|calls.*/
}

def kinds(database) {
    def all = tables(database)
    def count = { name, condition -> sql(database).value("select count(*) from ${ident(all.find { it.equalsIgnoreCase(name) })} where ${raw(condition)}") }
    def kinds = [:]
    kinds['teams'] = count('teams', 'deleteat = 0')
    [O: 'public channels', P: 'private channels', D: 'direct conversations', G: 'group conversations'].each { type, kind ->
        kinds[kind] = count('channels', "type = '${type}' and deleteat = 0".toString())
    }
    kinds['users']             = count('users', 'deleteat = 0')
    kinds['deactivated users'] = count('users', 'deleteat <> 0')
    kinds['bots']              = count('bots', 'deleteat = 0')
    kinds['posts']             = count('posts', "type = '' and rootid = '' and deleteat = 0")
    kinds['replies']           = count('posts', "type = '' and rootid <> '' and deleteat = 0")
    kinds['reactions']         = count('reactions', '1 = 1')
    kinds['files']             = count('fileinfo', "postid <> '' and deleteat = 0")
    kinds['emoji']             = count('emoji', 'deleteat = 0')
    kinds['team members']      = count('teammembers', '1 = 1')
    kinds['channel members']   = count('channelmembers', '1 = 1')
    kinds['preferences']       = count('preferences', '1 = 1')
    kinds
}

// Of every table with id and createat: how many rows there are from before a moment, and a sum over their ids that is the same on both kinds of databases.
def ids(database, moment) {
    def found = sql(database).rows("""select table_name as name from information_schema.columns where table_schema = ${schema(database)} and lower(column_name) in ('id', 'createat')
                                      group by table_name having count(*) = 2 order by 1""").collect { it.name }
    found.findAll { name -> !(name.toLowerCase() in params.volatileTables) && !ownTable(name) }.collectEntries { name ->
        def sum = raw(isMysql(database) ? 'sum(cast(conv(substr(md5(id), 1, 15), 16, 10) as unsigned))' : "sum(('x' || substr(md5(id), 1, 15))::bit(60)::bigint)")
        def row = sql(database).row("select count(*) as n, coalesce(${sum}, 0) as total from ${ident(name)} where createat <= ${moment}")
        [name.toLowerCase(), "${row.n} rows, ${row.total}".toString()]
    }
}
