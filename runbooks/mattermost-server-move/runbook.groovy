title 'Mattermost server to server'
about '''The same Mattermost on another machine: database, files, configuration. Passwords, sessions and links stay valid. The same release on both sides:
upgrade the old server first, then move. The database is PostgreSQL, MySQL (also of Bitnami), or goes from MySQL to PostgreSQL on the way. The README says
what to prepare, what stays for people, and why each check is here.'''
notMigrated 'search indexes of Elasticsearch and Bleve (the new server builds them again)', 'logs', 'exports and half uploads that lie in the file store',
            'TLS certificate, reverse proxy and its limits', 'cron jobs and monitoring of the old machine'

param 'siteUrl',             about: 'what users type, https://chat.example.org: it stays'
param 'newAddress',          about: 'HOST or HOST:PORT of the new server\'s reverse proxy or load balancer, before DNS leads there'
param 'adminUser',           about: 'a system administrator with a password of Mattermost\'s own (no single sign-on, no second factor): the old password must log in on the new server'
param 'windowOpens',         type: Instant, about: 'when users may be shut out, with its zone'
param 'database',            default: 'postgresql', choices: ['postgresql', 'mysql', 'mysql-to-postgresql'], about: 'from which database to which; MariaDB goes as mysql'
param 'configuration',       default: 'file', choices: ['file', 'database'], about: 'config.json, or rows of the database (MM_CONFIG is its address)'
param 'files',               default: 'local', choices: ['local', 's3', 'elsewhere'], about: 'local: moved here; s3: the bucket stays; elsewhere: somebody else moves them, nothing is checked'
param 'sourceService',       default: 'mattermost', about: 'the unit of systemd; with Bitnami bitnami.mattermost, or what systemctl list-units says'
param 'destinationService',  default: 'mattermost'
param 'sourceHome',          default: '/opt/mattermost', about: 'with Bitnami /opt/bitnami/mattermost'
param 'destinationHome',     default: '/opt/mattermost'
param 'sourceData',          default: '/opt/mattermost/data', about: 'the local file store: FileSettings.Directory, as an absolute path'
param 'destinationData',     default: '/opt/mattermost/data'
param 'sourcePort',          type: Integer, default: 8065, about: 'where Mattermost listens on its host'
param 'destinationPort',     type: Integer, default: 8065
param 'environmentFile',     default: '/opt/mattermost/config/mattermost.environment', about: 'EnvironmentFile= of the new unit: gets the variables MM_… of the old one'
param 'owner',               default: 'mattermost:mattermost', about: 'of the files on the new server; empty: as they come'
param 'databaseName',        default: 'mattermost', about: 'on the new server'
param 'databaseUser',        default: 'mmuser', about: 'on the new server: owner of the database'
param 'dataSourceAddress',   default: '127.0.0.1:5432', about: 'HOST:PORT of the new database, as the new server sees it'
param 'dataSourceOptions',   default: 'sslmode=disable&connect_timeout=10', about: 'with MySQL charset=utf8mb4,utf8&writeTimeout=30s'
param 'mysqlFromDestination', default: '', about: 'MySQL to PostgreSQL only: HOST:PORT of the old MySQL, as the new server sees it'
param 'mysqlUser',           default: 'mmuser', about: 'MySQL to PostgreSQL only'
param 'mysqlName',           default: 'mattermost', about: 'MySQL to PostgreSQL only'
param 'locale',              default: 'same', choices: ['same', 'any'], about: 'any: another collation of the new PostgreSQL is borne, as after a change of distribution'
param 'sameBuild',           type: Boolean, default: true, about: 'false: the programs differ byte by byte (another processor); then only their versions are compared'
param 'via',                 default: 'direct', choices: ['direct', 'engine'], about: 'the bytes\' way: host to host, or through this machine'
param 'limit',               default: '', about: 'of the pre-sync, while people work: 60MB/s'
param 'sourceWork',          default: '/var/backups', about: 'where the dump is made'
param 'destinationWork',     default: '/var/backups'
param 'jobs',                type: Integer, default: 2, about: 'tables dumped, restored and counted at a time'
param 'disposableUsers',     type: Integer, default: 5, about: 'a new server with more users than this is not empty'
param 'guests',              default: 'keep', choices: ['keep', 'deactivate'], about: 'where guest accounts are off, Mattermost deactivates guests at its start'
param 'volatileTables',      type: List, default: ['sessions', 'jobs', 'tokens', 'status'], about: 'rows of these may go by themselves once the new server runs'
param 'sampleFiles',         type: Integer, default: 20, about: 'attachments downloaded through the new server and compared byte by byte'
param 'criticalTeams',       type: List, default: [], about: 'teams that the new server must know, by name'
param 'signatures',          type: Integer, default: 2, about: 'how many people must say go, and open'
secret 'adminPassword',      about: 'of adminUser, the same before and after'
secret 'databasePassword',   about: 'of databaseUser on the new server: letters, digits and . _ ~ - only, since it becomes part of a URL'
if (params.database == 'mysql-to-postgresql') {
    secret 'mysqlPassword',  about: 'of mysqlUser'
}

