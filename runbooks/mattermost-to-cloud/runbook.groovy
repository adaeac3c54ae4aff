title 'Mattermost of your own to Mattermost Cloud'
about '''Exports a server with mmctl and hands the zip to the vendor's Support, who imports it into a Cloud workspace: teams, channels, people, posts, files. mmctl runs on
the old server. What the exporter loses is counted in the database beforehand. The README says what to prepare, what is lost, and why each check is here.'''
notMigrated 'passwords: everybody sets a new one', 'reactions to direct and group messages', 'direct and group messages of deactivated people (servers 7.x)',
            'what was deleted', 'webhooks, slash commands, integrations, OAuth apps, tokens', 'plugins and their data, Playbooks, Boards', 'sessions, audit logs, compliance data',
            'profile pictures, unless profilePictures says so', 'archived channels, unless archivedChannels says so', 'settings, single sign-on, licence'

param 'cloudUrl',         about: 'of the workspace: https://example.cloud.mattermost.com'
param 'adminUser',        about: 'a system administrator of the old server, with a password of Mattermost\'s own'
param 'windowOpens',      type: Instant, about: 'when users may be shut out, with its zone'
param 'handOver',         default: 'keys', choices: ['keys', 'url'], about: 'what Support gives for the upload: a bucket with keys (aws uploads), or a presigned URL (curl does)'
param 'bucket',           default: '', about: 'that Support names, with keys'
param 'prefix',           default: '', about: 'folder in it, with a slash at its end'
param 'region',           default: 'us-east-1', about: 'of the bucket'
param 'attachments',      type: Boolean, default: true
param 'archivedChannels', type: Boolean, default: true, about: 'needs a current mmctl'
param 'profilePictures',  type: Boolean, default: false, about: 'needs a current mmctl'
param 'download',         default: 'mmctl', choices: ['mmctl', 'url'], about: 'url: the old server\'s export by curl from a presigned URL, for large exports; it must keep its files in S3'
param 'recount',          default: 'lines', choices: ['everything', 'lines', 'no'], about: 'exports the workspace again after the import, with attachments or without, and counts that'
param 'mmctl',            default: 'mmctl', about: 'the command, or its path; as new as the newer of both servers'
param 'owner',            default: 'mattermost', about: 'whom the old server runs as; mmctl too, for its socket'
param 'socket',           default: '/var/tmp/mattermost_local.socket', about: 'ServiceSettings.LocalModeSocketLocation of the old server'
param 'port',             type: Integer, default: 8065
param 'data',             default: '/opt/mattermost/data', about: 'the old server\'s file store, or (with S3) where its temporary files go: the export is made there'
param 'work',             default: '/var/backups', about: 'gets the zip; owner must be able to write there'
param 'quiet',            type: Duration, default: '10m', about: 'nobody may have written for so long before the export'
param 'poll',             type: Duration, default: '15s', about: 'the product looks at its jobs that often'
param 'pendingLimit',     type: Duration, default: '5m', about: 'a job that nobody takes up for so long never will be'
param 'disposableUsers',  type: Integer, default: 3, about: 'a workspace with more people than this is not fresh'
param 'sampleFiles',      type: Integer, default: 20, about: 'attachments downloaded from the workspace and compared byte by byte'
param 'signatures',       type: Integer, default: 2, about: 'how many people must say go, and open'
secret 'adminPassword',   about: 'of adminUser'
secret 'cloudToken',      about: 'personal access token of a system administrator of the workspace'
if (params.handOver == 'keys') {
    secret 'uploadKeyId', late: true, about: 'AWS_ACCESS_KEY_ID that Support gives'
    secret 'uploadKey',   late: true, about: 'AWS_SECRET_ACCESS_KEY that Support gives'
} else {
    secret 'uploadUrl',   late: true, about: 'the presigned URL that Support gives tonight: it opens for one name, and not for long'
}

targets {
    host     'server'
    database 'server', access: 'read'
}

