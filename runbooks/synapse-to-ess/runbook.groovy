title 'Synapse to Element Server Suite'
about '''Moves one homeserver into ESS on Kubernetes under the same server_name, with the same keys, passwords and sessions. Only the dump, the restore and the last files
fall into the outage. Synapse starts healthy with a wrong signing key, a wrong pepper and without media: so nothing here trusts its health page. The README says what to prepare.'''
notMigrated 'cache of remote media', 'URL previews', 'Prometheus history', 'TURN and bridge hosts', 'logs'

param 'serverName',      about: 'the part behind the colon of @user:…; it can never change'
param 'clientHost',      about: 'the name that clients connect to, matrix.example.org'
param 'ess',             about: 'address of the ESS ingress, HOST or HOST:PORT, used before DNS knows it'
param 'windowOpens',     type: Instant, about: 'when users may be shut out, with its zone'
param 'synapse',         default: '1.159.0', about: 'the release on both sides, and the one that was rehearsed; upgrade the old server to it days before'
param 'scheme',          default: 'https', choices: ['https', 'http'], about: 'how clients reach the ingress'
param 'oldSynapse',      default: 'http://127.0.0.1:8008', about: 'Synapse itself, as the old host sees it'
param 'sourceDb',        default: 'postgresql', choices: ['postgresql', 'sqlite'], about: 'with sqlite the inventory\'s database source is the empty PostgreSQL one that synapse_port_db fills'
param 'sqliteFile',      default: '/var/lib/matrix-synapse/homeserver.db', about: 'of a SQLite source'
param 'configDir',       default: '/etc/matrix-synapse', about: 'with homeserver.yaml, and for SQLite homeserver-postgres.yaml'
param 'signingKey',      default: '/etc/matrix-synapse/homeserver.signing.key', about: 'signing_key_path of homeserver.yaml'
param 'appServices',     type: List, default: [], about: 'app_service_config_files of homeserver.yaml'
param 'workers',         type: List, default: [], about: 'units of workers beside matrix-synapse'
param 'mediaStore',      default: '/var/lib/matrix-synapse/media_store', about: 'media_store_path on the old host'
param 'mediaInS3',       type: Boolean, default: false, about: 'S3 holds the media, s3_media_upload has uploaded all that was local, and ESS has the same bucket'
param 'mediaClaim',      default: 'ess-synapse-media', about: 'the volume claim of ESS; empty for classic, where the inventory\'s host media is the machine with the installer\'s data'
param 'mediaAt',         default: '/media', about: 'where host media has that volume; media_store lies in it'
param 'mediaOwner',      default: '10091:10091', about: 'whose the files must be there'
param 'keepRemoteMedia', type: Boolean, default: false, about: 'carry the caches of other servers\' media too'
param 'synapsePods',     default: 'app.kubernetes.io/component=matrix-server', about: 'labels of ESS\'s Synapse: pods and stateful sets'
param 'work',            default: '/var/lib/runbook-synapse', about: 'on the old host, for the dump'
param 'targetWork',      default: '/var/lib/postgres/data', about: 'in the PostgreSQL pod: for the dump and the backup'
param 'disposableUsers', type: Integer, default: 3, about: 'a database of ESS with more users, or rooms, than this is in use'
param 'sampleMedia',     type: Integer, default: 20, about: 'media that are downloaded and compared at the end'
param 'probeUser',       default: 'movecheck', about: 'an ordinary account, made long before, whose password only this runbook uses'
param 'federationTester', default: 'https://federationtester.matrix.org', about: 'asked once DNS is switched'
param 'checkDns',        type: Boolean, default: true, about: 'false where DNS cannot be asked from here'
param 'signatures',      type: Integer, default: 2, about: 'how many people must say go'
secret 'adminToken',     about: 'access token of a server administrator of the old server; it must live on in the new one'
secret 'probePassword',  about: 'the password of probeUser'

targets {
    host     'old', 'pgpod', 'media'
    database 'source', access: 'read'
    database 'target'
    cluster  'ess'
}

def CACHES = ['remote_content/', 'remote_thumbnail/', 'remote_thumbnails/', 'url_cache/', 'url_cache_thumbnails/']
def NUMBERED = [state_group_id_seq: 'state_groups.id', events_stream_seq: 'events.stream_ordering']       // the catalogue does not know whose numbers these give

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('both sides run the same release') { checkReleases() }