targets {
    host     'source', 'destination'
    database 'source', access: 'read'
    database 'destination'
}

def LEFT_OUT = ['export/**', 'import/**']           // of the file store: an old export there would be taken for tonight's some day

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('the databases fit', guard: true) { databasesFit() }

step('the programs are the same', guard: true) { programsAreTheSame() }

step('the clocks agree', guard: true) {             // sessions, posts and this runbook's last check live by them
    def old = onHost('source')      { probe('date +%s').trim().toLong() }
    def now = onHost('destination') { probe('date +%s').trim().toLong() }
    verify('within 30 seconds') { (old - now).abs() <= 30 }
}

step('the new unit can start', guard: true) {
    onHost('destination', as: 'root') {
        // A unit that still requires mysql.service does not start where MySQL was retired.
        def needed = probe("systemctl show ${params.destinationService} -p Requires -p BindsTo --value").text.tokenize().findAll { it.endsWith('.service') }
        def missing = needed.findAll { unit -> probe("systemctl is-active ${unit}", ok: [0, 3, 4]).trim() != 'active' }
        verify('all services that it requires are active') { missing.isEmpty() }
        verify('it reads environmentFile')                 { probe("systemctl show ${params.destinationService} -p EnvironmentFiles --value").text.contains(params.environmentFile) }
        // A drop-in left from the installation would beat everything that is moved here.
        verify('its own lines set no MM_ variable')        { !probe("systemctl show ${params.destinationService} -p Environment --value").text.contains('MM_') }
    }
}

def release = step('both servers say the same version') {
    def version = client('source', params.sourcePort).Version
    verifySame('version', version, client('destination', params.destinationPort).Version)
    verify('the new front leads to a Mattermost') { http.get("${params.siteUrl}/api/v4/system/ping", connectTo: params.newAddress).status == 200 }
    version
}

// From the database, not from the table systems: its row Version stays behind on servers that were upgraded past 6.4.
if (params.database != 'mysql-to-postgresql') {
    step('both schemas are of that version') { verifySame('migrations', schemaVersion('source'), schemaVersion('destination')) }
}

def identity = step('the inventory means the database that the old server runs on') {    // MM_SQLSETTINGS_DATASOURCE wins over config.json
    def id = client('source', params.sourcePort).DiagnosticId
    verifySame('DiagnosticId', id, diagnosticId('source'))
    id
}

step('the administrator logs in today') {
    verify('with the password') { login('source', params.sourcePort).status == 200 }
    verify('and administers')   { api('source', params.sourcePort, '/config').status == 200 }
}

def settings = step('what the old server really runs with') {       // the environment over what is stored
    def config = api('source', params.sourcePort, '/config').json
    [driver: config.SqlSettings.DriverName, files: config.FileSettings.DriverName, directory: config.FileSettings.Directory,
     bucket: "${config.FileSettings.AmazonS3Bucket}/${config.FileSettings.AmazonS3PathPrefix}", guests: config.GuestAccountsSettings.Enable, siteUrl: config.ServiceSettings.SiteURL]
}