include 'mmctl.groovy'

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('mmctl can do what is asked', guard: true) {
    mmctlFits()
    onHost('server', as: params.owner) { probe("command -v ${params.handOver == 'keys' ? 'aws' : 'curl'}") }
}

step('both servers fit', guard: true) { serversFit() }

step('the clocks agree', guard: true) {                 // from the age of a job this runbook tells that nobody takes it up
    onHost('server') {
        def theirs = http.get("${params.cloudUrl}/api/v4/system/ping").headers.Date
        verify('within a minute') { (probe('date +%s').trim().toLong() - probe("date -d ${theirs} +%s").trim().toLong()).abs() <= 60 }
    }
}

step('the inventory means the database that the old server runs on') {
    verifySame('DiagnosticId', ownVersion().DiagnosticId, diagnosticId('server'))
}

step('jobs run on the old server') {
    def config = ownApi('/config')
    verify('JobSettings.RunJobs is on (else every export stays pending for ever)') { config.JobSettings.RunJobs == true }
    zips('', here(), 'export list')                     // local mode is on, and owner may use it
}

step('the workspace is fresh') { fresh() }

step('there is room') {
    def files = sql('server').value("select coalesce(sum(size), 0) from fileinfo where postid <> '' and deleteat = 0").toLong()
    def posts = sql('server').value('select count(*) from posts')
    onHost('server', as: params.owner) {
        verify('for the export, where the server makes it') { space(params.data).free > files + 2000L * posts }
        verify('for the zip, where it is checked')          { space(params.work).free > files + 2000L * posts }
    }
    measure bytes: files, posts: posts
}

// What is too long or too many for the importer can be mended today, and not tonight. A group of nine becomes a private channel, say.
step('nothing is there that the importer refuses') {
    def large = sql('server').rows("select c.id as id, count(*) as n from channels c join channelmembers m on m.channelid = c.id where c.type = 'G' and c.deleteat = 0 group by c.id having count(*) > 8")
    verify('no group has more than eight people') { large.isEmpty() }
    def mails = sql('server').rows('select lower(email) as mail, min(username) as name from users group by lower(email)').collectEntries { [it.mail, it.name] }
    def clashes = everyPage('/users').findAll { mails.containsKey(it.email?.toLowerCase()) && mails[it.email.toLowerCase()] != it.username }.collect { it.username }
    verify('nobody of the workspace has the address of somebody else here') { clashes.isEmpty() }
}

phase 'Before the outage'

def losses = step('what the exporter will lose') {
    def found = onServer('server')
    def lost = found.whole.collectEntries { kind, n -> [kind, n - found.least[kind]] }.findAll { kind, n -> n > 0 }
    keep 'losses.txt', lost.collect { kind, n -> "${kind}: ${n} of ${found.whole[kind]}".toString() }
    lost.each { kind, n -> note "the exporter is known to lose ${n} of ${found.whole[kind]} ${kind}" }
    lost.collectEntries { kind, n -> [kind, n as Long] }
}

manual('accept what is lost', choices: ['accept', 'stop'], who: 'business') {
    todo 'losses.txt, kept with this run, has the numbers; the list of what is not migrated stands at the top of this runbook'
    todo 'Direct messages of deactivated people can be kept: make them active for the night'
}

manual('open a ticket', expect: '3d', who: 'operations') {
    todo 'Ask Support for an import into the workspace (paid editions), say when, how large the zip will be, and which release the old server has'
    if (params.handOver == 'keys') {
        todo 'Support gives the bucket and keys for the upload: into the inventory (bucket, prefix, region, uploadKeyId, uploadKey)'
    } else {
        todo 'Somebody of Support is there in the night, and gives a presigned URL for the name that the export will have'
    }
    todo 'Create nobody in the workspace: the importer brings the people, and duplicates stop it'
    todo 'Rehearse the export: run this up to here with a copy; announce the outage, the new address, and that everybody needs a new password'
    ask  'ticket'
}

