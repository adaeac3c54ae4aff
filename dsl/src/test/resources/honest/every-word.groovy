import java.time.format.*

title 'Every word once'
about '''Several lines
of text'''
notMigrated 'API keys', "integrations"

param 'fqdn', about: 'the name'
param 'batch', type: Integer, default: 500
param 'limit', type: Long, default: 5_000_000_000
param 'ratio', type: BigDecimal, default: 0.5
param 'patch', type: Boolean, default: false
param 'quiet', type: Duration, default: '10m'
param 'opens', type: Instant
param 'folder', type: Path, default: '/srv/chat'
param 'rooms', type: List, default: ['a', 'b'], about: 'rooms'
param 'kind', default: 'postgresql', choices: ['postgresql', 'mysql']
param 'nothing', default: null
secret 'password', about: 'of the archive'
secret 'token', late: true

targets {
    host 'source', 'destination', optional: false
    if (params.kind == 'mysql') {
        database 'ported', optional: true, about: 'only then'
    }
    database 'source', access: 'read'
    database 'destination'
    redis 'destination'
}

def PHASES = ['one', ~/two \d+/, 'three']
def today = LocalDate.of(2026, 11, 21).format(DateTimeFormatter.ISO_DATE)
def perRoom = params.rooms.collectEntries { [it, it.toUpperCase()] }
def longest = params.rooms.max { it.size() } ?: 'none'
def (first, second) = ['x', 'y']
int counter = 0
counter++
counter += 2
String label = "batch ${params.batch}"

include 'parts/shared.groovy'

phase "Prepare ${today}"
notBefore params.opens

step('versions', guard: true, tags: ['guard', 'early'], expect: '1m', timeout: params.quiet) {
    onHost('source', as: 'root', dir: params.folder, env: [LANG: 'C', LABEL: label]) {
        verify('version') { version(probe('cat /etc/release').text) >= version('2.29') }
        verify('lines') {
            def lines = probe('ls').lines
            lines.size() > 0
            !lines.isEmpty() && lines.every { it.length() < 100 }
        }
    }
    verify('by an onHost inside') { onHost('source') { exists('/etc/passwd') } }
    verify('on a port') { tcp('localhost', 22) }
    verify('environment') { environment.production || environment.name == 'uat' }
    verify('login') { http.post("https://${params.fqdn}/login", reads: true, json: [user: 'x', password: secrets.password]).status == 200 }
}

def before = step('count', retries: 3, backoff: '10s', rerun: 'safe') {
    def users = sql('source').value('select count(*) from users') as Long
    def named = sql('source').rows("select id, name from users where name like ${'a%'} and id in (${[1, 2, 3]})").collectEntries { row -> [row.id, row.name] }
    def row = sql('source').row('select min(id) as low, max(id) as high from users')
    def total = 0
    named.each { id, name -> total += id }
    for (table in ['a', 'b']) {
        total += sql('source').value("select count(*) from ${ident(table)}") as Long
    }
    [users: users, named: named, span: row.high - row.low, total: total, at: run.id, by: run.operator]
}

def archive = step('archive', timeout: '8h') {
    onHost('source') {
        job("tar cf x.tar ${params.folder} -p \"\$PASSWORD\"", name: 'archive', env: [PASSWORD: secrets.password], timestamps: 'yyyy', milestones: PHASES,
            success: ~/done/, failure: ~/(?i)error/, stall: params.quiet, ok: [0, 1])
        def found = probe("find . -name '*.tar' -newer x", ok: [0, 1]).lines.findAll { it =~ /\.tar$/ }
        verify('exactly one') { found.size() == 1 }
        remember('found', found[0])
        [name: found[0].substring(2), sha: checksum(found[0])]
    }
}.undo { result ->
    onHost('source') {
        if (result) {
            sh "rm -f -- ${result.name}"
        }
    }
}

step('commands') {
    onHost('source') {
        def flags = ['-a', '-b']
        def command = "ls ${flags} ${params.folder}"
        sh command
        def fixed = 'uptime'
        probe fixed
        sh params.patch ? 'touch a' : "touch ${params.fqdn}"
        sh raw("ls | grep 'x'")
        def pipe = raw("'quoted'")
        sh "echo '${pipe}'"
        sh "rm -f -- ${words(flags)}"
        sh 'cat > x', stdin: flags.join('\n')
        sh "login --password-file=/dev/stdin", stdin: secrets.password
        sh '''set -x
              awk '{ print $1 }' x''', ok: 0, timeout: '5m'
        def out = probe 'cat x'
        note "got ${out.trim()} ${out.status} ${out.err}"
        note out.text.readLines().collect { line -> line.tokenize(' ')[0] }.unique().sort().join(', ')
        if (out.text ==~ /\d+/) { note 'a number' }
        def m = out.text =~ /(\d+) of (\d+)/
        if (m.find()) { note m.group(1) }
        writeFile 'a.txt', "hello ${params.fqdn}", mode: '0600'
        writeFile('b.txt', 'b')
        editFile 'a.txt', find: ~/(?m)^x$/, put: 'y', times: 1..3
        editJson('c.json') { it.name = params.fqdn; it.port = 443 }
        editYaml('d.yaml') { data -> data.server.name = 'x' }
        upload 'files/x.sh', '/tmp/x.sh', mode: '0700'
        def conf = readJson('c.json')
        note conf.server.name
        def settings = readFile('token', secret: true)
        http.post('https://x/y', headers: [Authorization: "Bearer ${secrets.token}"], json: [a: settings])
        try {
            probe 'false'
        } catch (Exception e) {
            note e.message
        } finally {
            note 'finally'
        }
        switch (params.kind) {
            case 'mysql': sh 'mysqldump x'; break
            case ~/post.*/: sh 'pg_dump x'; break
            default: throw new IllegalStateException("unknown kind ${params.kind}")
        }
        while (counter < 3) { counter++ }
    }
    onHosts('nodes', as: 'root', max: 2) { host -> note "on ${host}: ${probe('hostname').trim()}" }
}

