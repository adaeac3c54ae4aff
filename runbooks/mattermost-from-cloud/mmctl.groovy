// What the moves to and from Mattermost Cloud share. It needs the parameters mmctl, owner, work, attachments, archivedChannels, profilePictures and download.

// ── mmctl: its flags changed over the years, so its help is asked, and nothing assumed ──

def exportFlags(help) {
    def flags = []
    if (help.contains('--no-attachments')) {            // since 6.0 attachments come unless refused, before that only when asked for
        if (!params.attachments) { flags << '--no-attachments' }
    } else if (params.attachments) {
        flags << '--attachments'
    }
    if (params.archivedChannels) { flags << '--include-archived-channels' }
    if (params.profilePictures)  { flags << '--include-profile-pictures' }
    flags
}

def mmctlFits() {
    onHost('server', as: params.owner) {
        def help = probe("${params.mmctl} export create --help").text
        verify('this mmctl knows every flag that the parameters ask for (else: a newer mmctl, or the parameter false)') { exportFlags(help).every { flag -> help.contains(flag) } }
        verify('it can validate a file')                  { probe("${params.mmctl} import --help").text.contains('validate') }
        verify('it makes presigned URLs, or download: mmctl') { params.download == 'mmctl' || probe("${params.mmctl} export --help").text.contains('generate-presigned-url') }
        probe('command -v unzip')
        if (params.download == 'url') { probe('command -v curl') }
    }
}

// A login of this run alone, in a folder of its own.
def logins(folder) {
    [XDG_CONFIG_HOME: "${params.work}/${folder}".toString(), MMCTL_LOCAL_SOCKET_PATH: params.socket]
}

def logIn(folder) {
    onHost('server', as: params.owner, env: logins(folder)) {
        sh "${params.mmctl} auth login ${params.cloudUrl} --name cloud --access-token-file /dev/stdin", stdin: secrets.cloudToken
    }
}

def logOut(folder) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}") { sh 'rm -rf mmctl' }
}

def here()  { ['--local'] }                             // over the server's socket: no token, no proxy, no limit of a proxy
def cloud() { words([]) }

def zips(folder, where, kind) {                         // where there is none it prints a sentence, with status 0
    onHost('server', as: params.owner, env: logins(folder)) {
        probe("${params.mmctl} ${where} ${raw(kind)}").lines.collect { it.trim() }.findAll { it.endsWith('.zip') }
    }
}

def begun(found) {
    (found instanceof List ? found[0] : found).id
}

// Of minutes in pending the product never says why.
def jobState(folder, where, kind, id) {
    def shown = onHost('server', as: params.owner, env: logins(folder)) { probe("${params.mmctl} ${where} ${raw(kind)} job show ${id} --json").json }
    def job = shown instanceof List ? shown[0] : shown
    def waited = onHost('server') { probe('date +%s').trim().toLong() } - (job.create_at as Long).intdiv(1000)
    def stuck = job.status == 'pending' && waited > params.pendingLimit.toSeconds()
    [id: id, status: stuck ? 'stuck' : job.status, error: stuck ? 'nobody takes it up: JobSettings.RunJobs is off, or no server of the cluster leads' : job.data?.error, line: job.data?.line_number,
     warnings: job.data?.num_warnings]
}

// Begins an export, waits for it, and gives the name of its file, read back: old releases name it after nothing, and stale files lie beside it.
def exported(folder, where) {
    def older = remember('exports of earlier days', zips(folder, where, 'export list'))
    def end = onHost('server', as: params.owner, env: logins(folder)) {
        def flags = exportFlags(probe("${params.mmctl} export create --help").text)
        remoteJob('export', every: params.poll, done: ['success', 'warning'], failed: ['error', 'canceled', 'stuck'],
            start: { begun(sh("${params.mmctl} ${where} export create ${words(flags)} --json").json) },
            poll:  { id -> jobState(folder, where, 'export', id) })
    }
    def fresh = zips(folder, where, 'export list') - older
    def own = fresh.findAll { it.startsWith(end.id) } ?: fresh
    verify('exactly one file is new') { own.size() == 1 }
    own[0]
}

def fetch(folder, where, name) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}", env: logins(folder)) {
        job("rm -f -- ${name} && ${params.mmctl} ${where} export download ${name} ${name}")
    }
}

// From the S3 store itself; who has the URL has the export, so it is in no argument of curl.
def fetchByUrl(folder, where, name) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}", env: logins(folder)) {
        def url = sh("${params.mmctl} ${where} export generate-presigned-url ${name} | grep -Eo 'https?://[^[:space:]]+'", secret: true)
        job("printf 'url = \"%s\"\\n' \"\$URL\" | curl -fsS --retry 5 -o ${name} -K -", env: [URL: url])
    }
}

def whole(folder, name) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}") {
        job("unzip -tq ${name}", name: 'every member can be read')
        [name: name, bytes: probe("wc -c <${name}").trim().toLong(), sha256: checksum(name)]
    }
}

// What both the importer and mmctl would find; import validate ends with status 0 whatever it found.
def validated(folder, where, name, flags) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}", env: logins(folder)) {
        def said = probe("${params.mmctl} ${where} import validate ${words(flags)} ${name}", timeout: '6h').text
        keep 'validation.txt', said
        verify('mmctl finds nothing wrong with it') { !said.contains('validation error') }
    }
}

// mattermostExport counts no pictures of people: each is named by its person.
def picturesIn(folder, name) {
    onHost('server', as: params.owner, dir: "${params.work}/${folder}") { probe("unzip -p ${name} '*.jsonl' | grep -c '\"profile_image\":' || true", timeout: '1h').trim().toLong() }
}

