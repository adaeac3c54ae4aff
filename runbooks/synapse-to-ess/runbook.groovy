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
param 'edition',         default: 'chart', choices: ['chart', 'classic'], about: 'of ESS: the Helm chart matrix-stack, or the on-premises installer'
param 'sourceDb',        default: 'postgresql', choices: ['postgresql', 'sqlite'], about: 'with sqlite the inventory\'s database source is the empty PostgreSQL one that synapse_port_db fills'
param 'sqliteFile',      default: '/var/lib/matrix-synapse/homeserver.db', about: 'of a SQLite source'
param 'configDir',       default: '/etc/matrix-synapse', about: 'with homeserver.yaml and conf.d, and for SQLite homeserver-postgres.yaml'
param 'signingKey',      default: '/etc/matrix-synapse/homeserver.signing.key', about: 'signing_key_path of homeserver.yaml'
param 'newSigningKey',   type: Boolean, default: false, about: 'true: ESS keeps the signing key that it made (not one of a chart up to 25.12.1: CVE-2026-24044); the old one goes along as an old one'
param 'appServices',     type: List, default: [], about: 'app_service_config_files of homeserver.yaml, all of them'
param 'mailServer',      default: '', about: 'HOST or HOST:PORT by which ESS sends mail, if the old server sends any: email of homeserver.yaml. Its localhost is not that of ESS'
param 'carriesPepper',   type: Boolean, default: true, about: 'false: this ESS takes no pepper (classic); every password must be set anew'
param 'guests',          type: Boolean, default: false, about: 'true: the old server has guests, and secret guestToken proves that macaroon_secret_key arrived'
param 'unit',            default: 'matrix-synapse', about: 'of systemd on the old host'
param 'workers',         type: List, default: [], about: 'units of its workers'
param 'mediaStore',      default: '/var/lib/matrix-synapse/media_store', about: 'media_store_path on the old host'
param 'mediaInS3',       type: Boolean, default: false, about: 'true: S3 holds the media (S3StorageProviderBackend), and ESS has the same bucket and prefix'
param 's3Bucket',        default: '', about: 'that bucket, with mediaInS3'
param 's3Folder',        default: '/var/lib/s3_media_upload', about: 'where s3_media_upload runs on the old host: its database.yaml lies there'
param 'mediaClaim',      default: 'ess-synapse-media', about: 'the volume claim of the chart; with classic the inventory\'s host media is the machine that has the files'
param 'mediaAt',         default: '/media', about: 'where host media has them; media_store lies in it'
param 'mediaOwner',      default: '10091:10091', about: 'whose the files must be there'
param 'keepRemoteMedia', type: Boolean, default: false, about: 'carry the caches of other servers\' media too'
param 'synapsePods',     default: 'app.kubernetes.io/component=matrix-server', about: 'labels of ESS\'s Synapse: pods and stateful sets'
param 'operator',        default: '', about: 'what would start again what is scaled to 0 (classic: deployment/element-operator-controller-manager); its namespace is cluster operator'
param 'work',            default: '/var/lib/runbook-synapse', about: 'on the old host, for the dump'
param 'targetWork',      default: '/var/lib/postgres/data', about: 'in the PostgreSQL pod: for the dump and the backup'
param 'disposableUsers', type: Integer, default: 3, about: 'a database of ESS with more users, or rooms, than this is in use'
param 'sampleMedia',     type: Integer, default: 20, about: 'media that are downloaded and compared at the end'
param 'probeUser',       default: 'movecheck', about: 'an ordinary account, made long before, whose password only this runbook uses'
param 'elsewhere',       default: '#matrix:matrix.org', about: 'a room of another server; ESS must not find it until federation is opened'
param 'dnsZone',         default: '', about: 'Route 53: the hosted zone of clientHost, whose record the runbook changes then; empty: people switch DNS'
param 'loadBalancerZone', default: '', about: 'Route 53: the hosted zone of the load balancer, where ess is a name (its CanonicalHostedZoneId)'
param 'federationTester', default: 'https://federationtester.matrix.org', about: 'asked once DNS is switched'
param 'checkDns',        type: Boolean, default: true, about: 'false where DNS cannot be asked from here'
param 'signatures',      type: Integer, default: 2, about: 'how many people must say go'
secret 'adminToken',     about: 'access token of a server administrator of the old server; it must live on in the new one'
secret 'probePassword',  about: 'the password of probeUser'
if (params.guests) {
    secret 'guestToken', about: 'access token of a guest of the old server'
}

