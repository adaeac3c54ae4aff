title 'Mattermost server to server'
about '''The same Mattermost on another machine: database, files, configuration. Passwords, sessions and links stay valid. The same release on both sides:
upgrade the old server first, then move. The database is PostgreSQL, MySQL (also of Bitnami), or goes from MySQL to PostgreSQL on the way. The README says
what to prepare, what stays for people, and why each check is here. Helpers are in mattermost.groovy and databases.groovy.'''
notMigrated 'search indexes of Elasticsearch and Bleve (the new server builds them again)', 'logs', 'exports and half uploads that lie in the file store',
            'TLS certificate, reverse proxy and its limits', 'cron jobs and monitoring of the old machine'

param 'siteUrl',             about: 'what users type, https://chat.example.org: it stays'
param 'newAddress',          about: 'HOST or HOST:PORT of the new server\'s reverse proxy or load balancer, before DNS leads there'
param 'adminUser',           about: 'a system administrator with a password of Mattermost\'s own (no single sign-on, no second factor): the old password must log in on the new server'
param 'windowOpens',         type: Instant, about: 'when users may be shut out, with its zone'
param 'database',            default: 'postgresql', choices: ['postgresql', 'mysql', 'mysql-to-postgresql'], about: 'from which database to which; MariaDB goes as mysql'
param 'configuration',       default: 'file', choices: ['file', 'database'], about: 'config.json, or rows of the database (MM_CONFIG is its address)'
param 'files',               default: 'local', choices: ['local', 's3', 'elsewhere'], about: 'local: moved here; s3: the bucket stays; elsewhere: somebody else moves them'

// Machines: the defaults are those of the vendor's tarball
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
param 'sourceWork',          default: '/var/backups', about: 'where the dump is made'
param 'destinationWork',     default: '/var/backups'
param 'via',                 default: 'direct', choices: ['direct', 'engine'], about: 'the bytes\' way: host to host, or through this machine'
param 'limit',               default: '', about: 'of the pre-sync, while people work: 60MB/s'
param 'sameBuild',           type: Boolean, default: true, about: 'false: the programs differ byte by byte (another processor); then only their versions are compared'

// Databases
param 'databaseName',        default: 'mattermost', about: 'on the new server'
param 'databaseUser',        default: 'mmuser', about: 'on the new server: owner of the database'
param 'dataSourceAddress',   default: '127.0.0.1:5432', about: 'HOST:PORT of the new database, as the new server sees it'
param 'dataSourceOptions',   default: 'sslmode=disable&connect_timeout=10', about: 'with MySQL charset=utf8mb4,utf8&writeTimeout=30s'
param 'databaseFiles',       default: '/var/lib', about: 'on the new server: a folder of the file system in which its database server keeps its files; empty: that server is on another machine'
param 'locale',              default: 'same', choices: ['same', 'any'], about: 'any: another order of text of the new database is borne, as after a change of distribution'
param 'jobs',                type: Integer, default: 2, about: 'tables dumped, restored and counted at a time'
param 'mysqlFromDestination', default: '', about: 'MySQL to PostgreSQL only: HOST:PORT of the old MySQL, as the new server sees it'
param 'mysqlUser',           default: 'mmuser', about: 'MySQL to PostgreSQL only'
param 'mysqlName',           default: 'mattermost', about: 'MySQL to PostgreSQL only'
param 'socket',              default: '/var/tmp/mattermost_local.socket', about: 'MySQL to PostgreSQL with the configuration in the database only: of the old server\'s local mode'

// S3, and Route 53 with an account of Amazon in the inventory
param 's3Login',             default: 'key', choices: ['key', 'role'], about: 'S3: key: tried out on the new server before the outage; role: of the machine, which only the new server itself can try'
param 'dnsZone',             default: '', about: 'Route 53: the hosted zone of the site\'s name, whose record the runbook changes then; empty: people switch DNS'
param 'dnsType',             default: 'A', choices: ['A', 'CNAME', 'alias'], about: 'Route 53: what the record is then'
param 'dnsTo',               default: '', about: 'Route 53: the address, name or (alias) load balancer that it leads to then'
param 'loadBalancerZone',    default: '', about: 'Route 53, alias: the hosted zone of the load balancer (its CanonicalHostedZoneId)'

// What is borne, and how much is looked at
param 'disposableUsers',     type: Integer, default: 5, about: 'a new server with more users than this is not empty'
param 'guests',              default: 'keep', choices: ['keep', 'deactivate'], about: 'where guest accounts are off, Mattermost deactivates guests at its start'
param 'volatileTables',      type: List, default: ['sessions', 'jobs', 'tokens', 'status'], about: 'rows of these may go by themselves once the new server runs'
param 'sampleFiles',         type: Integer, default: 20, about: 'attachments downloaded through both servers and compared'
param 'criticalTeams',       type: List, default: [], about: 'teams that the new server must know, by name'
param 'signatures',          type: Integer, default: 2, about: 'how many people must say go, and open'

