// What Mattermost, its unit of systemd and its files are asked, on either machine.

// ── Its API ──

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

// What of an attachment the server gives out.
def givenOut(host, port, token, id) {
    def found = onHost(host) { http.get("http://127.0.0.1:${port}/api/v4/files/${id}", headers: [Authorization: "Bearer ${token}"]) }
    found.status == 200 ? found.sha256 : "status ${found.status}"
}

def throughFront(path) {
    http.get("${params.siteUrl}/api/v4/${raw(path)}", connectTo: params.newAddress)
}

def sendMail(value) {
    def token = login('destination', params.destinationPort).headers.Token
    onHost('destination') {
        http.put("http://127.0.0.1:${params.destinationPort}/api/v4/config/patch", json: [EmailSettings: [SendEmailNotifications: value]], headers: [Authorization: "Bearer ${token}"], ok: [200])
    }
    verify('it is so') { api('destination', params.destinationPort, '/config').json.EmailSettings.SendEmailNotifications == value }
}

// ── Its program and its unit ──

// The same tarball has the same bytes; asking the program for its version connects to the database on old releases, and hangs where there is none.
def programsAreTheSame() {
    if (params.sameBuild) {
        def old = onHost('source', as: 'root')      { checksum("${params.sourceHome}/bin/mattermost") }
        def now = onHost('destination', as: 'root') { checksum("${params.destinationHome}/bin/mattermost") }
        verifySame('sha256 of bin/mattermost', old, now)
    }
}

// Sessions, posts and the search for what was lost live by them.
def clocksAgree() {
    def old = onHost('source')      { probe('date +%s').trim().toLong() }
    def now = onHost('destination') { probe('date +%s').trim().toLong() }
    verify('the clocks are within 30 seconds') { (old - now).abs() <= 30 }
}

def newUnitCanStart() {
    // A unit that still requires mysql.service does not start where MySQL was retired.
    def needed = probe("systemctl show ${params.destinationService} -p Requires -p BindsTo --value").text.tokenize().findAll { it.endsWith('.service') }
    def missing = needed.findAll { unit -> probe("systemctl is-active ${unit}", ok: [0, 3, 4]).trim() != 'active' }
    verify('all services that it requires are active') { missing.isEmpty() }
    verify('it reads environmentFile')                 { probe("systemctl show ${params.destinationService} -p EnvironmentFiles --value").text.contains(params.environmentFile) }
    // A drop-in left from the installation would beat everything that is moved here, and --config beats MM_CONFIG.
    verify('its own lines set no MM_ variable')        { !probe("systemctl show ${params.destinationService} -p Environment --value").text.contains('MM_') }
    def command = probe("systemctl show ${params.destinationService} -p ExecStart --value", secret: true)
    verify('its command names no other configuration') { onlyOwnConfig(command) }
}

def onlyOwnConfig(command) {
    def own = params.configuration == 'file' ? "${params.destinationHome}/config/config.json" : 'nothing'
    probe('case "$COMMAND" in *--config*"$OWN"*) echo yes ;; *--config* | *" -c "*) echo no ;; *) echo yes ;; esac', env: [COMMAND: command, OWN: own]).trim() == 'yes'
}

// ── Its settings ──

// Every MM_ variable of the unit, its drop-ins and its files; the last of one name wins, as with systemd.
def environment() {
    '''{ systemctl show "$unit" -p Environment --value | xargs -n 1 printf '%s\\n'
         systemctl show "$unit" -p EnvironmentFiles --value | sed 's/ (ignore_errors=.*//' | while IFS= read -r file; do cat "$file" 2>/dev/null || true; echo; done
       } | { grep '^MM_' || true; }'''
}

// All but what says where the database is: that is another one now.
def carriedEnvironment(service) {
    probe("unit=${service}; ${raw(environment())} | { grep -v -e '^MM_SQLSETTINGS_DATASOURCE' -e '^MM_SQLSETTINGS_DRIVERNAME' -e '^MM_CONFIG=' || true; }", secret: true)
}