targets {
    host     'old', 'pgpod', 'media'
    database 'source', access: 'read'
    database 'target'
    cluster  'ess'
    if (params.operator) {
        cluster 'operator'
    }
    if (params.dnsZone) {
        aws 'account'
    }
}

include 'synapse.groovy'

def USERS = '/_synapse/admin/v2/users?limit=1&deactivated=true&locked=true&guests=true'
def ROOMS = '/_synapse/admin/v1/rooms?limit=1'                  // those that have statistics: fewer than the table has
def CACHES = ['remote_content/', 'remote_thumbnail/', 'remote_thumbnails/', 'url_cache/', 'url_cache_thumbnails/']
def NUMBERED = [state_group_id_seq: 'state_groups.id', events_stream_seq: 'events.stream_ordering']       // the catalogue does not know whose numbers these give
// synapse_port_db does not carry these: search and directory are made anew, the others are of the moment.
def UNPORTED = ~/event_search.*|user_directory.*|users_in_public_rooms|users_who_share_private_rooms|ui_auth_sessions.*|state_groups_pending_deletion|applied_schema_deltas|sqlite_.*|background_updates/

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('both sides run the same release') { checkReleases() }

step('the old server has finished its background updates') { checkUpdates() }

// The Matrix Authentication Service, which the chart installs unless told otherwise, knows none of the old passwords; syn2mas comes later.
step('ESS logs in by password itself') {
    verify('its login has passwords') { newData('/_matrix/client/v3/login').flows.any { it.type == 'm.login.password' } }
    verify('its administration is reachable, for the probes of the night') { newPage('/_synapse/admin/v2/users?limit=1').status in [401, 403] }     // it does not know the token yet
}

step('the units of the old server can be stopped for good') {
    onHost('old', as: 'root') {
        units().each { unit ->
            verify("${unit} runs")          { probe("systemctl is-active ${unit}", ok: [0, 3]).trim() == 'active' }
            verify("${unit} can be masked (else: move its file from /etc/systemd/system to /usr/local/lib/systemd/system)") { !probe("systemctl show -p FragmentPath --value ${unit}").trim().startsWith('/etc/systemd/system/') }
        }
    }
}

step('one server name on both sides') {
    onHost('old') { verify('old server') { oldData('/_matrix/key/v2/server').server_name == params.serverName } }
    verify('ESS') { newData('/_matrix/key/v2/server').server_name == params.serverName }
}

step('the database of ESS is what Synapse needs', guard: true) { checkDatabases() }

step('ESS is not in use') { checkDisposable() }

step('the clocks agree', guard: true) {                 // tokens and certificates live by them
    def theirs = onHost('old')   { probe('date +%s').trim().toLong() }
    def ours   = onHost('pgpod') { probe('date +%s').trim().toLong() }
    verify('within a minute') { (theirs - ours).abs() <= 60 }
}

step('the tools of PostgreSQL fit') { checkTools() }

def size = step('how much there is') {
    [database: params.sourceDb == 'sqlite' ? onHost('old', as: 'root') { 2 * probe("wc -c < ${params.sqliteFile}").trim().toLong() } : postgres('source').facts().bytes,
     media   : onHost('old', as: 'root') { probe("du -sk ${params.mediaStore} | cut -f1", timeout: '1h').trim().toLong() * 1024 }]
}

step('there is room for the dump on both sides') {
    onHost('old', as: 'root') { sh "mkdir -p -m 0700 ${params.work}" }
    checkRoom(size())
}

def keysBefore = step('the keys that other servers know us by') {
    onHost('old') { oldData('/_matrix/key/v2/server') }
}

step('the probe user and the administrator get in today') {      // else their failure tomorrow would prove nothing
    onHost('old') {
        verify('password')           { oldLogin() == 200 }
        verify('administrator token') { oldPage('/_synapse/admin/v2/users?limit=1').status == 200 }
        if (params.guests) {
            verify('guest token') { oldGuest() == 200 }
        }
    }
}

phase 'Prepare'