step('the old server has finished its background updates') {
    onHost('old') { verify('none is left') { oldData('/_synapse/admin/v1/background_updates/status').current_updates.isEmpty() } }
}

// The Matrix Authentication Service, which the chart installs unless told otherwise, knows none of the old passwords; syn2mas comes later.
step('ESS logs in by password itself') {
    verify('its login has passwords') { newData('/_matrix/client/v3/login').flows.any { it.type == 'm.login.password' } }
}

step('one server name on both sides') {
    onHost('old') { verify('old server') { oldData('/_matrix/key/v2/server').server_name == params.serverName } }
    verify('ESS') { newData('/_matrix/key/v2/server').server_name == params.serverName }
}

step('the database of ESS is what Synapse needs', guard: true) { checkDatabases() }

def size = step('how much there is') {
    [database: params.sourceDb == 'sqlite' ? onHost('old', as: 'root') { 2 * probe("wc -c < ${params.sqliteFile}").trim().toLong() } : postgres('source').facts().bytes,
     media   : onHost('old', as: 'root') { probe("du -sk ${params.mediaStore} | cut -f1", timeout: '1h').trim().toLong() * 1024 }]
}

step('there is room for the dump on both sides') {
    onHost('old', as: 'root') {
        sh "mkdir -p -m 0700 ${params.work}"
        verify('on the old host') { space(params.work).free >= 1.3 * size().database }
    }
    onHost('pgpod') {
        verify('in the PostgreSQL pod: dump, backup, and tables with their indexes') { space(params.targetWork).free >= 2.5 * size().database }
    }
}

def keysBefore = step('the keys that other servers know us by') {
    onHost('old') { oldData('/_matrix/key/v2/server').verify_keys }
}

step('the probe user and the administrator get in today') {      // else their failure tomorrow would prove nothing
    onHost('old') {
        verify('password')           { oldLogin() == 200 }
        verify('administrator token') { oldPage('/_synapse/admin/v2/users?limit=1').status == 200 }
    }
}

phase 'Prepare'

step('carry keys and secrets', rerun: 'safe') {
    onHost('old', as: 'root') {
        def settings = readYaml("${params.configDir}/homeserver.yaml", secret: true)
        verify('macaroon_secret_key is set: an unset one is derived, and guest and short-lived tokens die') { settings.macaroon_secret_key != null }
        verify('media are on this host, or S3 is taken care of') { settings.media_storage_providers == null || params.mediaInS3 }
        def carried = [signing_key: readFile(params.signingKey, secret: true), macaroon: settings.macaroon_secret_key, form_secret: settings.form_secret,
                       registration_shared_secret: settings.registration_shared_secret, pepper: settings.password_config?.pepper]
        kubernetes('ess').putSecret('move-from-synapse', carried.findAll { it.value != null })
        params.appServices.each { file -> kubernetes('ess').putSecret('move-appservices', [(file.tokenize('/').last()): readFile(file, secret: true)]) }
    }
}

manual('values.yaml carries keys and settings', expect: '1h', who: 'platform') {
    todo 'synapse.signingKey, synapse.macaroon and synapse.registrationSharedSecret from secret move-from-synapse'
    todo 'synapse.additional: password_config.pepper and form_secret from it; app services from move-appservices; OIDC, SAML, LDAP, retention, rate limits, trusted_key_servers, TURN as they were'
    todo 'Federation stays closed, so that nothing is sent before the check; 500 users are enough for now. helm upgrade, and commit the values'
    ask  'commit of the values'
    verify('ESS shows the carried key') { sameKeys(keysBefore()) }
}

manual('prepare the switch', expect: '2d', who: 'network') {
    todo "Lower the DNS time to live of ${params.clientHost} and ${params.serverName}, at least 48 h before the window"
    todo 'Certificates of the ingress cover both names; reverse proxies know the way back'
}

group('SQLite', when: { params.sourceDb == 'sqlite' }) {
    step('rehearse the port on a snapshot', timeout: '24h', rerun: 'safe') {
        onHost('old', as: 'root', dir: params.work) {
            sh "sqlite3 ${params.sqliteFile} '.backup snapshot.db'"
            port('snapshot.db')
        }
    }
}

