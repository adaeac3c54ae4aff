title 'Mattermost Cloud to a server of your own'
about '''Exports a Cloud workspace with mmctl and imports it into a fresh server: teams, channels, people, posts, files. It is no copy of the database: passwords
and a list of other things stay behind. mmctl runs on the new server. The README says what to prepare, what is lost, and why each check is here.'''
notMigrated 'passwords: everybody sets a new one', 'reactions to direct and group messages', 'direct and group messages of deactivated people (servers 7.x)',
            'what was deleted', 'webhooks, slash commands, integrations, OAuth apps, tokens', 'plugins and their data, Playbooks, Boards', 'sessions, audit logs, compliance data',
            'profile pictures, unless profilePictures says so', 'archived channels, unless archivedChannels says so', 'settings, single sign-on, licence'

param 'cloudUrl',         about: 'of the workspace: https://example.cloud.mattermost.com'
param 'siteUrl',          about: 'of the new server: https://chat.example.org'
param 'adminUser',        about: 'the new server\'s first administrator, with a password of Mattermost\'s own; nobody in the workspace may be called so'
param 'windowOpens',      type: Instant, about: 'when users may be shut out, with its zone'
param 'attachments',      type: Boolean, default: true
param 'archivedChannels', type: Boolean, default: true, about: 'needs a current mmctl'
param 'profilePictures',  type: Boolean, default: false, about: 'needs a current mmctl'
param 'download',         default: 'mmctl', choices: ['mmctl', 'url'], about: 'url: by curl from a presigned URL, for large exports; the workspace must keep its files in S3'
param 'markRead',         type: Boolean, default: true, about: 'false: everybody finds everything unread'
param 'extract',          type: Boolean, default: true, about: 'lets the new server read the texts in documents, for its search'
param 'mmctl',            default: 'mmctl', about: 'the command, or its path; as new as the newer of both servers'
param 'owner',            default: 'mattermost', about: 'whom the new server runs as; mmctl too, for its socket and its files'
param 'socket',           default: '/var/tmp/mattermost_local.socket', about: 'ServiceSettings.LocalModeSocketLocation of the new server'
param 'port',             type: Integer, default: 8065
param 'data',             default: '/opt/mattermost/data', about: 'the new server\'s file store, or (with S3) where its temporary files go'
param 'serverLog',        default: '/opt/mattermost/logs/mattermost.log'
param 'work',             default: '/var/backups', about: 'gets the zip; owner must be able to write there'
param 'quiet',            type: Duration, default: '10m', about: 'nobody may have written for so long before the export'
param 'poll',             type: Duration, default: '15s', about: 'the product looks at its jobs that often'
param 'pendingLimit',     type: Duration, default: '5m', about: 'a job that nobody takes up for so long never will be'
param 'disposableUsers',  type: Integer, default: 5, about: 'a new server with more users than this is not fresh'
param 'rehearsedBytes',   type: Long, default: 0, about: 'of the zip, as the report of the rehearsal says; room for tonight\'s is asked for with it, before the outage'
param 'sampleFiles',      type: Integer, default: 20, about: 'attachments downloaded through the new server and compared byte by byte'
param 'signatures',       type: Integer, default: 2, about: 'how many people must say go, and open'
secret 'cloudToken',      about: 'personal access token of a system administrator of the workspace'
secret 'adminPassword',   about: 'of adminUser'

targets {
    host     'server'
    database 'server'
}

include 'mmctl.groovy'

// The importer and the upload hold to these. Timeouts and limits of the web server and of proxies do not matter: mmctl uses the socket.
def RAISED = [TeamSettings: ['MaxUsersPerTeam', 'MaxChannelsPerTeam'], FileSettings: ['MaxFileSize', 'AmazonS3RequestTimeoutMilliseconds'],
              ElasticsearchSettings: ['EnableIndexing', 'EnableSearching', 'EnableAutocomplete'], BleveSettings: ['EnableIndexing', 'EnableSearching', 'EnableAutocomplete'],
              EmailSettings: ['EnableSignUpWithEmail', 'EnableSignInWithEmail', 'SendEmailNotifications']]

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('mmctl can do what is asked', guard: true) { mmctlFits() }

step('both servers fit', guard: true) { serversFit() }