def folder = step('a folder for this run') {
    def name = "mattermost-${run.id}"                   // a zip of an earlier rehearsal is never mistaken for tonight's
    onHost('server', as: params.owner) { sh "mkdir -p ${params.work}/${name} && chmod 0700 ${params.work}/${name}" }
    name
}.undo { name ->
    if (name) { onHost('server', as: params.owner) { sh "rm -rf -- ${params.work}/${name}" } }
}

if (params.handOver == 'keys') {
    step('the keys of Support open the bucket', rerun: 'safe') {
        onHost('server', as: params.owner, dir: "${params.work}/${folder()}") {
            writeFile "${params.work}/${folder()}/upload-test.txt", "A test before the upload; it may be deleted.\n"
            put('upload-test.txt')
            verify('it arrived') { uploaded('upload-test.txt') == 45 }
        }
    }
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Export'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Support is ready to import; from here on nobody may write, until the workspace is open'
}
outageBegins()

manual('shut the users out', expect: '10m', who: 'network') {          // an export is no snapshot: who writes meanwhile is in it by half
    todo 'Block the old server\'s web address for everybody (reverse proxy, load balancer); Mattermost itself goes on running, the export needs it'
}

step('nobody writes any more', timeout: '3h') {
    def seen = []
    waitFor('no new post', timeout: '2h', every: params.poll, holding: params.quiet) { unchanged(seen, sql('server').value('select max(updateat) from posts')) }
}

def before = step('census of the old server', timeout: '2h') {
    def people = sql('server').rows('select username as name from users where id not in (select userid from bots) order by 1').collect { it.name }
    keep 'people.txt', people
    onServer('server').collectEntries { which, kinds -> [which, kinds.collectEntries { kind, n -> [kind, n as Long] }] } +
        [pictures: sql('server').value('select count(*) from users where coalesce(lastpictureupdate, 0) > 0 and id not in (select userid from bots)') as Long]
}

def name = step('export', timeout: '24h') { exported(folder(), here()) }

step('fetch the zip', timeout: '12h') {
    if (params.download == 'url') {
        fetchByUrl(folder(), here(), name())
    } else {
        fetch(folder(), here(), name())
    }
}

def zip = step('the zip is whole', timeout: '4h') {
    def found = whole(folder(), name())
    measure bytes: found.bytes
    found
}

def inside = step('everything is in it but what is known to be lost', timeout: '4h') {
    def found = onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { mattermostExport(zip().name) }
    def counts = inExport(found.counts)
    def people = sql('server').rows('select username as name from users where id not in (select userid from bots)').collect { it.name }
    keep 'problems.txt', found.problems.join('\n') + '\n'
    def pictures = picturesIn(folder(), zip().name)
    verifyAll {
        verify('it holds no warnings.txt: every attachment could be read')   { !found.warnings }
        verify('the importer has nothing to complain of (see problems.txt)') { found.problemCount == 0 }
        verify('every person')                                               { (people - found.names.user).isEmpty() }
        verify('a file for each attachment and emoji')                       { found.files >= counts.attachments + counts.emoji + pictures }
        verify('every picture that people have of themselves')               { !params.profilePictures || pictures >= before().pictures }
        counts.each { kind, n -> verify("${kind}: all, or all but the known losses") { n == before().whole[kind] || n == before().least[kind] } }
    }
    keep 'census.txt', counts.collect { kind, n -> "${kind}: ${before().whole[kind]} on the server, ${n} in the export".toString() }
    [counts: counts, teams: found.names.team, pictures: pictures]
}

step('validate', timeout: '8h') { validated(folder(), here(), zip().name, ['--check-server-duplicates=false']) }      // on this server everything would be a duplicate

phase 'Hand over'

step('both servers still fit', guard: true) { serversFit() }
step('the workspace is still fresh') { fresh() }

if (params.handOver == 'url') {
    manual('get the URL', expect: '15m', who: 'operations') {
        todo "Support's presigned URL for ${zip().name} and no other name, into the inventory's secret uploadUrl, unless the run asks for it"
    }
}