step('the parameters say the same') {
    def expected = [driver: params.database == 'postgresql' ? 'postgres' : 'mysql', siteUrl: params.siteUrl]
    verifySame('settings', expected, settings().subMap(['driver', 'siteUrl']))
    verify('local files, or S3') { params.files == 'elsewhere' || settings().files == (params.files == 's3' ? 'amazons3' : 'local') }
    onHost('source', as: 'root') {
        verify('configuration in a file, or in the database') { (configurationIsInDatabase(params.sourceService) == 'yes') == (params.configuration == 'database') }
    }
    if (params.files == 'local') {
        // The setting travels: an absolute path of the old server must mean something on the new one too.
        verify('sourceData is its file store')      { onHost('source', as: 'root', dir: params.sourceHome)           { sameFolder(settings().directory, params.sourceData) } }
        verify('and destinationData the new one\'s') { onHost('destination', as: 'root', dir: params.destinationHome) { sameFolder(settings().directory, params.destinationData) } }
    }
}

step('guests stay what they are') {
    def guests = sql('source').value("select count(*) from ${table('source', 'users')} where deleteat = 0 and roles like '%system_guest%'")
    verify('guest accounts are on, or nobody is a guest, or guests: deactivate') { guests == 0 || settings().guests || params.guests == 'deactivate' }
}

step('the password can stand in a data source') {
    onHost('destination') { probe('case "$P" in "" | *[!A-Za-z0-9._~-]*) echo "databasePassword: only letters, digits and . _ ~ - can stand in a data source" >&2; exit 1 ;; esac', env: [P: secrets.databasePassword]) }
    onHost('destination') { verify('the database answers there') { tcp(params.dataSourceAddress.tokenize(':')[0], params.dataSourceAddress.tokenize(':')[1].toInteger()) } }
}

if (params.database == 'mysql-to-postgresql') {
    step('MySQL is ready for PostgreSQL', timeout: '1h') {          // too long texts, \\u0000 in JSON, leftovers: migration-assist names the switch that repairs each
        onHost('destination', as: 'root', env: [MYSQL: mysqlSource()]) {
            probe('command -v pgloader')
            probe('migration-assist mysql "$MYSQL"', timeout: '30m')
        }
    }
}

phase 'Before the outage'

manual('prepare the move', expect: '1d', who: 'operations') {
    todo "Lower the DNS time to live of ${params.siteUrl}, at least the old time to live before the window"
    ask  'ttl'
    todo 'The new reverse proxy has the certificate, the WebSocket headers and the size limit of the old one'
    todo 'Mail, LDAP, SAML, push proxy, S3 and Elasticsearch can be reached from the new server\'s network'
    todo 'Old integrations that call the server by its address rather than its name are known'
    todo 'Announce the outage'
}

def folder = step('a folder for this run') {
    def name = "mattermost-${run.id}"               // a dump of an earlier rehearsal is never mistaken for tonight's
    onHost('source', as: 'root')      { sh "mkdir -p ${params.sourceWork}/${name} && chmod 0700 ${params.sourceWork}/${name}" }
    onHost('destination', as: 'root') { sh "mkdir -p ${params.destinationWork}/${name} && chmod 0700 ${params.destinationWork}/${name}" }
    name
}

step('there is room') {
    def database = databaseBytes('source')
    onHost('source', as: 'root')      { verify('for the dump') { space(params.sourceWork).free > database } }
    onHost('destination', as: 'root') { verify('for the dump') { space(params.destinationWork).free > database } }
    if (params.files == 'local') {
        def files = onHost('source', as: 'root') { space(params.sourceData).used }
        onHost('destination', as: 'root') { verify('for the files, and the dump where it lies with them') { space(params.destinationData).free > files + database } }
    }
    measure bytes: database
}

step('the new server is disposable') { disposable() }

step('stop the new server') {
    onHost('destination', as: 'root') { sh "systemctl stop ${params.destinationService}" }
}.undo {
    onHost('destination', as: 'root') { sh "systemctl start ${params.destinationService}" }
}