step('the clocks agree', guard: true) {                 // from the age of a job this runbook tells that nobody takes it up
    onHost('server') {
        def theirs = http.get("${params.cloudUrl}/api/v4/system/ping").headers.Date
        verify('within a minute') { (probe('date +%s').trim().toLong() - probe("date -d ${theirs} +%s").trim().toLong()).abs() <= 60 }
    }
}

step('the inventory means the database that the new server runs on') {
    verifySame('DiagnosticId', ownVersion().DiagnosticId, diagnosticId('server'))
}

step('jobs run on the new server') {
    def config = ownApi('/config')
    verify('JobSettings.RunJobs is on (else every import stays pending for ever)') { config.JobSettings.RunJobs == true }
    onHost('server', as: params.owner, env: [MMCTL_LOCAL_SOCKET_PATH: params.socket]) { probe("${params.mmctl} --local import list available") }        // local mode is on, and owner may use it
}

def size = step('how much there is') {
    def there = ofWorkspace()
    verify('adminUser is nobody of the workspace') { !there.people.contains(params.adminUser) }
    verify('somebody is in the workspace')         { !there.teams.isEmpty() && there.people.size() > 0 }
    note "${there.teams.size()} teams, ${there.channels.size()} channels, ${there.people.size()} people"
    [teams: there.teams.size(), people: there.people.size()]
}

step('the new server is fresh') { fresh() }

phase 'Before the outage'

manual('prepare the move', expect: '1d', who: 'operations') {
    todo 'Rehearse: this runbook with a fresh server and the living workspace; its report says how long the night will be, and how large the zip is'
    todo "rehearsedBytes is the size of that zip; one and a half of it are free in ${params.work}, two and a half in the file store of the new server"
    todo 'Mail, LDAP, SAML and push proxy are configured on the new server: without mail nobody can set a new password'
    todo 'Plugins, webhooks, slash commands and bots that shall live on are written down: they are made again by hand'
    todo 'Announce the outage, the new address, and that everybody needs a new password'
}

step('there is room for a zip like the rehearsed one') { checkRoom(params.rehearsedBytes) }

def folder = step('a folder for this run') {
    def name = "mattermost-${run.id}"                   // a zip of an earlier rehearsal is never mistaken for tonight's
    onHost('server', as: params.owner) { sh "mkdir -p ${params.work}/${name} && chmod 0700 ${params.work}/${name}" }
    name
}.undo { name ->
    if (name) { onHost('server', as: params.owner) { sh "rm -rf -- ${params.work}/${name}" } }
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Export'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['business', 'operations']) {
    todo 'From here on nobody may write in the workspace, until the new server is open'
}
outageBegins()

manual('close the workspace', expect: '10m', who: 'chat admins') {          // an export is no snapshot: who writes meanwhile is in it by half
    todo 'System Console, Permissions: take "Create Posts" from members and guests. Note how it was'
    todo 'Stop integrations and bots that post'
}

step('nobody writes any more', timeout: '3h') {
    def seen = []
    waitFor('no new post', timeout: '2h', every: params.poll, holding: params.quiet) { unchanged(seen, written()) }
}

def before = step('census of the workspace', timeout: '1h') {
    def found = ofWorkspace()
    keep 'people.txt', found.people
    [teams: found.teams, channels: found.channels, people: found.people.size(), emoji: found.emoji, pictures: found.pictures, posts: analytics('standard').post_count, postsWithFiles: analytics('extra_counts').file_post_count]
}

temporarily('mmctl is logged in to the workspace', was: { 'nobody' }, set: { was -> logIn(folder()) }, restore: { was -> logOut(folder()) }) {
    def name = step('export', timeout: '24h') { exported(folder(), cloud()) }

    step('download', timeout: '24h') {
        if (params.download == 'url') {
            fetchByUrl(folder(), cloud(), name())
        } else {
            fetch(folder(), cloud(), name())
        }
    }
}

def zip = step('the zip arrived whole', timeout: '4h') {
    def found = whole(folder(), result('export'))
    checkRoom(found.bytes)
    measure bytes: found.bytes
    found
}