// Sets $from to the database's address where the configuration is stored in one: of --config, or of MM_CONFIG.
def storedAt(service) {
    ["unit='${service}'; from=\$( { systemctl show \"\$unit\" -p ExecStart --value | sed -n \"s/.*--config[= ]*['\\\"]*\\([^ '\\\";]*\\).*/\\1/p\"", environment(),
     "} | sed \"s/^MM_CONFIG=['\\\"]*\\([^'\\\"]*\\).*/\\1/\" | grep -E '^(postgres|mysql)' | head -n 1 || true )"].join('\n')
}

def configurationIsInDatabase(service) {
    probe("${raw(storedAt(service))}\n[ -n \"\$from\" ] && echo yes || echo no").trim()
}

// SqlSettings.DataSource of the new server.
def dataSource() {
    params.database == 'mysql' ? "${params.databaseUser}:${secrets.databasePassword}@tcp(${params.dataSourceAddress})/${params.databaseName}?${params.dataSourceOptions}" :
                                 "postgres://${params.databaseUser}:${secrets.databasePassword}@${params.dataSourceAddress}/${params.databaseName}?${params.dataSourceOptions}"
}

def putBack(file) {
    sh "if [ -e ${file}.runbook-${run.id} ]; then cp -p ${file}.runbook-${run.id} ${file}; fi"
}

// ── Its files ──

def carry(from, to, excluded, rate) {
    sync from: place('source', from, as: 'root'), to: place('destination', to, as: 'root'), exclude: excluded, owner: params.owner ?: null,
         limit: rate ?: null, via: params.via == 'engine' ? 'engine' : null
}

def carryFiles(excluded, rate) {
    carry("${params.sourceData}/", "${params.destinationData}/", excluded, rate)
}

def carryCertificates() {
    carry("${params.sourceHome}/config/", "${params.destinationHome}/config/", ['config*.json*', '*.environment*', '*.runbook-*'], '')
}

def carryDump(path, folder) {
    copy from: place('source', "${params.sourceWork}/${path}", as: 'root'), to: place('destination', "${params.destinationWork}/${folder}/", as: 'root'),
         via: params.via == 'engine' ? 'engine' : null
}

def sameFolder(one, other) {
    probe("cd ${one} && pwd -P").trim() == probe("cd ${other} && pwd -P").trim()
}

def missing(paths) {
    probe('while IFS= read -r file; do [ -e "$file" ] || printf "%s\\n" "$file"; done', stdin: paths.collect { "${it}\n" }.join(''), timeout: '2h').lines
}

// An attachment, read from the bucket by the host that this is called on, with the old server's key: its checksum. The key goes through standard input.
def inBucket(s3, path) {
    def endpoint = s3.AmazonS3Endpoint in ['', 's3.amazonaws.com'] ? "s3.${s3.AmazonS3Region}.amazonaws.com" : s3.AmazonS3Endpoint
    def key = [s3.AmazonS3Bucket, s3.AmazonS3PathPrefix, path].collectMany { it.tokenize('/') }.join('/').replaceAll(/[^A-Za-z0-9_.~\/-]/) { c -> c.getBytes('UTF-8').collect { String.format('%%%02X', it & 0xff) }.join('') }
    def url = "${s3.AmazonS3SSL ? 'https' : 'http'}://${endpoint}/${key}".toString()
    def signer = "aws:amz:${s3.AmazonS3Region ?: 'us-east-1'}:s3".toString()
    probe("curl --silent --show-error --fail --aws-sigv4 ${signer} --header 'x-amz-content-sha256: UNSIGNED-PAYLOAD' --config - ${url} | sha256sum",
        stdin: "user = \"${s3.AmazonS3AccessKeyId}:${secrets.s3Secret}\"\n").text.take(64)
}