// The pods of ESS are gone while its database is filled: somebody must hold the claim. Until then Synapse has it too, on the same node.
step('hold the media claim', when: { params.mediaClaim != '' }) {
    kubernetes('ess').helper('media', claim: params.mediaClaim, at: params.mediaAt, beside: true)
}.undo { kubernetes('ess').removeHelper('media') }

step('pre-sync the media', timeout: '2d', when: { !params.mediaInS3 }) {
    onHost('media', as: 'root') { verify('there is room') { space(params.mediaAt).free >= size().media } }
    syncMedia(CACHES)
    measure bytes: size().media
}

background('pre-sync again', every: '2h', until: 'stop Synapse') {
    if (!params.mediaInS3) {
        syncMedia(CACHES)
    }
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Move'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['service owner', 'platform']) {
    todo 'The last pre-sync was quick, and the report of the rehearsal says how long the rest takes'
    todo 'Element knows of the window; network and platform are awake'
}

step('both sides still run the same release') { checkReleases() }       // asked here for the last time: from now on they stand still

outageBegins()

step('stop Synapse') {
    onHost('old', as: 'root') {
        sh "systemctl stop matrix-synapse ${words(params.workers)}"
        sh "systemctl mask matrix-synapse ${words(params.workers)}"     // nobody starts it by habit
        waitFor('it to be down', timeout: '5m', every: '2s') { probe('systemctl is-active matrix-synapse', ok: [0, 3]).trim() == 'inactive' }
    }
}.undo {
    onHost('old', as: 'root') {
        sh "systemctl unmask matrix-synapse ${words(params.workers)}"
        sh "systemctl start matrix-synapse ${words(params.workers)}"
    }
}

group('port SQLite', when: { params.sourceDb == 'sqlite' }) {
    step('port the stopped database', timeout: '24h', rerun: 'safe') {  // takes up where the rehearsal ended; never VACUUM in between
        onHost('old', as: 'root', dir: params.work) {
            sh "sqlite3 ${params.sqliteFile} '.backup snapshot.db'"
            port('snapshot.db')
        }
    }
}

step('nobody is in the old database') {
    waitFor('the last session to end', timeout: '5m', every: '2s') { postgres('source').facts().sessions.isEmpty() }
}

def before = step('census of the old server', timeout: '4h') {
    def counted = postgres('source').census(schema: 'public', sequences: NUMBERED)
    verify('no sequence of the source is behind') { counted.behind.isEmpty() }
    [tables: counted.tables, sequences: counted.sequences, schema: sql('source').value('select version from schema_version'), compat: sql('source').value('select compat_version from schema_compat_version'),
     media : sampleOf(params.sampleMedia)]
}

parallel(max: 2) {
    group('database') {
        step('dump', timeout: '12h') {          // of a server that has stopped for good: so its one-time keys are given out once
            onHost('old', as: 'root', dir: params.work) { postgres('source').dump("${run.id}.dump") }
            measure bytes: size().database
        }
        step('carry the dump', timeout: '12h') {
            copy from: place('old', "${params.work}/${run.id}.dump", as: 'root'), to: place('pgpod', "${params.targetWork}/"), via: 'engine'
        }
    }
    step('last media', timeout: '12h', when: { !params.mediaInS3 }) { syncMedia(CACHES) }
}

def replicas = step('replicas of ESS') { kubernetes('ess').replicas(selector: params.synapsePods) }

step('stop the Synapse of ESS') {
    kubernetes('ess').scale(replicas().keySet() as List, replicas: 0)
    waitFor('its pods to be gone, and no operator to bring them back', timeout: '10m', every: '2s', holding: '10s') {
        kubernetes('ess').pods(selector: params.synapsePods).isEmpty()
    }
}                                           // and it stays down in a rollback: never two servers of one name

step('back up what ESS has', timeout: '4h') {
    onHost('pgpod', dir: params.targetWork) { postgres('target').dump("before-${run.id}.dump") }
}

step('ESS is not in use') {
    def inUse = [users: sql('target').value('select count(*) from users'), rooms: sql('target').value('select count(*) from rooms')]
    verify('users of a fresh installation') { inUse.users <= params.disposableUsers }
    verify('rooms of a fresh installation') { inUse.rooms <= params.disposableUsers }
    checkDatabases()
}