def inside = step('everything is in it', timeout: '4h') {                   // "success" of the job says little
    def found = onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { mattermostExport(zip().name) }
    keep 'problems.txt', found.problems.join('\n') + '\n'
    def people = ofWorkspace().people
    def pictures = picturesIn(folder(), zip().name)
    verifyAll {
        verify('it holds no warnings.txt: every attachment could be read')                { !found.warnings }
        verify('the importer has nothing to complain of (see problems.txt)')              { found.problemCount == 0 }
        verifySame('teams', before().teams, found.names.team)
        verifySame('channels', before().channels, found.names.channel)
        verify('every person')                                                            { (people - found.names.user).isEmpty() }
        verify('every emoji')                                                             { inExport(found.counts).emoji == before().emoji }
        verify('posts, and not more than there are')                                      { found.counts.post > 0 && (before().posts < 0 || found.counts.post + (found.counts.replies ?: 0) + (found.counts.direct_post ?: 0) <= before().posts) }
        verify('attachments, where posts have some')                                      { !params.attachments || before().postsWithFiles == 0 || (found.counts.attachments ?: 0) > 0 }
        verify('a file for each attachment and emoji')                                    { found.files >= (found.counts.attachments ?: 0) + (found.counts.emoji ?: 0) + pictures }
        verify('every picture that people have of themselves')                            { !params.profilePictures || pictures >= before().pictures }
    }
    inExport(found.counts) + [people: found.names.user.size(), pictures: pictures]
}

// ─── The new server ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Import'

step('both servers still fit', guard: true) { serversFit() }

def baseline = step('what the new server has by itself') {
    fresh()
    [counts: onServer('server').whole, lines: logLines(), pictures: ownPictures()]
}

temporarily('limits of the new server',
    was:     { def config = ownApi('/config'); RAISED.collectEntries { section, keys -> [section, (config[section] ?: [:]).subMap(keys).findAll { key, value -> value != null }] }.findAll { section, keys -> keys } },
    set:     { was -> settings(raised(was, inside(), zip().bytes)) },
    restore: { was -> settings(was) }) {

    step('validate', timeout: '8h') { validated(folder(), here(), zip().name, []) }

    // process wants SESSION_FILE; what upload calls the name is another thing.
    def available = step('upload', timeout: '12h') {
        def older = remember('imports of earlier days', zips(folder(), here(), 'import list available'))
        onHost('server', as: params.owner, dir: "${params.work}/${folder()}", env: logins(folder())) {
            job("${params.mmctl} --local import upload ${zip().name}", failure: ~/too large|Error:/)
        }
        def found = (zips(folder(), here(), 'import list available') - older).findAll { it.endsWith("_${zip().name}".toString()) }
        verify('it is there, once') { found.size() == 1 }
        found[0]
    }

    step('import', timeout: '72h', expect: '4h') {      // after an error: mend it and resume; what is there already is known and left alone
        onHost('server', as: params.owner, env: logins(folder())) {
            remoteJob('import', every: params.poll, done: 'success', failed: ['error', 'canceled', 'warning', 'stuck'],
                start: { begun(sh("${params.mmctl} --local import process ${available()} --json").json) },
                poll:  { id -> jobState(folder(), here(), 'import', id) })
        }
        measure posts: inside().posts + inside()['direct posts'] + inside().replies, files: inside().attachments
    }

    step('no attachment was dropped') {                 // such an import ends with success; only the log knows
        onHost('server', as: params.owner) {
            def lost = probe("tail -n +${baseline().lines + 1} ${params.serverLog} | grep -c 'Error while processing import attachments' || true").trim()
            verify('the log complains of none') { lost == '0' }
        }
    }

    step('everything arrived', timeout: '2h') {
        def now = onServer('server').whole
        def found = now.collectEntries { kind, n -> [kind, n - baseline().counts[kind]] }
        verifySame('kinds of objects', inside().findAll { kind, n -> !(kind in ['people', 'pictures']) }, found)
        verify('pictures of people') { ownPictures() - baseline().pictures >= inside().pictures }
        def names = sql('server').rows('select username as name from users').collect { it.name }
        def expected = onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { mattermostExport(zip().name).names.user }
        verify('every person') { (expected - names).isEmpty() }
    }
}

