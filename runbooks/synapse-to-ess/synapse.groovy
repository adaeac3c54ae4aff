// What the steps of runbook.groovy ask both servers, and how they look into configuration, database and media of Synapse.

def units() { [params.unit] + params.workers }

def oldPage(path) { http.get("${params.oldSynapse}${path}", headers: [Authorization: "Bearer ${secrets.adminToken}"]) }

def newPage(path) { http.get("${params.scheme}://${params.clientHost}${path}", connectTo: params.ess, headers: [Authorization: "Bearer ${secrets.adminToken}"]) }

def oldData(path) { http.get("${params.oldSynapse}${path}", headers: [Authorization: "Bearer ${secrets.adminToken}"], ok: [200]).json }

def newData(path) { http.get("${params.scheme}://${params.clientHost}${path}", connectTo: params.ess, headers: [Authorization: "Bearer ${secrets.adminToken}"], ok: [200]).json }

def newPost(path, what) {
    http.post("${params.scheme}://${params.clientHost}${path}", connectTo: params.ess, headers: [Authorization: "Bearer ${secrets.adminToken}"], json: what, ok: [200])
}

def password() { [type: 'm.login.password', identifier: [type: 'm.id.user', user: params.probeUser], password: secrets.probePassword] }

def oldLogin() { http.post("${params.oldSynapse}/_matrix/client/v3/login", reads: true, json: password()).status }

def newLogin() { http.post("${params.scheme}://${params.clientHost}/_matrix/client/v3/login", connectTo: params.ess, reads: true, json: password()).status }

def oldGuest() { http.get("${params.oldSynapse}/_matrix/client/v3/account/whoami", headers: [Authorization: "Bearer ${secrets.guestToken}"]).status }

def newGuest() { http.get("${params.scheme}://${params.clientHost}/_matrix/client/v3/account/whoami", connectTo: params.ess, headers: [Authorization: "Bearer ${secrets.guestToken}"]).status }

def search() { [search_term: params.probeUser, limit: 50] }

def oldPeople() {
    http.post("${params.oldSynapse}/_matrix/client/v3/user_directory/search", reads: true, json: search(), headers: [Authorization: "Bearer ${secrets.adminToken}"], ok: [200]).json.results.collect { it.user_id }
}

def newPeople() {
    http.post("${params.scheme}://${params.clientHost}/_matrix/client/v3/user_directory/search", connectTo: params.ess, reads: true, json: search(), headers: [Authorization: "Bearer ${secrets.adminToken}"], ok: [200]).json.results.collect { it.user_id }
}

def mediaPath(id) { "/_matrix/client/v1/media/download/${params.serverName}/${id}".toString() }

def federationClosed() { newPage("/_matrix/client/v3/directory/room/${params.elsewhere.replace('#', '%23')}").status != 200 }

// What /_matrix/key/v2/server said of the old server, and says of ESS.
def signsAsItShould(before) {
    def now = newData('/_matrix/key/v2/server').verify_keys
    params.newSigningKey ? now.keySet().disjoint(before.verify_keys.keySet()) : now == before.verify_keys
}

// With a new key the one of today is an old one from the day after the window: what was signed later would not be believed.
def oldKeys(before) {
    (before.old_verify_keys ?: [:]) + (params.newSigningKey ? before.verify_keys.collectEntries { id, key -> [id, [key: key.key, expired_ts: params.windowOpens.toEpochMilli() + 24 * 3600 * 1000L]] } : [:])
}

def oldKeysOfEss(before) { (newData('/_matrix/key/v2/server').old_verify_keys ?: [:]).subMap(oldKeys(before).keySet()) }

def inJson(keys) { '{' + keys.collect { id, key -> "\"${id}\": {\"key\": \"${key.key}\", \"expired_ts\": ${key.expired_ts}}" }.join(', ') + '}' }

def tester() {
    params.checkDns ? http.get("${params.federationTester}/api/report?server_name=${params.serverName}")
                    : http.get("${params.federationTester}/api/report?server_name=${params.serverName}", connectTo: params.ess)
}

def essName() { params.ess.tokenize(':').first() }

def essIsAddress() { essName() ==~ /[0-9.]+/ }

def leadsToEss() {
    def there = essIsAddress() ? [essName()] : dns(essName()).A
    dns(params.clientHost).A.any { it in there }        // a load balancer shows now these of its addresses, now those
}

// As everybody sees it.
def publicPage(host, path) {
    params.checkDns ? http.get("${params.scheme}://${host}${path}") : http.get("${params.scheme}://${host}${path}", connectTo: params.ess)
}

def checkReleases() {
    onHost('old') { verify('the old server')  { version(oldData('/_matrix/federation/v1/version').server.version) == version(params.synapse) } }
    verify('ESS') { version(newData('/_matrix/federation/v1/version').server.version) == version(params.synapse) }
}

// Asked also when both are stopped, before a run goes on.
def checkDatabases() {
    def facts = postgres('target').facts()
    postgres('source').verifyFits('target', locale: 'any')
    verifyAll {
        verify('encoding')  { facts.encoding == 'UTF8' }
        verify('collation') { facts.collate == 'C' }
        verify('character types') { facts.ctype == 'C' }
        verify('its owner is who restores, or it could not be emptied') { facts.owner == sql('target').value('select current_user') }
    }
}