step('data') {
    sql('destination').transaction {
        if (update("update configurations set value = ${params.fqdn} where key = 'fqdn'") == 0) {
            execute("insert into configurations values ('fqdn', ${params.fqdn})")
        }
        before().named.each { id, name -> execute("insert into names values (${id}, ${name})") }
    }
    redis('destination').set('messages:total', before().total)
    def db = sql('destination')
    verifySame('users', before().users, db.value('select count(*) from users'), within: 5, except: ['x'])
    verifyAll {
        verify('a') { db.value('select 1') == 1 }
        verifySame('b', [1, 2], [1, 2])
        for (table in shared(['x'])) {
            verify("table ${table}") { db.rows("select * from ${ident(table)}").isEmpty() }
        }
    }
    waitFor('the queue', timeout: '10m', every: '5s', holding: params.quiet) { db.value('select count(*) from queue') == 0 }
    measure messages: before().total, 'big files': 3
    keep 'names.txt', before().named.values().join('\n')
    tell 'operations', "done with ${params.fqdn}"
    note "${before().users * params.ratio} of ${params.limit} in ${params.quiet.toMinutes()} minutes, ${-counter}, ${Math.max(1, counter)}"
    def copy1 = [*params.rooms, 1].size() + [*: before().named, a: 1].size()
    def lower = params.rooms*.toLowerCase()
    def safe = before()?.named?.get('x')?.trim() ?: 'none'
    def when = Instant.now().plus(Duration.ofHours(1))
    def closure = { a, b = 2 -> a + b }
    note "${closure(1)} ${lower} ${safe} ${when} ${copy1} ${perRoom[longest]} ${first}${second}"
    def id = UUID.randomUUID().toString()
    def b = new StringBuilder()
    b << 'x' << id
    def sorted = new TreeMap([b: 1, a: 2]).keySet() as List
    def numbers = [3, 1, 2].sort { x, y -> y <=> x }
    def text = numbers.collect { "n${it}" }.join(',').replaceAll(/n(\d)/) { all, digit -> digit }
    def map = [:].withDefault { 0 }
    map['class'] = 1
    numbers.eachWithIndex { n, i -> map[i] = n }
    note "${sorted} ${text} ${b} ${map} ${numbers.sum()} ${numbers.inject(0) { s, n -> s + n }}"
}

parallel(max: 2) {
    step('copy') { copy from: place('source', "/x/${archive().name}"), to: place('destination', '/x/'), via: 'engine' }
    group('two in order', when: { params.patch }) {
        def inner = step('inner') { 3 }
        step('outer') { inner() + before().users }
    }
}

forEach('room', before, max: 4, keepGoing: true, when: { before().users > 0 }) { room ->
    def made = step("make ${room}", doneWhen: { sql('destination').value("select count(*) from rooms where name = ${room}") == 1 }) { room }
    manual("look at ${room}", who: ['a', 'b'], expect: '5m') { todo "Open ${room}"; verify('there') { made() != null } }
}
forEach('constant', ['a', 'b']) { step("constant ${it}") { note it } }

def answers = manual('go or no-go', choices: ['go', 'no-go'], need: 2, who: 'people', by: params.opens) {
    params.rooms.each { room -> todo "Ask ${room}" }
    ask 'reason', choices: ['x', 'y'], secret: false
    ask 'comment'
}

if (params.patch) {
    step('patch') { note 'one way' }
} else {
    step('patch') { note answers().reason }
}
step('after the patch', when: { answers().reason == 'x' && result('count').users > 3 }) {
    note result('patch')
    if (!answers.skipped) { note "${result('make a')}" }
    onHost('destination') { helper('x', 3, path: '/y') }
    census(sql('destination'))
}

temporarily('a bigger machine', was: { sql('destination').value('select size from machines') },
            set: { was -> resize('large') }, restore: { was -> resize(was) }) {
    outageBegins('resize')
    step('while it is big') { note 'x' }
    outageEnds('resize')
}

background('pre-sync', every: '2h', until: 'the last') {
    sync from: place('source', "${params.folder}/", as: 'root'), to: place('destination', '/files/'), delete: false, exclude: ['tmp/**'], limit: '40MB/s'
}
pointOfNoReturn('the new server takes writes', 'what is written there does not exist on the old one')
outageBegins()
destructive('drop the old database', type: "${params.fqdn} ON ${environment.name}", timeout: '1h') { note 'x' }
step('a product job') {
    def state = remoteJob('snapshot', start: { http.post('https://x/snapshots').json.id },
                          poll: { id -> [status: http.get("https://x/snapshots/${id}").json.status, done: 1, total: 2] }, done: ['ok'], failed: ['error'], every: '5s')
    note "${state}"
}
outageEnds()
step('the last') { note 'x' }
onFailure { failure -> tell 'operations', "${failure.step}: ${failure.message}" }

def helper(Map how = [:], name, int times) {
    times.times { sh "touch ${how.path}/${name}-${it}" }
    probe("ls ${how.path}").lines
}

def census(db) {
    def tables = ['a', 'b']
    tables.collectEntries { table -> [table, db.value("select count(*) from ${ident(table)}")] }
}

def resize(kind) {
    sql('destination').execute("update machines set size = ${kind}")
}