step('carry keys and secrets', rerun: 'safe') {
    onHost('old', as: 'root') {
        def settings = oldSettings()
        verify('appServices names every app_service_config_files') { (settings.app_service_config_files ?: []).size() == params.appServices.size() }
        verify('media are on this host, or mediaInS3')     { settings.media_storage_providers == null || params.mediaInS3 }
        verify('there is a provider, if mediaInS3')        { settings.media_storage_providers != null || !params.mediaInS3 }
        verify('mailServer says where ESS sends mail, since the old server does') { settings.email == null || params.mailServer != '' }
        // Where it is unset Synapse takes the registration secret in its place, or what it derives from the signing key: that one no ESS can be given.
        def macaroon = secretOf(settings, 'macaroon_secret_key') ?: secretOf(settings, 'registration_shared_secret')
        verify('macaroon_secret_key is set (else: set one and restart Synapse, days before; guests come anew then, and links in old mails die)') { macaroon != null }
        def carried = [signing_key: params.newSigningKey ? null : readFile(params.signingKey, secret: true), old_signing_keys: inJson(oldKeys(keysBefore())),
                       macaroon: macaroon, form_secret: secretOf(settings, 'form_secret'), registration_shared_secret: secretOf(settings, 'registration_shared_secret'),
                       pepper: settings.password_config?.pepper, smtp_pass: settings.email?.smtp_pass]
        kubernetes('ess').putSecret('move-from-synapse', carried.findAll { it.value != null }, replace: true)
        params.appServices.each { file -> kubernetes('ess').putSecret('move-appservices', [(file.tokenize('/').last()): readFile(file, secret: true)]) }
    }
}

if (params.mailServer) {
    step('ESS reaches the mail server') {
        def (server, port) = params.mailServer.tokenize(':') + '25'
        onHost('pgpod') { verify('it answers there') { tcp(server, port.toLong()) } }
    }
}

manual('ESS carries keys and settings', expect: '1h', who: 'platform') {
    todo 'The values are in the secrets move-from-synapse and move-appservices of ESS\'s namespace: kubectl get secret move-from-synapse -o json'
    if (params.edition == 'chart') {
        todo 'values.yaml: synapse.signingKey (unless newSigningKey), synapse.macaroon and synapse.registrationSharedSecret from them'
        todo 'values.yaml, synapse.additional: password_config.pepper, form_secret and old_signing_keys; app services; OIDC, SAML, LDAP, retention, rate limits, trusted_key_servers, TURN as they were'
        todo 'helm upgrade, and commit the values'
    } else {
        todo 'Installer, Synapse, Secrets: signing key (unless newSigningKey), macaroon, registration shared secret, and the pepper where it takes one (else carriesPepper: false)'
        todo 'Installer, Synapse, Additional: form_secret and old_signing_keys; app services; OIDC, SAML, LDAP, retention, rate limits, trusted_key_servers, TURN as they were'
        todo 'Deploy, and keep its cluster.yml, deployment.yml and secrets.yml'
    }
    if (params.mailServer) {
        todo "There too: email as it was, but by ${params.mailServer}; smtp_pass is in the secret"
    }
    todo 'Federation stays closed (federation_domain_whitelist: []), so that nothing is sent before the check; a profile of 500 users is enough for now'
    ask  'where these settings are kept'
    verify('ESS shows the carried key')   { signsAsItShould(keysBefore()) }
    verify('ESS shows the old keys, too') { oldKeysOfEss(keysBefore()) == oldKeys(keysBefore()) }
    verify('ESS finds no room of another server: federation is closed') { federationClosed() }
}

if (params.dnsZone) {
    step('a short DNS time to live') {                  // wait out the old one, which this step gives, before the window
        verify('loadBalancerZone says where ess is a name') { essIsAddress() || params.loadBalancerZone != '' }
        aws('account').route53.ttl(params.clientHost, zone: params.dnsZone, to: '60s')
    }.undo { was -> aws('account').route53.putBack(was) }
}

manual('prepare the switch', expect: '2d', who: 'network') {
    if (!params.dnsZone) {
        todo "Lower the DNS time to live of ${params.clientHost}, at least 48 h before the window"
    }
    todo "Lower the DNS time to live of ${params.serverName} too, if its name moves with it"
    todo 'Certificates of the ingress cover both names; reverse proxies know the way back'
}