// Over tables that are there a restore doubles nine of them, and ends with the same status as a good one.
destructive('empty the database of ESS', type: params.serverName) {
    verify('its Synapse is down')  { kubernetes('ess').pods(selector: params.synapsePods).isEmpty() }
    verify('its backup is there')  { onHost('pgpod', dir: params.targetWork) { exists("before-${run.id}.dump") } }
    postgres('target').wipe(schema: 'public')
}

step('restore', timeout: '24h') {
    onHost('pgpod', dir: params.targetWork) { postgres('target').restore("${run.id}.dump") }
    measure bytes: size().database
}

// ─── Before ESS starts: Synapse writes as soon as it runs ───────────────────────────────────────────────────────────────────────────
phase 'Compare'

step('the database arrived', timeout: '4h') {
    def after = postgres('target').census(schema: 'public', sequences: NUMBERED)
    def facts = postgres('target').facts()
    verifyAll {
        verifySame('every table, by rows and content', before().tables, after.tables)
        verifySame('every sequence', before().sequences, after.sequences)
        verify('no sequence is behind its table: Synapse does not notice state_group_id_seq') { after.behind.isEmpty() }
        verifySame('schema', before().schema, sql('target').value('select version from schema_version'))
        verifySame('oldest compatible schema', before().compat, sql('target').value('select compat_version from schema_compat_version'))
        verify('collation') { facts.collate == 'C' && facts.ctype == 'C' }
    }
}

step('the media arrived', timeout: '12h', when: { !params.mediaInS3 }) {
    verifyAll {
        verifySame('files by SHA-256', manifest(place('old', "${params.mediaStore}/", as: 'root'), exclude: CACHES, keep: 'media-old.txt'),
                                       manifest(place('media', "${params.mediaAt}/media_store/"), exclude: CACHES, keep: 'media-ess.txt'))
        verify('every upload has its file') { uploadsWithoutFile().isEmpty() }
    }
}

step('give the media claim back', when: { params.mediaClaim != '' }) { kubernetes('ess').removeHelper('media') }

// ─── Start, still closed to other servers ───────────────────────────────────────────────────────────────────────────────────────────
phase 'Start and probe'

step('start the Synapse of ESS', timeout: '20m') {
    kubernetes('ess').scaleBack(replicas())
    waitFor('its pages', timeout: '15m', every: '2s') { newPage('/health').status == 200 }
}.undo { kubernetes('ess').scale(replicas().keySet() as List, replicas: 0) }

step('it is the same server') {
    verifyAll {
        verify('other servers see the same keys')   { sameKeys(keysBefore()) }
        verify('an old token lives')                { newPage('/_matrix/client/v3/account/whoami').status == 200 }
        verify('an old password logs in: the pepper is right') { newLogin() == 200 }
        verifySame('users', before().tables.users.rows, newData('/_synapse/admin/v2/users?limit=1').total)
        verifySame('rooms', before().tables.rooms.rows, newData('/_synapse/admin/v1/rooms?limit=1').total_rooms)
        verify('media come back, by SHA-256') { before().media.findAll { id, sha -> download(id) != sha }.isEmpty() }
        verify('rooms are found by their aliases') { someAliases().findAll { newPage("/_matrix/client/v3/directory/room/${it}").status != 200 }.isEmpty() }
    }
}

// The port leaves the directory empty and queues no update: nobody would find anybody.
step('people are found again', when: { params.sourceDb == 'sqlite' }) {
    newPost('/_synapse/admin/v1/background_updates/start_job', [job_name: 'regenerate_directory'])
    waitFor('the directory to fill', timeout: '2h', every: '10s') { sql('target').value('select count(*) from user_directory') > 0 }
}

manual('people try it', expect: '30m', who: 'chat admins') {
    todo "With ${params.clientHost} pointed at ${params.ess} in the hosts file: a phone, a desktop, the web client, all logged in since before"
    todo 'Read an encrypted room from before, look at a picture, search for a person, log in anew'
    todo 'Write nothing that must last: up to the next step you can still go back'
}

manual('open ESS or go back', choices: ['open', 'back'], need: params.signatures, who: ['service owner', 'platform']) {
    todo 'Back: runbook rollback. It stops ESS and starts the old server; what was written in ESS is not in it, nothing else is lost'
}
pointOfNoReturn('open ESS', 'it will federate and take writes; if the old server ever starts again, other servers see two of us')