secret 'adminPassword',      about: 'of adminUser, the same before and after'
secret 'databasePassword',   about: 'of databaseUser on the new server: letters, digits and . _ ~ - only, since it becomes part of a URL'
if (params.database == 'mysql-to-postgresql') {
    secret 'mysqlPassword',  about: 'of mysqlUser'
    notMigrated 'Boards, Playbooks and Calls (they have loads of their own: see the vendor\'s page)'
}
if (params.files == 's3' && params.s3Login == 'key') {
    secret 's3Secret',       about: 'FileSettings.AmazonS3SecretAccessKey of the old server: one attachment is read with it from the new one before the outage'
}

targets {
    host     'source', 'destination'
    database 'source', access: 'read'
    database 'destination'
    if (params.dnsZone) {
        aws  'account'
    }
}

include 'mattermost.groovy'
include 'databases.groovy'

def LEFT_OUT = ['export/**', 'import/**']           // of the file store: an old export there would be taken for tonight's some day

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('the databases fit', guard: true) { databasesFit() }

step('the programs are the same', guard: true) { programsAreTheSame() }

step('the clocks agree', guard: true) { clocksAgree() }

step('the new unit can start', guard: true) {
    onHost('destination', as: 'root') { newUnitCanStart() }
}

step('both servers say the same version') {
    def version = client('source', params.sourcePort).Version
    verifySame('version', version, client('destination', params.destinationPort).Version)
    verify('the new front leads to a Mattermost') { throughFront('system/ping').status == 200 }
    version
}

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
    [driver: config.SqlSettings.DriverName, siteUrl: config.ServiceSettings.SiteURL, guests: config.GuestAccountsSettings.Enable,
     files: config.FileSettings.subMap(['DriverName', 'Directory'] + ['Bucket', 'PathPrefix', 'Region', 'Endpoint', 'SSL', 'AccessKeyId'].collect { "AmazonS3${it}".toString() })]
}

step('the parameters say the same') {
    def expected = [driver: params.database == 'postgresql' ? 'postgres' : 'mysql', siteUrl: params.siteUrl]
    verifySame('settings', expected, settings().subMap(['driver', 'siteUrl']))
    verify('local files, or S3') { params.files == 'elsewhere' || settings().files.DriverName == (params.files == 's3' ? 'amazons3' : 'local') }
    onHost('source', as: 'root') {
        verify('configuration in a file, or in the database') { (configurationIsInDatabase(params.sourceService) == 'yes') == (params.configuration == 'database') }
    }
    verify('one stored configuration is active') { params.configuration == 'file' || activeConfigurations('source') == 1 }
    if (params.files == 'local') {
        // The setting travels: an absolute path of the old server must mean something on the new one too.
        verify('sourceData is its file store')      { onHost('source', as: 'root', dir: params.sourceHome)           { sameFolder(settings().files.Directory, params.sourceData) } }
        verify('and destinationData the new one\'s') { onHost('destination', as: 'root', dir: params.destinationHome) { sameFolder(settings().files.Directory, params.destinationData) } }
    }
}

step('guests stay what they are') {
    def guests = sql('source').value("select count(*) from ${table('source', 'users')} where deleteat = 0 and roles like '%system_guest%'")
    verify('guest accounts are on, or nobody is a guest, or guests: deactivate') { guests == 0 || settings().guests || params.guests == 'deactivate' }
}

step('the password can stand in a data source') {
    onHost('destination') { probe('case "$P" in ("" | *[!A-Za-z0-9._~-]*) echo "databasePassword: only letters, digits and . _ ~ - can stand in a data source" >&2; exit 1 ;; esac', env: [P: secrets.databasePassword]) }
    onHost('destination') { verify('the database answers there') { tcp(params.dataSourceAddress.tokenize(':')[0], params.dataSourceAddress.tokenize(':')[1].toInteger()) } }
}

if (params.database == 'mysql-to-postgresql') {
    step('MySQL is ready for PostgreSQL', timeout: '1h') { mysqlIsReady() }
}

if (params.files == 's3' && params.s3Login == 'key') {
    step('the new machine reads the bucket') {      // its network, the key, bucket and prefix: what the old server gives out is what lies there
        def token = login('source', params.sourcePort).headers.Token
        sample().take(1).each { file ->
            def given = givenOut('source', params.sourcePort, token, file.id)
            onHost('destination') { verifySame('an attachment', given, inBucket(settings().files, file.path)) }
        }
    }
}