group('SQLite', when: { params.sourceDb == 'sqlite' }) {
    step('a snapshot', timeout: '4h', rerun: 'safe') { snapshot() }
    step('rehearse the port on it', timeout: '24h', rerun: 'safe') { port() }
    step('the rehearsed port is complete', timeout: '1h') { ported(UNPORTED) }
}

// The pods of ESS are gone while its database is filled: somebody must hold the claim. Until then Synapse has it too, on the same node.
step('hold the media claim', when: { params.edition == 'chart' && !params.mediaInS3 }) {
    kubernetes('ess').helper('media', claim: params.mediaClaim, at: params.mediaAt, beside: true)
}.undo { kubernetes('ess').removeHelper('media') }

if (params.mediaInS3) {
    step('upload what is only here', timeout: '2d', rerun: 'safe') { toS3() }
} else {
    step('no other media lie where they go', timeout: '1h') {           // in the outage what is not here is removed there
        def there = onHost('media', as: 'root', dir: params.mediaAt) { probe("cd media_store 2>/dev/null && find local_content -type f 2>/dev/null | head -n 200 || true").text }
        def strange = onHost('old', as: 'root') { probe("cd ${params.mediaStore} && while IFS= read -r file; do [ -e \"\$file\" ] || echo \"\$file\"; done", stdin: there).lines }
        verify('they are ours of an earlier attempt, or the few of a fresh ESS (else: is mediaAt right?)') { strange.size() <= 20 }
    }
    step('pre-sync the media', timeout: '2d') {
        onHost('media', as: 'root') { verify('there is room') { space(params.mediaAt).free >= size().media } }
        syncMedia(CACHES)
        measure bytes: size().media
    }
}