step('keep what the new server has', timeout: '1h') {               // its configuration stays beside the new one, as config.json.runbook-…
    onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}") {
        if (params.database == 'mysql') {
            mysql('destination').dump('before.sql')
        } else {
            postgres('destination').dump('before.dump')
        }
    }
}

def spelling = step('how the new server spells its tables') { tables('destination') }

step('the environment\'s settings') {               // days before: when the old unit changes after this, run it again with --rerun
    def lines = onHost('source', as: 'root') { carriedEnvironment(params.sourceService) }
    onHost('destination', as: 'root') {
        def own = params.configuration == 'database' && params.database != 'mysql-to-postgresql' ? "MM_CONFIG=${dataSource()}\n" : ''
        writeFile params.environmentFile, "${lines}\n${own}", mode: '0600'
    }
}.undo {
    onHost('destination', as: 'root') { putBack(params.environmentFile) }
}

if (params.files == 'local') {
    step('first pass of the files', timeout: '48h', retries: 3) { carryFiles(LEFT_OUT, params.limit) }
    background('later passes of the files', every: '1h', until: 'stop the old server') { carryFiles(LEFT_OUT, params.limit) }
}

step('plugins and certificates', timeout: '1h') {
    ['plugins', 'client/plugins'].each { each -> carry("${params.sourceHome}/${each}/", "${params.destinationHome}/${each}/", [], '') }
    carry("${params.sourceHome}/config/", "${params.destinationHome}/config/", ['config.json*', '*.environment*', '*.runbook-*'], '')
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Outage'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['business', 'operations']) {
    todo 'The last pass of the files took minutes, not hours'
    todo 'The banner was up for a day; the support desk knows'
}

if (params.configuration == 'database' && params.database == 'mysql-to-postgresql') {
    step('the stored configuration into a file') {  // pgloader leaves it behind; this needs the running server, in local mode
        onHost('source', as: 'root', dir: params.sourceHome, env: [MYSQL: mysqlSource()]) { sh 'bin/mmctl config migrate "mysql://$MYSQL" config/config.json --local' }
    }
}

outageBegins()

step('stop the old server', rerun: 'safe') {
    onHost('source', as: 'root') {
        sh "systemctl disable --now ${params.sourceService}"        // disable: a reboot must not bring it back, least of all over a bucket that both would write to
        waitFor('its port to close', timeout: '5m', every: '1s') { !tcp('127.0.0.1', params.sourcePort) }
    }
    waitFor('nobody on its database', timeout: '5m', every: '1s') { sessions('source') == 0 }
}.undo {
    onHost('source', as: 'root') { sh "systemctl enable --now ${params.sourceService}" }
}

def before = step('census of the old server', timeout: '2h') {
    [moment: onHost('source') { probe('date +%s').trim().toLong() * 1000 },
     kinds : kinds('source'),
     all   : census('source'),
     lost  : params.files == 'local' ? onHost('source', as: 'root', dir: params.sourceData) { missing(paths('source')) } : []]
}