phase 'Before the outage'

if (params.dnsZone) {
    step('the DNS record of today') {
        def record = aws('account').route53.record(siteName(), zone: params.dnsZone, type: recordType())
        verify('there is one of this kind') { record != null }
        record
    }
    step('a short DNS time to live', when: { hasTimeToLive() }) {           // wait out the old one, which this step gives, before the window
        aws('account').route53.ttl(siteName(), zone: params.dnsZone, type: recordType(), to: '60s')
    }.undo { was -> aws('account').route53.putBack(was) }
}

manual('prepare the move', expect: '1d', who: 'operations') {
    if (!params.dnsZone) {
        todo "Lower the DNS time to live of ${params.siteUrl}, at least the old time to live before the window"
        ask  'ttl'
    }
    todo 'The new reverse proxy has the certificate, the WebSocket headers and the size limit of the old one'
    todo 'Mail, LDAP, SAML, push proxy, S3 and Elasticsearch can be reached from the new server\'s network'
    todo 'Old integrations that call the server by its address rather than its name are known'
    if (params.database == 'mysql-to-postgresql') {
        todo 'The new server has 16 GB of memory, at least for the night: pgloader needs it'
    }
    todo 'Announce the outage'
}

def folder = step('a folder for this run') {
    def name = "mattermost-${run.id}"               // a dump of an earlier rehearsal is never mistaken for tonight's
    onHost('source', as: 'root')      { sh "mkdir -p ${params.sourceWork}/${name} && chmod 0700 ${params.sourceWork}/${name}" }
    onHost('destination', as: 'root') { sh "mkdir -p ${params.destinationWork}/${name} && chmod 0700 ${params.destinationWork}/${name}" }
    name
}

step('there is room') {
    def database = roomForDump()
    if (params.files == 'local') {
        def files = onHost('source', as: 'root') { space(params.sourceData).used }
        onHost('destination', as: 'root') { verify('for the files, and the dump where it lies with them') { space(params.destinationData).free > files + database } }
    }
    roomForDatabase()
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
        def scheme = params.database == 'mysql' ? 'mysql://' : ''           // as MM_CONFIG wants it, and SqlSettings.DataSource does not
        def own = params.configuration == 'database' && params.database != 'mysql-to-postgresql' ? "MM_CONFIG=${scheme}${dataSource()}\n" : ''
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
    carryCertificates()
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Outage'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['business', 'operations']) {
    todo 'The last pass of the files took minutes, not hours'
    todo 'The banner was up for a day; the support desk knows'
}

if (params.configuration == 'database' && params.database == 'mysql-to-postgresql') {
    step('the stored configuration into files') {   // pgloader leaves it behind, and the certificates that are stored with it; this needs the running server, in local mode
        onHost('source', as: 'root', dir: params.sourceHome) { sh "${raw(storedAt(params.sourceService))}\nbin/mmctl config migrate \"\$from\" ${storedFile()} --local", env: [MMCTL_LOCAL_SOCKET_PATH: params.socket] }
        carryCertificates()
    }
}

step('a sample of attachments') {                   // as the old server gives them out
    def token = login('source', params.sourcePort).headers.Token
    sample().collect { file -> [id: file.id, content: givenOut('source', params.sourcePort, token, file.id)] }
}

outageBegins()

step('stop the old server', rerun: 'safe') {
    onHost('source', as: 'root') {
        sh "systemctl disable --now ${params.sourceService}"        // disable: a reboot must not bring it back, least of all over a bucket that both would write to
        waitFor('its port to close', timeout: '5m', every: '1s') { !tcp('127.0.0.1', params.sourcePort) }
    }
    waitFor('nobody on its database', timeout: '5m', every: '1s') { facts('source').sessions.isEmpty() }
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

        step('everything still fits', guard: true) {
            programsAreTheSame()
            databasesFit()
            clocksAgree()
        }
        step('the new server is still disposable') {
            disposable()
            waitFor('nobody on the new database', timeout: '1m', every: '1s') { facts('destination').sessions.isEmpty() }
            def kept = params.database == 'mysql' ? 'before.sql' : 'before.dump'
            onHost('destination', as: 'root', dir: "${params.destinationWork}/${folder()}") { verify('what it had is kept') { exists(kept) } }
        }
        step('there is still room') { roomForDatabase() }
        destructive('empty the new database', type: params.databaseName) {
            if (params.database == 'mysql') {
                mysql('destination').wipe()
            } else {
                if (params.database == 'mysql-to-postgresql') {
                    halfLoadedGoes()
                }
                postgres('destination').wipe(schema: 'public')
            }
        }

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
            include 'mysql-to-postgresql.groovy'
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
        def config = onHost('source', as: 'root', dir: params.sourceHome) { readFile(params.configuration == 'file' ? 'config/config.json' : storedFile(), secret: true) }
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
        verify('one is active') { activeConfigurations('destination') == 1 }
    }
}