if (params.markRead) {
    // To an import everything is unread, and no conversation is in anybody's list.
    step('nothing is unread') {
        sql('server').transaction {
            update('''update channelmembers set msgcount = c.totalmsgcount, msgcountroot = coalesce(c.totalmsgcountroot, 0), mentioncount = 0, mentioncountroot = 0, lastviewedat = greatest(c.lastpostat, lastviewedat)
                      from channels c where c.id = channelmembers.channelid and c.totalmsgcount > 0''')
            update('''insert into preferences (userid, category, name, value)
                      select m.userid, case c.type when 'D' then 'direct_channel_show' else 'group_channel_show' end, case c.type when 'D' then o.userid else c.id end, 'true'
                      from channels c join channelmembers m on m.channelid = c.id left join channelmembers o on c.type = 'D' and o.channelid = c.id and o.userid <> m.userid
                      where c.type in ('D', 'G') and (c.type = 'G' or o.userid is not null) on conflict (userid, category, name) do update set value = 'true' ''')
        }
        verify('for nobody') { sql('server').value('select count(*) from channelmembers m join channels c on c.id = m.channelid where m.msgcount < c.totalmsgcount') == 0 }
    }
}

if (params.extract) {
    step('documents can be searched', timeout: '1h') {
        onHost('server', as: params.owner, env: logins(folder())) { sh "${params.mmctl} --local extract run --json" }
        note 'the new server reads the documents in the background'
    }
}

phase 'Confirm'

step('attachments download whole', when: { params.attachments && inside().attachments > 0 }) {
    def token = ownToken()
    onHost('server', as: params.owner, dir: "${params.work}/${folder()}") {
        def paths = probe("unzip -Z1 ${zip().name} 'data/*' | grep -Ev '/\$|^data/exported_emoji/|/profile[.]png\$' | head -n ${params.sampleFiles}").lines
        verify('there are some') { !paths.isEmpty() }
        paths.each { path ->
            def expected = probe("unzip -p ${zip().name} ${member(path)} | sha256sum").text.tokenize()[0]
            def ids = sql('server').rows("select id as id from fileinfo where name = ${path.tokenize('/').last()} and postid <> '' and deleteat = 0").collect { it.id }
            def found = ids.collect { id -> http.get("http://127.0.0.1:${params.port}/api/v4/files/${id}", headers: [Authorization: "Bearer ${token}"], ok: [200]).sha256 }
            verify("${path.tokenize('/').last()} is the same byte by byte") { found.contains(expected) }
        }
    }
}

step('it answers where people will look for it') {
    verify('under its address')          { http.get("${params.siteUrl}/api/v4/system/ping", timeout: '30s').status == 200 }
    verifySame('it is the new server', diagnosticId('server'), http.get("${params.siteUrl}/api/v4/config/client?format=old").json.DiagnosticId)
    def status = onHost('server') { http.get("http://127.0.0.1:${params.port}/api/v4/system/ping?get_server_status=true").json }
    verify('database and files are well') { status.database_status == 'OK' && status.filestore_status == 'OK' }
    before().teams.each { team -> verify("team ${team}") { ownApi("/teams/name/${team}".toString()).id != '' } }
}

manual('people try it', expect: '1h', who: 'chat admins') {
    todo 'A few set a new password by mail and log in; those of LDAP or SAML log in as ever'
    todo 'An old thread, an old attachment, a direct conversation, search, phone'
    todo 'Make again what was written down: webhooks, commands, bots, plugins'
    todo 'A search index, where there is one: System Console, Elasticsearch or Bleve, Index Now'
}