parallel(max: 2) {
    group('the database') {
        if (params.database == 'postgresql') {
            step('dump', timeout: '8h') {
                onHost('source', as: 'root', dir: "${params.sourceWork}/${folder()}") { postgres('source').dump('mattermost.dump', jobs: params.jobs) }
            }
            step('carry the dump', timeout: '8h') { carryDump("${folder()}/mattermost.dump", folder()) }
        } else if (params.database == 'mysql') {
            step('dump', timeout: '8h') {
                onHost('source', as: 'root', dir: "${params.sourceWork}/${folder()}") { mysql('source').dump('mattermost.sql') }
            }
            step('carry the dump', timeout: '8h') { carryDump("${folder()}/mattermost.sql", folder()) }
        }

        step('the programs are still the same', guard: true) { programsAreTheSame() }
        step('the databases still fit', guard: true)         { databasesFit() }
        step('the new server is still disposable') {
            disposable()
            waitFor('nobody on the new database', timeout: '1m', every: '1s') { sessions('destination') == 0 }
            onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}") { verify('what it had is kept') { exists(kept()) } }
        }
        destructive('empty the new database', type: params.databaseName) { emptyDestination() }

        if (params.database == 'postgresql') {
            step('restore', timeout: '12h') {
                onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}") { postgres('destination').restore('mattermost.dump', jobs: params.jobs) }
            }
        } else if (params.database == 'mysql') {
            step('restore', timeout: '12h') {
                onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}") { mysql('destination').restore('mattermost.sql') }
            }
            // Bitnami has users, Mattermost asks for Users: where MySQL tells them apart it would make a second, empty set, and answer every ping with OK.
            step('tables as Mattermost spells them') { respell(spelling()) }
        } else {
            step('the new schema', timeout: '30m') {
                onHost('destination', as: 'root', env: [POSTGRES: dataSource()]) { sh "migration-assist postgres \"\$POSTGRES\" --run-migrations --mattermost-version=v${release()}" }
            }
            step('load', timeout: '12h', rerun: 'ask') {
                onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}", env: [MYSQL: mysqlSource(), POSTGRES: dataSource()]) {
                    sh 'umask 077; migration-assist pgloader --mysql="$MYSQL" --postgres="$POSTGRES" --remove-null-chars >migration.load'
                    job('pgloader migration.load', failure: ~/FATAL|fell through ECASE|KABOOM/, milestones: [~/COPY/, ~/Create Indexes/, ~/Total import time/], stall: '1h')
                }
            }
            // pgloader sets search_path for the whole database: only its own role would find the tables. If it died, the schema still has MySQL's name.
            step('pgloader leaves nothing behind') {
                sql('destination').execute("alter database ${ident(params.databaseName)} reset search_path")
                verify('no setting of the database is left') { postgres('destination').facts().settings.isEmpty() }
                verify('the schema is called public again')  { sql('destination').value("select count(*) from pg_tables where schemaname = 'public'") > 0 }
            }
            step('indexes', timeout: '8h') {
                onHost('destination', as: 'root', env: [POSTGRES: dataSource()]) { job('migration-assist postgres post-migrate --create-indexes "$POSTGRES"', failure: ~/(?i)error/) }
            }
        }
    }
    group('the files') {
        if (params.files == 'local') {
            step('last pass of the files', timeout: '8h') { carryFiles(LEFT_OUT, '') }
        }
    }
}

// Before the first start: the product writes users, channels and posts of its own within seconds.
step('everything arrived', timeout: '2h') {
    verifyAll {
        verifySame('kinds of objects', before().kinds, kinds('destination'))
        verifySame('tables', before().all, census('destination'))
    }
}

if (params.files == 'local') {
    step('every file arrived', timeout: '8h') {
        def wrong = differences(from: place('source', params.sourceData, as: 'root'), to: place('destination', params.destinationData, as: 'root'), exclude: LEFT_OUT)
        verify('byte by byte, whatever else is there') { wrong.every { it.startsWith('unexpected: ') } }
        def lost = onHost('destination', as: 'root', dir: params.destinationData) { missing(paths('destination')) }
        verify('no row names a file that only the old server has') { (lost - before().lost).isEmpty() }
    }
}

if (params.configuration == 'file' || params.database == 'mysql-to-postgresql') {
    step('configuration') {
        def config = onHost('source', as: 'root') { readFile("${params.sourceHome}/config/config.json", secret: true) }
        onHost('destination', as: 'root') {         // with its keys: without AtRestEncryptKey and the salts, second factors and links die
            writeFile "${params.destinationHome}/config/config.json", config, mode: '0600'
            editJson("${params.destinationHome}/config/config.json") {
                it.SqlSettings.DriverName = params.database == 'mysql' ? 'mysql' : 'postgres'
                it.SqlSettings.DataSource = dataSource()
                it.ServiceSettings.SiteURL = params.siteUrl
            }
        }
    }.undo {
        onHost('destination', as: 'root') { putBack("${params.destinationHome}/config/config.json") }
    }
} else {
    step('configuration in the database') {
        sql('destination').update(params.database == 'mysql' ?
            "update ${table('destination', 'configurations')} set value = json_set(value, '\$.SqlSettings.DataSource', ${dataSource()}) where active" :
            "update configurations set value = jsonb_set(value::jsonb, '{SqlSettings,DataSource}', to_jsonb(${dataSource()}::text))::text where active")
        verify('one is active') { sql('destination').value("select count(*) from ${table('destination', 'configurations')} where active") == 1 }
    }
}