def checkUpdates() {
    onHost('old') { verify('no background update is left') { oldData('/_synapse/admin/v1/background_updates/status').current_updates.isEmpty() } }
}

def checkDisposable() {
    def inUse = [users: sql('target').value('select count(*) from users'), rooms: sql('target').value('select count(*) from rooms')]
    verify('users of a fresh installation') { inUse.users <= params.disposableUsers }
    verify('rooms of a fresh installation') { inUse.rooms <= params.disposableUsers }
}

def checkTools() {
    def dumps    = onHost('old', as: 'root') { postgres('source').tools('dump') }
    def restores = onHost('pgpod')           { postgres('target').tools('restore') }
    verify('pg_restore reads what pg_dump writes') { restores.tokenize('.')[0].toInteger() >= dumps.tokenize('.')[0].toInteger() }
}

def checkRoom(size) {
    onHost('old', as: 'root') { verify('on the old host') { space(params.work).free >= 1.3 * size.database } }
    onHost('pgpod')           { verify('in the PostgreSQL pod: dump, backup, and tables with their indexes') { space(params.targetWork).free >= 2.5 * size.database } }
}

// As Synapse itself puts them together: homeserver.yaml, and over it, key by key, the files that packages of Debian keep in conf.d.
def oldSettings() {
    def settings = readYaml("${params.configDir}/homeserver.yaml", secret: true)
    probe("find ${params.configDir}/conf.d -name '*.yaml' 2>/dev/null | sort").lines.each { file -> settings = settings + (readYaml(file, secret: true) ?: [:]) }
    settings
}

def secretOf(settings, name) {
    def path = settings["${name}_path".toString()]
    settings[name] ?: (path ? probe("tr -d '\\n' < ${path}", secret: true) : null)
}

def snapshot() {
    onHost('old', as: 'root', dir: params.work) { sh "rm -f snapshot.db && sqlite3 -cmd '.timeout 60000' ${params.sqliteFile} '.backup snapshot.db'", timeout: '4h' }      // Synapse may be writing
}

def port() {
    onHost('old', as: 'root', dir: params.work) {
        job("synapse_port_db --sqlite-database snapshot.db --postgres-config ${params.configDir}/homeserver-postgres.yaml", failure: ~/Traceback|refus|auto_vacuum/, stall: '1h')
    }
}

// Its own end says little: every table by its rows, in the file and in PostgreSQL.
def ported(unported) {
    def inFile = onHost('old', as: 'root', dir: params.work) {
        def names = probe("sqlite3 snapshot.db \"select name from sqlite_master where type = 'table' order by 1\"").lines.findAll { !(it ==~ unported) }
        def counts = names.collect { "select '${it}', count(*) from \"${it}\";".toString() }.join('\n')
        probe('sqlite3 -separator " " snapshot.db', stdin: counts, timeout: '1h').lines.collectEntries { [it.tokenize()[0], it.tokenize()[1] as Long] }
    }
    def arrived = postgres('source').census(schema: 'public', hash: false).tables.collectEntries { name, table -> [name, table.rows as Long] }
    verifySame('rows of every table, in SQLite and PostgreSQL', inFile, arrived.subMap(inFile.keySet()))
}

// S3 lacks what the provider could not upload at the time.
def toS3() {
    onHost('old', as: 'root', dir: params.s3Folder) {
        job("s3_media_upload --no-progress update ${params.mediaStore} 0d && s3_media_upload --no-progress upload ${params.mediaStore} ${params.s3Bucket}", failure: ~/Traceback/, stall: '2h')
    }
}

def operatorPods() { kubernetes('operator').rollout(params.operator).wanted }

def syncMedia(caches, mirror = false) {
    sync from: place('old', "${params.mediaStore}/", as: 'root'), to: place('media', "${params.mediaAt}/media_store/"), via: 'engine',
         delete: mirror, owner: params.mediaOwner, exclude: params.keepRemoteMedia ? [] : caches
}

// aabbccdd… lies in local_content/aa/bb/ccdd…
def uploadsWithoutFile() {
    def ids = sql('target').rows('select media_id from local_media_repository where quarantined_by is null and url_cache is null').collect { it.media_id }
    onHost('media', dir: "${params.mediaAt}/media_store/local_content") {
        probe('''{ find . -type f | sed -e 's,^[.]/,,' -e 's,/,,' -e 's,/,,'; echo ===; cat; } |
                 awk '$0 == "===" { asked = 1; next } !asked { have[$0] = 1; next } !($0 in have)' ''', stdin: ids.join('\n') + '\n', timeout: '1h').lines
    }
}

// The newest, which are the likeliest to be missing, and others from everywhere: ids have no order.
def mediaSample() {
    def part = { order -> "(select media_id from local_media_repository where quarantined_by is null and url_cache is null order by ${order} limit ${params.sampleMedia.intdiv(2) + 1})" }
    def query = "select media_id from ${part('created_ts desc')} newest union select media_id from ${part('media_id')} others".toString()
    params.sourceDb == 'sqlite' ? onHost('old', as: 'root') { probe("sqlite3 -cmd '.timeout 60000' ${params.sqliteFile} ${query}").lines } : sql('source').rows(raw(query)).collect { it.media_id }
}

def someAliases() {
    sql('target').rows("select room_alias from room_aliases where room_alias ~ '^#[A-Za-z0-9._-]+:' order by room_alias limit 5").collect { it.room_alias.replace('#', '%23') }
}