step('upload', timeout: '24h', rerun: 'safe') {         // under the name that the export has: Support's importer wants no other
    onHost('server', as: params.owner, dir: "${params.work}/${folder()}") {
        if (params.handOver == 'keys') {
            put(zip().name)
            verify('it arrived whole') { uploaded(zip().name) == zip().bytes }
        } else {
            putByUrl(zip().name, zip().bytes)
        }
    }
    measure bytes: zip().bytes
}

manual('Support imports', expect: '1d', who: 'operations') {
    todo "Tell Support in the ticket: ${params.prefix}${zip().name}, ${zip().bytes} bytes, SHA-256 ${zip().sha256}; they import it under this very name"
    todo 'Wait for their message that the import is done, and keep what they report'
    verify('the teams are in the workspace') { (inside().teams - everyPage('/teams').collect { it.name }).isEmpty() }
}

// ─── The workspace ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Verify'

step('everything can be seen in the workspace', timeout: '1h') {
    def found = onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { mattermostExport(zip().name).names }
    def there = ofWorkspace()
    verifyAll {
        verify('every team')    { (found.team - there.teams).isEmpty() }
        verify('every channel') { (found.channel - there.channels).isEmpty() }
        verify('every person')  { (found.user - everyPage('/users').collect { it.username }).isEmpty() }
        verify('every emoji')   { there.emoji >= inside().counts.emoji }
        verify('every picture of people') { there.pictures >= inside().pictures }
    }
}

if (params.recount != 'no') {
    // The API counts no posts by kind, so the workspace is exported again, and that is counted.
    temporarily('mmctl is logged in to the workspace', was: { 'nobody' }, set: { was -> logIn(folder()) }, restore: { was -> logOut(folder()) }) {
        def again = step('export the workspace', timeout: '24h') { exported(folder(), cloud()) }
        step('fetch that too', timeout: '12h') { fetch(folder(), cloud(), again()) }
        step('everything was imported', timeout: '4h') {
            def found = inExport(onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { mattermostExport(again()).counts })
            def kinds = ['posts', 'direct posts', 'replies', 'reactions'] + (params.recount == 'everything' ? ['attachments'] : [])
            verifySame('kinds of objects', inside().counts.subMap(kinds), found.subMap(kinds))
        }
        step('remove that export', rerun: 'safe') {
            onHost('server', as: params.owner, env: logins(folder())) { sh "${params.mmctl} export delete ${again()}" }
        }
    }
}

step('attachments download whole', timeout: '1h', when: { params.attachments && inside().counts.attachments > 0 }) {
    def newest = sql('server').rows("""select t.name as team, c.name as channel, p.createat as at, f.name as file, f.path as path
                                       from (select p.channelid, max(f.id) as id from fileinfo f join posts p on p.id = f.postid where f.deleteat = 0 and p.deleteat = 0 group by p.channelid) newest
                                            join fileinfo f on f.id = newest.id join posts p on p.id = f.postid join channels c on c.id = p.channelid join teams t on t.id = c.teamid
                                       where c.deleteat = 0 and t.deleteat = 0 order by f.id limit ${params.sampleFiles}""")
    verify('there are some') { !newest.isEmpty() }
    newest.each { file ->
        def expected = onHost('server', as: params.owner, dir: "${params.work}/${folder()}") { probe("unzip -p ${zip().name} ${member("data/${file.path}".toString())} | sha256sum").text.tokenize()[0] }
        def channel = cloudApi("/teams/name/${file.team}/channels/name/${file.channel}".toString())
        def posts = cloudApi("/channels/${channel.id}/posts?since=${file.at - 1}".toString()).posts.values()
        def ids = posts.findAll { it.create_at == file.at }.collectMany { it.metadata?.files ?: [] }.findAll { it.name == file.file }.collect { it.id }
        def found = ids.collect { id -> onHost('server') { http.get("${params.cloudUrl}/api/v4/files/${id}", headers: [Authorization: "Bearer ${secrets.cloudToken}"], ok: [200]).sha256 } }
        verify("${file.file} of ${file.team}/${file.channel} is the same byte by byte") { found.contains(expected) }
    }
}