// ─── The new server ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Start'

step('start the new server', timeout: '30m', rerun: 'safe') {
    onHost('destination', as: 'root') {
        sh "systemctl enable --now ${params.destinationService} || { journalctl -u ${params.destinationService} -n 20 --no-pager >&2; exit 1; }"
        waitFor('it answers', timeout: '10m', every: '1s') { http.get("http://127.0.0.1:${params.destinationPort}/api/v4/system/ping").status == 200 }
    }
}.undo {
    onHost('destination', as: 'root') { sh "systemctl disable --now ${params.destinationService}" }
}

step('it is the old server on a new machine') {     // the ping says OK over an empty database too
    def status = onHost('destination') { http.get("http://127.0.0.1:${params.destinationPort}/api/v4/system/ping?get_server_status=true").json }
    verifyAll {
        verify('database')                  { status.database_status == 'OK' }
        verify('file store')                { status.filestore_status == 'OK' }
        verifySame('DiagnosticId', identity(), client('destination', params.destinationPort).DiagnosticId)
        verify('the old password logs in')  { login('destination', params.destinationPort).status == 200 }
        verifySame('schema', schemaVersion('source'), schemaVersion('destination'))
        params.criticalTeams.each { team -> verify("team ${team}") { api('destination', params.destinationPort, "/teams/name/${team}").status == 200 } }
        verify('it answers through the new front') { http.get("${params.siteUrl}/api/v4/system/ping", connectTo: params.newAddress).status == 200 }
    }
}

step('nothing was lost since', timeout: '2h') {     // totals may grow; what came from the old server must still be there
    verifySame('ids of the old server', ids('source', before().moment), ids('destination', before().moment))
    def active = { database -> sql(database).value("select count(*) from ${table(database, 'users')} where deleteat = 0 and createat <= ${before().moment}") }
    verify('nobody was deactivated') { params.guests == 'deactivate' || active('destination') == active('source') }
}

if (params.files != 'elsewhere') {
    step('attachments download whole') {
        def token = login('destination', params.destinationPort).headers.Token
        sample().each { file ->
            def found = onHost('destination') { http.get("http://127.0.0.1:${params.destinationPort}/api/v4/files/${file.id}", headers: [Authorization: "Bearer ${token}"]) }
            verify("file ${file.id}") { found.status == 200 }
            if (params.files == 'local') {
                verifySame("its content", onHost('source', as: 'root', dir: params.sourceData) { checksum(file.path) }, found.sha256)
            }
        }
    }
}

phase 'Confirm'

temporarily('no mail while people try it',
    was:     { api('destination', params.destinationPort, '/config').json.EmailSettings.SendEmailNotifications },
    set:     { was -> sendMail(false) },
    restore: { was -> sendMail(was) }) {
    manual('people try it', expect: '30m', who: 'chat admins') {
        todo "With ${params.siteUrl} pointed at ${params.newAddress} in the hosts file: web, desktop and phone; an old attachment, search, a plugin, a webhook, a login through LDAP or SAML"
        todo 'System Console: change one harmless value and save; this brings the stored configuration to this release'
        todo 'Where the licence is refused, upload it again; where a plugin is off, enable it again'
        verify('it still answers') { http.get("${params.siteUrl}/api/v4/system/ping", connectTo: params.newAddress).status == 200 }
    }
}