// unzip takes these for patterns
def member(path) {
    path.replaceAll(/([\[\]*?\\])/, '\\\\$1')
}

// ── Counts, in the kinds of things that an export has ──

// least: without what the exporter is known to lose of conversations between people
def onServer(database) {
    def live = raw("""(select p.id, p.rootid, p.type, case when c.type in ('D', 'G') then 1 else 0 end as direct,
                              case when c.type not in ('D', 'G') or (u.deleteat = 0 and coalesce(ru.deleteat, 0) = 0) then 1 else 0 end as kept
                       from posts p join channels c on c.id = p.channelid join users u on u.id = p.userid left join teams t on t.id = c.teamid
                            left join posts r on r.id = p.rootid left join users ru on ru.id = r.userid
                       where p.deleteat = 0 and coalesce(t.deleteat, 0) = 0 and coalesce(r.deleteat, 0) = 0 and ${params.archivedChannels ? '1 = 1' : 'c.deleteat = 0'})""".toString())
    def posts = sql(database).row("""select coalesce(sum(case when direct = 0 and rootid = '' and type = '' then 1 else 0 end), 0) as posts,
                                            coalesce(sum(case when direct = 1 and rootid = '' and type = '' then 1 else 0 end), 0) as directs,
                                            coalesce(sum(case when direct = 1 and rootid = '' and type = '' and kept = 1 then 1 else 0 end), 0) as keptdirects,
                                            coalesce(sum(case when rootid <> '' then 1 else 0 end), 0) as replies,
                                            coalesce(sum(case when rootid <> '' and kept = 1 then 1 else 0 end), 0) as keptreplies from ${live} x""")
    def reactions = sql(database).row("select count(*) as n, coalesce(sum(1 - x.direct), 0) as kept from reactions join ${live} x on x.id = reactions.postid where coalesce(reactions.deleteat, 0) = 0")
    def files = sql(database).row("select count(*) as n, coalesce(sum(x.kept), 0) as kept from fileinfo f join ${live} x on x.id = f.postid where f.deleteat = 0")      // the uploaded zip itself is a row without a post
    def channels = { types -> sql(database).value("select count(*) from channels c left join teams t on t.id = c.teamid where c.type in (${types}) and coalesce(t.deleteat, 0) = 0 and ${raw(params.archivedChannels ? '1 = 1' : 'c.deleteat = 0')}") }
    def same = [teams: sql(database).value('select count(*) from teams where deleteat = 0'), channels: channels(['O', 'P']),
                'direct conversations': sql(database).value("select count(*) from channels c where type in ('D', 'G') and deleteat = 0 and exists (select 1 from channelmembers m where m.channelid = c.id)"),
                emoji: sql(database).value('select count(*) from emoji where deleteat = 0'), posts: posts.posts]
    [whole: same + ['direct posts': posts.directs, replies: posts.replies, reactions: reactions.n, attachments: params.attachments ? files.n : 0],
     least: same + ['direct posts': posts.keptdirects, replies: posts.keptreplies, reactions: reactions.kept, attachments: params.attachments ? files.kept : 0]]
}

def inExport(counts) {
    def n = { name -> (counts[name] ?: 0) as Long }
    [teams: n('team'), channels: n('channel'), 'direct conversations': n('direct_channel'), emoji: n('emoji'), posts: n('post') - n('system_post'), 'direct posts': n('direct_post') - n('system_direct_post'),
     replies: n('replies'), reactions: n('reactions'), attachments: n('attachments')]
}

// ── APIs ──

def cloudApi(path) {
    onHost('server') { http.get("${params.cloudUrl}/api/v4${raw(path)}", headers: [Authorization: "Bearer ${secrets.cloudToken}"], ok: [200], timeout: '2m').json }
}

def everyPage(path) {
    def all = []
    for (int page = 0; ; page++) {
        def found = cloudApi("${path}${path.contains('?') ? '&' : '?'}page=${page}&per_page=200".toString())
        all.addAll(found)
        if (found.size() < 200) {
            return all
        }
    }
}

// Of those who have one of their own.
def picturesOf(people) {
    people.count { (it.last_picture_update ?: 0) > 0 } as Long
}

def ofWorkspace() {
    def teams = everyPage('/teams').findAll { it.delete_at == 0 }
    def byId = teams.collectEntries { [it.id, it.name] }
    def channels = everyPage('/channels?include_deleted=true').findAll { byId.containsKey(it.team_id) && it.type in ['O', 'P'] && (params.archivedChannels || it.delete_at == 0) }
    def people = everyPage('/users')
    [teams: teams.collect { it.name }.sort(), channels: channels.collect { "${byId[it.team_id]}/${it.name}".toString() }.sort(),
     people: people.findAll { !it.is_bot }.collect { it.username }.sort(), emoji: everyPage('/emoji').size(), pictures: picturesOf(people.findAll { !it.is_bot })]
}

def ownApi(path) {
    onHost('server') { http.get("http://127.0.0.1:${params.port}/api/v4${raw(path)}", headers: [Authorization: "Bearer ${ownToken()}"], ok: [200]).json }
}

def ownLogin() {
    onHost('server') { http.post("http://127.0.0.1:${params.port}/api/v4/users/login", json: [login_id: params.adminUser, password: secrets.adminPassword], reads: true, secret: true) }
}

def ownToken() {
    ownLogin().headers.Token
}

def ownVersion() {
    onHost('server') { http.get("http://127.0.0.1:${params.port}/api/v4/config/client?format=old", ok: [200]).json }
}

def diagnosticId(database) {
    sql(database).value("select value as value from systems where name = 'DiagnosticId'")
}

def unchanged(seen, now) {
    def same = seen.isEmpty() || seen.last() == now
    seen << now
    same
}