background('pre-sync again', every: '2h', until: 'stop Synapse') {
    if (params.mediaInS3) {
        toS3()
    } else {
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

step('both sides still fit') {                          // asked here for the last time: from now on they stand still
    checkReleases()
    checkUpdates()
    checkTools()
    checkRoom(size())
    verify('federation is closed') { federationClosed() }
}

def sample = step('media and people, as the old server shows them') {
    onHost('old') {
        [users: oldData(USERS).total, rooms: oldData(ROOMS).total_rooms, people: oldPeople(), media: mediaSample().collectEntries { id -> [id, oldPage(mediaPath(id)).sha256] }]
    }
}

def replicas = step('replicas of ESS') {
    [synapse: kubernetes('ess').replicas(selector: params.synapsePods), operator: params.operator ? [(params.operator): operatorPods()] : [:]]
}

step('stop the Synapse of ESS') {                       // nobody needs it yet, so this is no outage
    if (params.operator) {                              // first, or it undoes the rest
        kubernetes('operator').scale(params.operator, replicas: 0)
        waitFor('the operator to be gone', timeout: '5m', every: '2s') { kubernetes('operator').rollout(params.operator).there == 0 }
    }
    kubernetes('ess').scale(replicas().synapse.keySet() as List, replicas: 0)
    waitFor('its pods to be gone, and nothing to bring them back (else: what does? parameter operator)', timeout: '10m', every: '2s', holding: '10s') {
        kubernetes('ess').pods(selector: params.synapsePods).isEmpty()
    }
}                                           // and it stays down in a rollback: never two servers of one name

step('back up what ESS has', timeout: '4h') {
    onHost('pgpod', dir: params.targetWork) { postgres('target').dump("before-${run.id}.dump") }
}

outageBegins()

step('stop Synapse') {
    onHost('old', as: 'root') {
        sh "systemctl stop ${units()}"
        sh "systemctl mask ${units()}"                  // nobody starts it by habit
        waitFor('it to be down', timeout: '5m', every: '2s') { probe("systemctl is-active ${units()}", ok: [0, 3]).lines.every { it.trim() in ['inactive', 'failed'] } }
    }
}.undo {
    onHost('old', as: 'root') {
        sh "systemctl unmask ${units()}"
        sh "systemctl start ${units()}"
    }
}

group('port SQLite', when: { params.sourceDb == 'sqlite' }) {
    step('the last snapshot', timeout: '4h', rerun: 'safe') { snapshot() }
    step('port it', timeout: '24h', rerun: 'safe') { port() }       // takes up where the rehearsal ended; never VACUUM in between
    step('the port is complete', timeout: '1h') { ported(UNPORTED) }
}

step('nobody is in the old database') {
    waitFor('the last session to end', timeout: '5m', every: '2s') { postgres('source').facts().sessions.isEmpty() }
}

def before = step('census of the old server', timeout: '4h') {
    def counted = postgres('source').census(schema: 'public', sequences: NUMBERED)
    verify('no sequence of the source is behind') { counted.behind.isEmpty() }
    [tables: counted.tables, sequences: counted.sequences, schema: sql('source').value('select version from schema_version'), compat: sql('source').value('select compat_version from schema_compat_version')]
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
    step('last media', timeout: '12h', rerun: 'safe') {
        if (params.mediaInS3) {
            toS3()
        } else {
            syncMedia(CACHES, true)                     // what ESS had, or is no longer here, goes
        }
    }
}

step('ESS is still not in use') {
    checkDisposable()
    checkDatabases()
}

// Over tables that are there a restore doubles nine of them, and ends with the same status as a good one.
destructive('empty the database of ESS', type: params.serverName) {
    verify('its Synapse is down')  { kubernetes('ess').pods(selector: params.synapsePods).isEmpty() }
    verify('its backup is there, and can be read') { onHost('pgpod', dir: params.targetWork) { probe("pg_restore --list before-${run.id}.dump | grep -c 'TABLE DATA'").trim().toInteger() > 0 } }
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

step('give the media claim back', when: { params.edition == 'chart' && !params.mediaInS3 }) { kubernetes('ess').removeHelper('media') }

// ─── Start, still closed to other servers ───────────────────────────────────────────────────────────────────────────────────────────
phase 'Start and probe'

step('start the Synapse of ESS', timeout: '20m') {
    kubernetes('ess').scaleBack(replicas().synapse)
    if (params.operator) {
        kubernetes('operator').scaleBack(replicas().operator)
    }
    waitFor('its pages', timeout: '15m', every: '2s') { newPage('/health').status == 200 }
}.undo {
    if (params.operator) {
        kubernetes('operator').scale(params.operator, replicas: 0)
        waitFor('the operator to be gone', timeout: '5m', every: '2s') { kubernetes('operator').rollout(params.operator).there == 0 }
    }
    kubernetes('ess').scale(replicas().synapse.keySet() as List, replicas: 0)
    waitFor('its pods to be gone', timeout: '5m', every: '2s') { kubernetes('ess').pods(selector: params.synapsePods).isEmpty() }
    note 'ESS has run: it may have given out one-time keys that the old server has too. In the old database: TRUNCATE e2e_one_time_keys_json (devices upload new ones).'
}

step('it is the same server') {
    verifyAll {
        verify('other servers see the same key')    { signsAsItShould(keysBefore()) }
        verify('and the old ones, by which they check what is old') { oldKeysOfEss(keysBefore()) == oldKeys(keysBefore()) }
        verify('the release')                       { version(newData('/_matrix/federation/v1/version').server.version) == version(params.synapse) }
        verify('an old token lives')                { newPage('/_matrix/client/v3/account/whoami').status == 200 }
        if (params.carriesPepper) {
            verify('an old password logs in: the pepper is right') { newLogin() == 200 }
        } else {
            verify('old passwords are dead, as was said') { newLogin() == 403 }
        }
        if (params.guests) {
            verify('a guest of before is known: macaroon_secret_key is right') { newGuest() == 200 }
        }
        verify('users, as it shows them') { newData(USERS).total >= sample().users }      // who came in the minutes since is welcome
        verify('rooms, as it shows them') { newData(ROOMS).total_rooms >= sample().rooms }
        verify('media come back, by SHA-256') { sample().media.findAll { id, sha -> newPage(mediaPath(id)).sha256 != sha }.isEmpty() }
        verify('rooms are found by their aliases') { someAliases().findAll { newPage("/_matrix/client/v3/directory/room/${it}").status != 200 }.isEmpty() }
        verify('federation is closed') { federationClosed() }
    }
}

// The port leaves the directory empty and queues no update: nobody would find anybody.
step('the directory is made anew', when: { params.sourceDb == 'sqlite' }) {
    newPost('/_synapse/admin/v1/background_updates/start_job', [job_name: 'regenerate_directory'])
    waitFor('the update to end', timeout: '2h', every: '10s') {
        newData('/_synapse/admin/v1/background_updates/status').current_updates.isEmpty()
        sql('target').value('select count(*) from user_directory') > 0
    }
}

step('people are found') { verify('whoever was found before') { (sample().people - newPeople()).isEmpty() } }

manual('people try it', expect: '30m', who: 'chat admins') {
    todo "With ${params.clientHost} pointed at ${params.ess} in the hosts file: a phone, a desktop, the web client, all logged in since before"
    todo 'Read an encrypted room from before, look at a picture, search for a person, write into a test room'
    if (params.carriesPepper) {
        todo 'Log in anew'
    } else {
        todo 'Set the password of one account anew and log in; prepare to do so for all (POST /_synapse/admin/v1/reset_password/USER), and tell people'
    }
    todo 'Write nothing that must last: up to the next step you can still go back'
}

manual('open ESS or go back', choices: ['open', 'back'], need: params.signatures, who: ['service owner', 'platform']) {
    todo 'Back: runbook rollback. It stops ESS and starts the old server; what was written in ESS is not in it. Then do what its last note says about one-time keys'
}
pointOfNoReturn('open ESS', 'it will federate and take writes; if the old server ever starts again, other servers see two of us')

if (params.dnsZone) {
    step('switch DNS', timeout: '30m') {
        if (essIsAddress()) {
            aws('account').route53.upsert(params.clientHost, zone: params.dnsZone, values: [essName()])
        } else {
            aws('account').route53.upsert(params.clientHost, zone: params.dnsZone, alias: [zone: params.loadBalancerZone, name: essName(), evaluateHealth: false])
        }
    }.undo { was -> aws('account').route53.putBack(was) }
    step('the name leads to ESS', timeout: '2h', when: { params.checkDns }) {
        waitFor('this machine\'s resolver', timeout: '1h', every: '10s') { leadsToEss() }
    }
}

manual('switch DNS and well-known', expect: '15m', who: 'network') {
    if (!params.dnsZone) {
        todo "Point ${params.clientHost} at ${params.ess}"
    }
    todo "https://${params.serverName}/.well-known/matrix/server says { \"m.server\": \"${params.clientHost}:443\" } (without a port it means 8448)"
    todo "https://${params.serverName}/.well-known/matrix/client says { \"m.homeserver\": { \"base_url\": \"https://${params.clientHost}\" } }"
    verify('DNS leads to ESS') { !params.checkDns || leadsToEss() }
    verify('clients arrive') { publicPage(params.clientHost, '/_matrix/client/versions').status == 200 }
    verify('other servers are sent here') { publicPage(params.serverName, '/.well-known/matrix/server').json['m.server'] == "${params.clientHost}:443".toString() }
    verify('clients are sent here') { publicPage(params.serverName, '/.well-known/matrix/client').json['m.homeserver'].base_url.replaceFirst('/$', '') == "https://${params.clientHost}".toString() }
}

manual('open federation', expect: '10m', who: 'platform') {
    todo "Open federation (${params.edition == 'chart' ? 'values.yaml, and helm upgrade' : 'installer, and deploy'})"
    todo 'A message to another server, and one from there'
    verify('other servers reach us') { tester().json.FederationOK == true }
}
outageEnds()

// ─── After ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'After'

step('the old server stays down') {
    onHost('old', as: 'root') { verify('it is masked') { probe("systemctl is-enabled ${units()}", ok: [0, 1]).lines.every { it.trim() == 'masked' } } }
}

step('no dump lies about') {
    onHost('old', as: 'root', dir: params.work)     { sh "rm -f ${run.id}.dump snapshot.db" }
    onHost('pgpod', dir: params.targetWork) { sh "rm -f ${run.id}.dump" }
}

manual('afterwards', expect: '1h', who: 'platform') {
    todo 'DNS time to live as it was; delete secrets move-from-synapse and move-appservices once ESS has the values elsewhere'
    todo 'More users than the profile of ESS was made for: raise it. The Matrix Authentication Service, if it is wanted: syn2mas, on another night'
    todo "Delete before-${run.id}.dump in the PostgreSQL pod; the old host keeps its data for as long as you must be able to prove what was there, and never starts Synapse again"
}

onFailure { failure ->
    note 'Nothing on the old server has changed but that it is stopped and masked. Up to "open ESS" you can go back: runbook rollback.'
}