manual('open the new server or go back', choices: ['open', 'back'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Back: runbook rollback stops the new server and starts the old one, on which nothing has changed'
}
pointOfNoReturn('open the new server', 'what people write on the new server does not exist on the old one')

manual('switch DNS', expect: '15m', who: 'network') {
    todo "Lead ${params.siteUrl} to ${params.newAddress}"
    verify('the name leads to the new server') { http.get("${params.siteUrl}/api/v4/config/client?format=old").json.DiagnosticId == identity() }      // the old one is stopped
}
outageEnds()

phase 'After'

manual('the days after', expect: '1h', who: 'operations') {
    todo "Set the DNS time to live back to ${result('prepare the move').ttl}"
    todo 'Keep the old server, stopped, until nobody has missed anything for two weeks; it must never start again under this name, nor over the same bucket'
    todo 'Rebuild the search index where there is one (System Console, Elasticsearch or Bleve)'
}

step('remove the dumps') {
    onHost('source', as: 'root')      { sh "rm -rf -- ${params.sourceWork}/${folder()}" }
    onHost('destination', as: 'root') { sh "rm -rf -- ${params.destinationWork}/${folder()}" }
}

onFailure { failure ->
    note 'Nothing on the old server has been changed; it is only stopped. Up to "open the new server" you can go back: runbook rollback.'
}

// ─── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def databasesFit() {
    if (params.database == 'postgresql') {
        postgres('source').verifyFits('destination', locale: params.locale)
        onHost('source', as: 'root')      { postgres('source').tools('dump') }
        onHost('destination', as: 'root') { postgres('destination').tools('restore') }
    }
    if (params.database == 'mysql') {
        verifySame('product', mysqlProduct('source'), mysqlProduct('destination'))
    } else {
        verify('databaseUser owns the new database') { postgres('destination').facts().owner == params.databaseUser }
        verify('it is called databaseName')          { postgres('destination').facts().name == params.databaseName }
        verify('it holds every character')           { postgres('destination').facts().encoding == 'UTF8' }
    }
}

def mysqlProduct(database) {
    sql(database).value("select if(version() like '%MariaDB%', 'MariaDB', 'MySQL')")
}

// The same tarball has the same bytes; asking the program for its version connects to the database on old releases, and hangs where there is none.
def programsAreTheSame() {
    if (params.sameBuild) {
        def old = onHost('source', as: 'root')      { checksum("${params.sourceHome}/bin/mattermost") }
        def now = onHost('destination', as: 'root') { checksum("${params.destinationHome}/bin/mattermost") }
        verifySame('sha256 of bin/mattermost', old, now)
    }
}

def disposable() {
    verify('hardly anybody is on the new server') { sql('destination').value("select count(*) from ${table('destination', 'users')}") <= params.disposableUsers }
    verify('nobody wrote there')                  { sql('destination').value("select count(*) from ${table('destination', 'posts')} where type = ''") <= params.disposableUsers }
}

def emptyDestination() {
    if (params.database == 'mysql') {
        def names = tables('destination')
        sql('destination').transaction {
            execute('set foreign_key_checks = 0')
            names.each { name -> execute("drop table ${ident(name)}") }
        }
    } else {
        postgres('destination').wipe(schema: 'public')
    }
}

def kept() {
    params.database == 'mysql' ? 'before.sql' : 'before.dump'
}

// ── Mattermost's API ──

def client(host, port) {
    onHost(host) { http.get("http://127.0.0.1:${port}/api/v4/config/client?format=old", ok: [200]).json }
}

def login(host, port) {
    onHost(host) { http.post("http://127.0.0.1:${port}/api/v4/users/login", json: [login_id: params.adminUser, password: secrets.adminPassword], reads: true, secret: true) }
}

def api(host, port, path) {
    def token = login(host, port).headers.Token
    onHost(host) { http.get("http://127.0.0.1:${port}/api/v4${raw(path)}", headers: [Authorization: "Bearer ${token}"]) }
}

def sendMail(value) {
    def token = login('destination', params.destinationPort).headers.Token
    onHost('destination') {
        http.put("http://127.0.0.1:${params.destinationPort}/api/v4/config/patch", json: [EmailSettings: [SendEmailNotifications: value]], headers: [Authorization: "Bearer ${token}"], ok: [200])
    }
    verify('it is so') { api('destination', params.destinationPort, '/config').json.EmailSettings.SendEmailNotifications == value }
}

// ── The service and its settings ──