manual('switch DNS', expect: '15m', who: 'network') {
    todo "Point ${params.clientHost} at ${params.ess}"
    todo "https://${params.serverName}/.well-known/matrix/server says { \"m.server\": \"${params.clientHost}:443\" } (without a port it means 8448), …/client says { \"m.homeserver\": { \"base_url\": \"https://${params.clientHost}\" } }"
    verify('DNS leads to ESS') { !params.checkDns || leadsToEss() }
    verify('clients arrive') { publicPage(params.clientHost, '/_matrix/client/versions').status == 200 }
    verify('other servers are sent here') { publicPage(params.serverName, '/.well-known/matrix/server').json['m.server'] == "${params.clientHost}:443".toString() }
}

manual('open federation', expect: '10m', who: 'platform') {
    todo 'Open federation in values.yaml, and helm upgrade'
    todo 'A message to another server, and one from there'
    verify('other servers reach us') { tester().json.FederationOK == true }
}
outageEnds()

// ─── After ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'After'

step('the old server stays down') {
    onHost('old', as: 'root') { verify('it is masked') { probe('systemctl is-enabled matrix-synapse', ok: [0, 1]).trim() == 'masked' } }
}

step('no dump lies about') {
    onHost('old', as: 'root', dir: params.work)     { sh "rm -f ${run.id}.dump snapshot.db" }
    onHost('pgpod', dir: params.targetWork) { sh "rm -f ${run.id}.dump" }
}

manual('afterwards', expect: '1h', who: 'platform') {
    todo 'DNS time to live as it was; delete secrets move-from-synapse and move-appservices once values.yaml no longer needs them'
    todo "Delete before-${run.id}.dump in the PostgreSQL pod; the old host keeps its data for as long as you must be able to prove what was there, and never starts Synapse again"
}

onFailure { failure ->
    note 'Nothing on the old server has changed but that it is stopped and masked. Up to "open ESS" you can go back: runbook rollback.'
}

// ─── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

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

def download(id) { newPage("/_matrix/client/v1/media/download/${params.serverName}/${id}").sha256 }

def sameKeys(keys) { newData('/_matrix/key/v2/server').verify_keys == keys }

def tester() {
    params.checkDns ? http.get("${params.federationTester}/api/report?server_name=${params.serverName}")
                    : http.get("${params.federationTester}/api/report?server_name=${params.serverName}", connectTo: params.ess)
}

def leadsToEss() {
    def there = params.ess.tokenize(':').first()
    dns(params.clientHost).A == (there ==~ /[0-9.]+/ ? [there] : dns(there).A)
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
    }
}

def port(file) {
    job("synapse_port_db --sqlite-database ${file} --postgres-config ${params.configDir}/homeserver-postgres.yaml", failure: ~/Traceback|refus/, stall: '1h')
}

def syncMedia(caches) {
    sync from: place('old', "${params.mediaStore}/", as: 'root'), to: place('media', "${params.mediaAt}/media_store/"), via: 'engine',
         owner: params.mediaOwner, exclude: params.keepRemoteMedia ? [] : caches
}

// aabbccdd… lies in local_content/aa/bb/ccdd…
def uploadsWithoutFile() {
    def ids = sql('target').rows('select media_id from local_media_repository where quarantined_by is null and url_cache is null').collect { it.media_id }
    onHost('media', dir: "${params.mediaAt}/media_store/local_content") {
        probe('''{ find . -type f | sed -e 's,^[.]/,,' -e 's,/,,' -e 's,/,,'; echo ===; cat; } |
                 awk '$0 == "===" { asked = 1; next } !asked { have[$0] = 1; next } !($0 in have)' ''', stdin: ids.join('\n') + '\n', timeout: '1h').lines
    }
}

def sampleOf(count) {
    def ids = sql('source').rows("select media_id from local_media_repository where quarantined_by is null and url_cache is null order by md5(media_id) limit ${count}").collect { it.media_id }
    params.mediaInS3 ? [:] : onHost('old', as: 'root', dir: "${params.mediaStore}/local_content") {
        ids.collectEntries { id -> [id, checksum("${id.substring(0, 2)}/${id.substring(2, 4)}/${id.substring(4)}")] }
    }
}

def someAliases() {
    sql('target').rows('select room_alias from room_aliases order by room_alias limit 5').collect { it.room_alias.replace('#', '%23') }
}