step('old passwords do not work') {                     // none is in an export: people must be told
    def login = onHost('server') { http.post("${params.cloudUrl}/api/v4/users/login", json: [login_id: params.adminUser, password: secrets.adminPassword], reads: true, secret: true) }
    verify('as documented') { login.status == 401 }
}

manual('people try it', expect: '1h', who: 'chat admins') {
    todo 'A few set a new password by mail and log in; single sign-on is configured in the workspace\'s System Console'
    todo 'An old thread, an old attachment, a direct conversation, search, phone'
    todo 'Make again what was written down: webhooks, commands, bots, plugins'
}

manual('open the workspace or go back', choices: ['open', 'back'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Back: let the users in to the old server again; nothing on it has changed. Support empties the workspace for another attempt'
}
pointOfNoReturn('open the workspace', 'what people write in the workspace does not exist on the old server')

manual('tell everybody', expect: '30m', who: 'chat admins') {
    todo "The new address is ${params.cloudUrl}; apps and phones need it as a new server. Passwords are set anew by 'Forgot your password?'"
    todo 'The old address, where it can: a redirect to the new one'
    verify('it answers') { http.get("${params.cloudUrl}/api/v4/system/ping").status == 200 }
}
outageEnds()

phase 'After'

step('remove the export from the old server', rerun: 'safe') {
    onHost('server', as: params.owner, env: logins(folder())) { sh "${params.mmctl} --local export delete ${zip().name}" }
}

manual('the days after', expect: '1h', who: 'operations') {
    todo 'Close the ticket; ask Support to delete the upload; revoke the access token of this move'
    todo 'Keep the old server, closed, and its backups, until nobody has missed anything for two weeks'
    todo 'Turn local mode off again where it was off (ServiceSettings.EnableLocalMode)'
}

step('remove the zips') {
    onHost('server', as: params.owner) { sh "rm -rf -- ${params.work}/${folder()}" }
}

onFailure { failure ->
    note 'The old server has only been read, but its users are shut out: let them in again if the night ends here. An import in the workspace cannot be taken out again; Support empties it.'
}

// ─── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def serversFit() {
    def me = cloudApi('/users/me')
    verify('the token is a system administrator\'s')         { me.roles.tokenize().contains('system_admin') }
    def theirs = onHost('server') { http.get("${params.cloudUrl}/api/v4/config/client?format=old", ok: [200]).json.Version }
    verify('the workspace is not older than the old server') { version(theirs) >= version(ownVersion().Version) }
    verify('adminUser logs in')                              { ownLogin().status == 200 }
}

def fresh() {
    def people = everyPage('/users').findAll { !it.is_bot }.collect { it.username }
    verify('hardly anybody is in the workspace') { people.size() <= params.disposableUsers }
    def mine = sql('server').rows('select name as name from teams').collect { it.name }
    verify('none of the teams is there already') { everyPage('/teams').findAll { it.name in mine }.isEmpty() }
}

def uploadKeys() {
    [AWS_ACCESS_KEY_ID: secrets.uploadKeyId, AWS_SECRET_ACCESS_KEY: secrets.uploadKey, AWS_DEFAULT_REGION: params.region]
}

def target(file) {
    "s3://${params.bucket}/${params.prefix}${file}".toString()
}

def put(file) {
    job("aws s3 cp ${file} ${target(file)}", name: "upload ${file}", env: uploadKeys())
}

// Who has the URL may write there, so it is in no argument of curl.
def putByUrl(file, bytes) {
    def sent = sh("printf 'url = \"%s\"\\n' \"\$URL\" | curl -fsS --retry 5 -w '%{size_upload}' -o /dev/null -T ${file} -K -", env: [URL: secrets.uploadUrl], timeout: '24h').trim().toLong()
    verify('all of it was sent') { sent == bytes }
}

def uploaded(file) {
    probe("aws s3api head-object --bucket ${params.bucket} --key ${"${params.prefix}${file}".toString()}", env: uploadKeys()).json.ContentLength as Long
}