def dataSource() {
    params.database == 'mysql' ? "${params.databaseUser}:${secrets.databasePassword}@tcp(${params.dataSourceAddress})/${params.databaseName}?${params.dataSourceOptions}" :
                                 "postgres://${params.databaseUser}:${secrets.databasePassword}@${params.dataSourceAddress}/${params.databaseName}?${params.dataSourceOptions}"
}

def mysqlSource() {
    "${params.mysqlUser}:${secrets.mysqlPassword}@tcp(${params.mysqlFromDestination})/${params.mysqlName}"
}

// Every MM_ variable of the unit, its drop-ins and its files; the last of one name wins, as with systemd.
def environment() {
    raw('''{ systemctl show "$unit" -p Environment --value | xargs -n 1 printf '%s\\n'
           systemctl show "$unit" -p EnvironmentFiles --value | sed 's/ (ignore_errors=.*//' | while IFS= read -r file; do cat "$file" 2>/dev/null || true; echo; done
         } | { grep '^MM_' || true; }''')
}

def configurationIsInDatabase(service) {
    probe("unit=${service}; ${environment()} | { grep -Eq '^MM_CONFIG=.?(postgres|mysql)' && echo yes || echo no; }").trim()
}

// All but what says where the database is: that is another one now.
def carriedEnvironment(service) {
    probe("unit=${service}; ${environment()} | { grep -v -e '^MM_SQLSETTINGS_DATASOURCE' -e '^MM_SQLSETTINGS_DRIVERNAME' -e '^MM_CONFIG=' || true; }", secret: true)
}

def putBack(file) {
    sh "if [ -e ${file}.runbook-${run.id} ]; then cp -p ${file}.runbook-${run.id} ${file}; fi"
}

// ── Files ──

def carry(from, to, excluded, rate) {
    sync from: place('source', from, as: 'root'), to: place('destination', to, as: 'root'), exclude: excluded, owner: params.owner ?: null,
         limit: rate ?: null, via: params.via == 'engine' ? 'engine' : null
}

def carryFiles(excluded, rate) {
    carry("${params.sourceData}/", "${params.destinationData}/", excluded, rate)
}

def carryDump(path, folder) {
    copy from: place('source', "${params.sourceWork}/${path}", as: 'root'), to: place('destination', "${params.destinationWork}/${folder}/", as: 'root'),
         via: params.via == 'engine' ? 'engine' : null
}

def sameFolder(one, other) {
    probe("cd ${one} && pwd -P").trim() == probe("cd ${other} && pwd -P").trim()
}

def paths(database) {
    sql(database).rows("select path as path, thumbnailpath as thumb, previewpath as preview from ${table(database, 'fileinfo')} where postid <> '' and deleteat = 0")
        .collectMany { [it.path, it.thumb, it.preview].findAll { path -> path } }
}

def missing(paths) {
    probe('while IFS= read -r file; do [ -e "$file" ] || printf "%s\\n" "$file"; done', stdin: paths.collect { "${it}\n" }.join(''), timeout: '2h').lines
}

def sample() {
    sql('source').rows("select id as id, path as path from ${table('source', 'fileinfo')} where postid <> '' and deleteat = 0 order by id limit ${params.sampleFiles}")
}

// ── Databases ──

def isMysql(database) {
    params.database == 'mysql' || params.database == 'mysql-to-postgresql' && database == 'source'
}

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

def diagnosticId(database) {
    sql(database).value("select value as value from ${table(database, 'systems')} where name = 'DiagnosticId'")
}

def schemaVersion(database) {
    def migrated = tables(database).any { it.equalsIgnoreCase('db_migrations') }       // since 6.4
    migrated ? sql(database).value("select max(version) from ${table(database, 'db_migrations')}").toString() :
               sql(database).value("select value as value from ${table(database, 'systems')} where name = 'Version'")
}

def databaseBytes(database) {
    isMysql(database) ? sql(database).value('select sum(data_length + index_length) from information_schema.tables where table_schema = database()').toLong() :
                        postgres(database).facts().bytes
}

def sessions(database) {
    isMysql(database) ? sql(database).value('select count(*) from information_schema.processlist where db = database() and id <> connection_id()') :
                        postgres(database).facts().sessions.size()
}

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