// ─── The new server ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Start'

step('start the new server', timeout: '30m', rerun: 'safe') {
    onHost('destination', as: 'root') {
        sh "systemctl enable --now ${params.destinationService} || { journalctl -u ${params.destinationService} -n 5 --no-pager >&2; exit 1; }"
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
        // The stored configuration of the old server names the old database: over it all of these hold as well.
        verify('that login is in the new database') { lastLogin('destination') > lastLogin('source') }
        verifySame('schema', schemaVersion('source'), schemaVersion('destination'))
        params.criticalTeams.each { team -> verify("team ${team}") { api('destination', params.destinationPort, "/teams/name/${team}").status == 200 } }
        verify('it answers through the new front') { throughFront('system/ping').status == 200 }
    }
}

step('nothing was lost since', timeout: '2h') {     // totals may grow; what came from the old server must still be there
    verifySame('ids of the old server', ids('source', before().moment), ids('destination', before().moment))
    def active = { database -> sql(database).value("select count(*) from ${table(database, 'users')} where deleteat = 0 and createat <= ${before().moment}") }
    verify('nobody was deactivated') { params.guests == 'deactivate' || active('destination') == active('source') }
}

step('attachments download whole') {
    def token = login('destination', params.destinationPort).headers.Token
    result('a sample of attachments').each { file ->
        verifySame("file ${file.id}", file.content, givenOut('destination', params.destinationPort, token, file.id))
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
        verify('it still answers') { throughFront('system/ping').status == 200 }
    }
}

manual('open the new server or go back', choices: ['open', 'back'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Back: runbook rollback stops the new server and starts the old one, on which nothing has changed'
}
pointOfNoReturn('open the new server', 'what people write on the new server does not exist on the old one')

if (params.dnsZone) {
    step('switch DNS', timeout: '30m') {
        if (params.dnsType == 'alias') {
            aws('account').route53.upsert(siteName(), zone: params.dnsZone, alias: [zone: params.loadBalancerZone, name: params.dnsTo, evaluateHealth: false])
        } else {
            aws('account').route53.upsert(siteName(), zone: params.dnsZone, type: params.dnsType, values: params.dnsTo)
        }
    }.undo { was -> aws('account').route53.putBack(was) }
    step('the name leads to the new server', timeout: '2h') {
        waitFor('this machine\'s resolver', timeout: '1h', every: '10s') { nameLeads() }
    }
} else {
    manual('switch DNS', expect: '15m', who: 'network') {
        todo "Lead ${params.siteUrl} to ${params.newAddress}"
        verify('the name leads to the new server') { nameLeads() }
    }
}
outageEnds()

phase 'After'

if (params.dnsZone) {
    step('the old DNS time to live', when: { hasTimeToLive() && params.dnsType != 'alias' }) {
        aws('account').route53.ttl(siteName(), zone: params.dnsZone, type: recordType(), to: "${result('the DNS record of today').ttl}s")
    }
}

manual('the days after', expect: '1h', who: 'operations') {
    if (!params.dnsZone) {
        todo "Set the DNS time to live back to ${result('prepare the move').ttl}"
    }
    todo 'Keep the old server, stopped, until nobody has missed anything for two weeks; it must never start again under this name, nor over the same bucket'
    todo 'Rebuild the search index where there is one (System Console, Elasticsearch or Bleve)'
}

step('remove the dumps') {
    onHost('source', as: 'root')      { sh "rm -rf -- ${params.sourceWork}/${folder()} ${storedFile()}" }
    onHost('destination', as: 'root') { sh "rm -rf -- ${params.destinationWork}/${folder()}" }
}

onFailure { failure ->
    note 'Nothing on the old server has been changed; it is only stopped. Up to "open the new server" you can go back: runbook rollback.'
}

// ─── DNS ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def siteName() {
    params.siteUrl.replaceFirst('^[a-z]+://', '').replaceFirst('[:/].*', '')
}

def recordType() {
    params.dnsType == 'CNAME' ? 'CNAME' : 'A'
}

// An alias has none of its own.
def hasTimeToLive() {
    result('the DNS record of today').alias == null
}

// The old server is stopped: whoever answers with its id is the new one.
def nameLeads() {
    http.get("${params.siteUrl}/api/v4/config/client?format=old").json.DiagnosticId == result('the inventory means the database that the old server runs on')
}

def storedFile() {
    "${params.sourceHome}/config/config-of-${run.id}.json"
}