manual('open the new server or go back', choices: ['open', 'back'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Back: give "Create Posts" back in the workspace; nothing else in it has changed. The new server is then installed anew: an import cannot be taken out again'
}
pointOfNoReturn('open the new server', 'what people write on the new server does not exist in the workspace')

manual('tell everybody', expect: '30m', who: 'chat admins') {
    todo "The new address is ${params.siteUrl}; apps and phones need it as a new server. Passwords are set anew by 'Forgot your password?'"
    verify('it answers') { http.get("${params.siteUrl}/api/v4/system/ping").status == 200 }
}
outageEnds()

phase 'After'

temporarily('mmctl is logged in once more', was: { 'nobody' }, set: { was -> logIn(folder()) }, restore: { was -> logOut(folder()) }) {
    step('remove the export from the workspace', rerun: 'safe') {
        onHost('server', as: params.owner, env: logins(folder())) { sh "${params.mmctl} export delete ${zip().name}" }
    }
}

manual('the days after', expect: '1h', who: 'operations') {
    todo 'Keep the workspace, closed, until nobody has missed anything for two weeks; then cancel the subscription'
    todo 'Revoke the access token of this move'
    todo 'Turn local mode off again where it was off (ServiceSettings.EnableLocalMode)'
}

step('remove the zip') {
    onHost('server', as: params.owner) { sh "rm -rf -- ${params.work}/${folder()}" }
}

onFailure { failure ->
    note 'The workspace has only been read, but it is closed: give "Create Posts" back if the night ends here. An import that stopped half-way goes on with resume; to begin anew, drop the new server\'s database and files and install it again.'
}

// ─── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def serversFit() {
    def me = cloudApi('/users/me')
    verify('the token is a system administrator\'s')         { me.roles.tokenize().contains('system_admin') }
    def theirs = onHost('server') { http.get("${params.cloudUrl}/api/v4/config/client?format=old", ok: [200]).json.Version }
    verify('the new server is not older than the workspace') { version(ownVersion().Version) >= version(theirs) }
    verify('adminUser logs in')                              { ownLogin().status == 200 }
}

def fresh() {
    verify('nobody is on it')    { sql('server').value('select count(*) from users') <= params.disposableUsers }
    verify('it has no team')     { sql('server').value('select count(*) from teams') == 0 }
    verify('nobody wrote there') { sql('server').value("select count(*) from posts where type = ''") == 0 }
}

// With more people than AnalyticsSettings.MaxUsersForStatistics (2500) the product counts nothing, and says -1; the channels of teams still tell.
def written() {
    [posts: analytics('standard').post_count, last: everyPage('/channels?include_deleted=true').collect { it.last_post_at ?: 0 }.max()]
}

// The zip, its checksum, and what it unpacks to; the upload is a copy of it in the file store.
def checkRoom(bytes) {
    onHost('server', as: params.owner) {
        verify('for the zip, where it is checked')                  { space(params.work).free > 1.5 * bytes }
        verify('for its upload and its files, in the file store')   { space(params.data).free > 2.5 * bytes }
    }
}

def ownPictures() {
    sql('server').value('select count(*) from users where coalesce(lastpictureupdate, 0) > 0').toLong()
}

def analytics(name) {
    cloudApi("/analytics/old?name=${name}".toString()).collectEntries { [it.name, it.value] }
}

def logLines() {
    onHost('server', as: params.owner) { probe("wc -l <${params.serverLog}").trim().toLong() }
}

def raised(was, counts, bytes) {
    def most = { section, key, least -> was[section]?.containsKey(key) ? Math.max(was[section][key] as Long, least as Long) : null }
    def wanted = [TeamSettings: [MaxUsersPerTeam: most('TeamSettings', 'MaxUsersPerTeam', counts.people + params.disposableUsers), MaxChannelsPerTeam: most('TeamSettings', 'MaxChannelsPerTeam', counts.channels + 100)],
                  FileSettings: [MaxFileSize: most('FileSettings', 'MaxFileSize', bytes + 1), AmazonS3RequestTimeoutMilliseconds: most('FileSettings', 'AmazonS3RequestTimeoutMilliseconds', 600000)],
                  ElasticsearchSettings: [EnableIndexing: false, EnableSearching: false, EnableAutocomplete: false], BleveSettings: [EnableIndexing: false, EnableSearching: false, EnableAutocomplete: false],
                  EmailSettings: [EnableSignUpWithEmail: true, EnableSignInWithEmail: true, SendEmailNotifications: false]]
    wanted.collectEntries { section, keys -> [section, keys.findAll { key, value -> was[section]?.containsKey(key) }] }.findAll { section, keys -> keys }
}

def settings(values) {
    onHost('server') { http.put("http://127.0.0.1:${params.port}/api/v4/config/patch", json: values, headers: [Authorization: "Bearer ${ownToken()}"], ok: [200]) }
    def now = ownApi('/config')
    verifySame('settings (a variable MM_… of the unit would win over them)', values, values.collectEntries { section, keys -> [section, now[section].subMap(keys.keySet())] })
}
