title 'HipChat Server to HipChat Data Center'
about '''One export, one archive, one import: all or nothing, with no delta and no resume inside the product. Attachments are three quarters of the
time: 7.4 million messages and 114 GB took 2 h to export, 1 h 15 m to carry and 5 h 16 m to import. The README says what to prepare and why each check is here.'''
notMigrated 'passwords (unless Crowd or LDAP has them)', 'API tokens', 'integrations and add-ons', 'server settings', 'TLS certificate', 'deleted rooms'

param 'fqdn',               about: 'the name users type: the load balancer\'s, not a node\'s'
param 'loadBalancer',       about: 'address of the new load balancer, HOST or HOST:PORT, used before DNS knows it'
param 'nameServers',        type: List, default: [], about: 'asked where fqdn leads, each of them: your users\', your provider\'s, a public one; empty: this machine\'s'
param 'adminEmail',         about: 'the account that the wizard\'s last page creates; it must not exist on the old server'
param 'windowOpens',        type: Instant, about: 'when users may be shut out, with its zone'
param 'scheme',             default: 'https', choices: ['https', 'http'], about: 'how clients reach the load balancer'
param 'clientPage',         default: '/chat', about: 'a page that answers 200 only when clients can start; the health page does not do'
param 'sourceAtLeast',      default: '2.2.3', about: 'oldest release with the migration tool'
param 'destinationRelease', default: '3.1.3', about: 'exactly the release whose importer was rehearsed; 3.1.4 refuses, after the export is spent'
param 'attachments',        default: '/file_store/users/files', about: 'uploaded files on the old server'
param 'shareAttachments',   default: '/file_share/users/files', about: 'where the importer puts them'
param 'exportFolder',       default: '/mnt/carrier', about: 'on the source; 2.2 times the attachments must be free'
param 'importFolder',       default: '/mnt/carrier', about: 'on the destination'
param 'exportSwitches',     type: List, default: ['--include-one-to-one', '--include-files'], about: 'private history and files: without them success leaves both out; see hipchat export --help'
param 'carry',              default: 'direct', choices: ['direct', 'engine', 'volume'], about: 'the archive\'s way: host to host, through this machine, or on a volume that changes machines'
param 'dnsZone',            default: '', about: 'Route 53: the hosted zone of fqdn, whose record the runbook changes then; empty: people switch DNS'
param 'loadBalancerZone',   default: '', about: 'Route 53: the hosted zone of the load balancer (its CanonicalHostedZoneId)'
param 'carrierVolume',      default: '', about: 'EBS, with carry: volume: vol-…, mounted at exportFolder, which the runbook moves then; empty: people move it'
param 'sourceMachine',      default: '', about: 'EBS: id or Name of the old server\'s machine'
param 'destinationMachine', default: '', about: 'EBS: id or Name of the machine of destination'
param 'shareFileSystem',    default: '', about: 'EFS: the fs-… of the share, which the runbook makes fast for the import; empty: people do'
param 'targetGroup',        default: '', about: 'ELB: name or ARN of the target group of the nodes, all of which must be healthy at the end; empty: nobody asks'
param 'quiet',              type: Duration, default: '10m', about: 'nobody may have written for so long before the export'
param 'stall',              type: Duration, default: '1h', about: 'longest silence of the product\'s log; large attachments are silent'
param 'signatures',         type: Integer, default: 2, about: 'how many people must say go'
param 'disposableUsers',    type: Integer, default: 3, about: 'a destination with more users than this is not empty'
param 'sampleFiles',        type: Integer, default: 20, about: 'attachments compared byte by byte'
param 'largestRooms',       type: Integer, default: 20, about: 'rooms whose messages are counted one by one'
param 'criticalRooms',      type: List, default: [], about: 'rooms where a person scrolls back to the beginning'
param 'patchSearch',        type: Boolean, default: false, about: 'unsupported: user search without regard to case, and by email'
param 'userModel',          default: '/hipchat-scm/web/application/models/user.php', about: 'the file of that patch'
param 'patchBoot',          type: Boolean, default: false, about: 'unsupported: boot no longer re-owns the whole share, which takes over an hour'
param 'bootScripts',        default: '/opt/atlassian/hipchat/sbin', about: 'the folder of the scripts that do'
param 'bootCommands',       type: List, default: [], about: 'their lines that do, exactly as they stand there'
secret 'passphrase',        about: 'of the archive: generated once, kept in the vault, typed by nobody'

targets {
    host     'source', 'destination'
    database 'source', access: 'read'
    database 'destination'
    redis    'destination'
    if (params.dnsZone || params.carrierVolume || params.shareFileSystem || params.targetGroup) {
        aws  'account'
    }
}

def EXPORT_PHASES = ['Fetching users', 'Fetching rooms', 'Fetching autojoins', 'Fetching preferences', 'Fetching emoticons', 'Fetching upload files',
                     'Fetching messages', 'Creating export artifact', 'Writing rooms.json', ~/Writing users\/\d+\/history\.json/, 'Exporting sender attachments']
def IMPORT_PHASES = ['Truncating data in database', 'Importing data', 'Importing autojoin', 'processing preferences.json', 'processing emoticons.json',
                     'processing rooms.json', ~/processing users\/\d+\/history\.json/, ~/processing users\/files\//, ~/processing rooms\/\d+\/history\.json/]
def SEARCH_OLD = '''$query->where("name LIKE '%$search_name%'");'''
def SEARCH_NEW = '''$query->where("(name ILIKE '%$search_name%' OR email ILIKE '%$search_name%')");'''
def TAKEN_OVER = '# taken over by operations: '

// ─── Days before ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Preconditions'

step('the releases are the rehearsed ones', guard: true) { checkReleases() }

step('everything can be reached', guard: true) {
    verify('the old database answers')  { sql('source').value('select 1') == 1 }
    verify('the new database answers')  { sql('destination').value('select 1') == 1 }
    verify('Redis answers')             { redis('destination').ping() == 'PONG' }
    verify('the load balancer answers') { page('/').status < 500 }
    onHost('source', as: 'root') {
        params.exportSwitches.each { option ->
            verify("this release can export ${option}") { probe('hipchat export --help').text.contains(option) }
        }
    }
    verify('the wizard\'s account is new') { sql('source').value("select count(*) from users where email = ${params.adminEmail}") == 0 }
}

def size = step('how much there is') {
    def files = onHost('source', as: 'root') { filesUnder(params.attachments) }
    def messages = sql('source').value('select count(*) from messages')
    note "import of the attachments: about ${files.count.intdiv(12 * 60)} minutes (12 files a second, whatever the bandwidth)"
    [files: files.count, bytes: files.bytes, messages: messages]
}

step('there is room and memory') {
    onHost('source', as: 'root') {
        def free = probe('''[ ! -e /proc/meminfo ] || awk '/^MemAvailable:/ { told = $2 } /^(MemFree|Buffers|Cached):/ { sum += $2 }
                            END { printf "%.0f", (told ? told : sum) * 1024 }' /proc/meminfo''').trim()      // kernels before 3.14 do not tell what is available
        verifyAll {
            verify('room for the archive and its making') { space(params.exportFolder).free >= 2.2 * size().bytes }
            verify('memory: 2.6 MB a thousand messages, 500 KB a GB of files') { free.isEmpty() || free.toLong() >= 2_600L * size().messages + size().bytes.intdiv(2000) }
        }
    }
    onHost('destination', as: 'root') {
        verify('room for the archive') { space(params.importFolder).free >= size().bytes }
        verify('room for the attachments on the share') { space(share()).free >= size().bytes }
    }
}

// The importer takes whatever ends in history.json for a list of messages: an attachment of that name stops it after hours with "invalid syntax".
def poison = step('attachments that would break the importer') {
    onHost('source', as: 'root', dir: params.attachments) {
        def like = probe("find . -type f '(' -iname '*users.json' -o -iname '*rooms.json' -o -iname '*emoticons.json' -o -iname '*preferences.json' -o -iname '*autojoin*.json' ')'", timeout: '1h').lines
        if (like) {
            note "named like the importer's own files; no release is known to stumble over them, so import them in a rehearsal first: ${like.sort(false).take(20).join(', ')}"
        }
        poisonous()
    }
}

forEach('file', poison) { file ->
    manual("ask the uploader of ${file}", expect: '1d', who: 'chat admins') {
        todo "Find out who uploaded ${file}, and ask whether it may be deleted or renamed on the old server"
        todo 'It cannot be repaired later: not in the archive, and not in the importer'
        verify('the file is gone') { onHost('source', as: 'root', dir: params.attachments) { !exists(file) } }
    }
}

step('no such attachment is left') {
    onHost('source', as: 'root', dir: params.attachments) { verify('none') { poisonous().isEmpty() } }
}

if (params.carrierVolume) {
    step('the volume can change machines', guard: true) {
        def zones = [params.sourceMachine, params.destinationMachine].collect { aws('account').ec2.describe(it).zone } + aws('account').ebs.describe(params.carrierVolume).zone
        verify('all in one availability zone') { zones.toSet().size() == 1 }
    }
}

// A node whose share is not mounted writes to its own disk, and nobody notices until another node is asked for the file.
step('every node has the one share') { checkShare() }

def oldAddresses = step('where the name leads today') { lookUp(params.fqdn) }

if (params.shareFileSystem) {
    step('a fast share') {                          // Amazon takes it back only after 24 hours
        aws('account').efs.throughput(params.shareFileSystem, mode: 'elastic')
    }.undo { was -> aws('account').efs.putBack(was) }
}

if (params.dnsZone) {
    step('a short DNS time to live') {              // wait out the old one, which this step gives, before the window
        aws('account').route53.ttl(params.fqdn, zone: params.dnsZone, to: '60s')
    }.undo { was -> aws('account').route53.putBack(was) }
}

manual('prepare the move', expect: '2d', who: 'operations') {
    todo 'Announce the outage'
    if (!params.dnsZone) {
        todo "Lower the DNS time to live of ${params.fqdn}, at least the old time to live before the window"
    }
    todo 'Give the old server the largest machine for the export, the new node the largest for the import (a short outage of its own)'
    todo 'Outbound mail works on the new server, or the way round of the README is at hand: the administrator\'s password may need a reset'
    todo 'The shared storage is mounted on every node, and the first boot\'s wizard knows PostgreSQL, Redis and the share'
    todo 'Somebody is awake at each change of phase: the report of the rehearsal says when'
}

// ─── The night ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Freeze'
notBefore params.windowOpens

manual('go or no-go', choices: ['go', 'no-go'], need: params.signatures, who: ['business', 'operations']) {
    todo 'From here on nobody can chat until the new server is open: the hours of the rehearsal'
}
outageBegins()

manual('shut the users out of the old server', expect: '10m', who: 'network') {
    todo 'Block port 443 of the old server for everybody but the office (load balancer or security group)'
}

step('nobody writes any more', timeout: '3h') {
    def seen = []
    waitFor('no new message', timeout: '2h', every: '2s', holding: params.quiet) {
        unchanged(seen, sql('source').value('select max(id) from messages'))
    }
}.undo { note 'open port 443 of the old server again: nothing else on it has changed' }

def before = step('census of the old server') {
    def files = onHost('source', as: 'root') { filesUnder(params.attachments) }
    [users          : sql('source').value('select count(*) from users'),
     deletedUsers   : sql('source').value('select count(*) from users where is_deleted = 1'),
     rooms          : sql('source').value('select count(*) from rooms where is_deleted = 0'),
     archivedRooms  : sql('source').value('select count(*) from rooms where is_deleted = 0 and is_archived = 1'),
     roomMessages   : sql('source').value('select count(*) from messages m join rooms r on r.id = m.room_id where r.is_deleted = 0'),
     privateMessages: sql('source').value('select count(*) from messages where receiver_id is not null'),
     emoticons      : sql('source').value('select count(*) from emoticons'),
     attachments    : files.count,
     attachmentBytes: files.bytes,
     largestRooms   : largestRooms(params.largestRooms),
     sample         : onHost('source', as: 'root', dir: params.attachments) { checksums(sample(params.sampleFiles)) }]
}

phase 'Export'

def folder = step('a folder for this run') {
    def name = "move-${run.id}"                     // an archive of an earlier rehearsal is never mistaken for tonight's
    onHost('source', as: 'root')      { sh "mkdir -p ${params.exportFolder}/${name} && chmod 0700 ${params.exportFolder}/${name}" }
    onHost('destination', as: 'root') { sh "mkdir -p ${params.importFolder}/${name} && chmod 0700 ${params.importFolder}/${name}" }
    name
}.undo { name ->
    if (name) {
        onHost('source', as: 'root')      { sh "rm -rf -- ${params.exportFolder}/${name}" }
        onHost('destination', as: 'root') { sh "rm -rf -- ${params.importFolder}/${name}" }
    }
}

step('the releases still are', guard: true) { checkReleases() }

step('export', timeout: '12h', expect: '2h7m') {
    onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}") {
        job("hipchat export --export -p \"\$PASSPHRASE\" ${params.exportSwitches}", env: [PASSPHRASE: secrets.passphrase],
            timestamps: 'yyyy/MM/dd HH:mm:ss', milestones: EXPORT_PHASES, success: ~/Export completed successfully!/,
            failure: ~/(?i)panic|no space left|cannot allocate|failed:/, stall: params.stall)
    }
    measure messages: before().roomMessages + before().privateMessages, files: before().attachments
}

def archive = step('the archive', timeout: '2h') {
    onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}") {
        def found = probe("find . -type f -name '*.tar.gz.aes'").lines
        verify('there is exactly one') { found.size() == 1 }
        def name = found[0].substring(2)            // read back: nothing tells it beforehand
        [name: name, bytes: probe("wc -c < ${name}").trim().toLong(), sha256: checksum(name)]
    }
}

step('the passphrase opens it') {                   // now, not after hours of carrying
    onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}", env: [PASSPHRASE: secrets.passphrase]) {
        def start = probe("{ head -c 4096 ${archive().name} | openssl enc -d -aes-256-cbc -md md5 -pass env:PASSPHRASE 2>/dev/null || true; } | od -An -tx1 -N2")
        verify('a gzip file is inside') { start.trim() == '1f 8b' }
    }
}

step('list its members', timeout: '6h', expect: '20m') {
    onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}", env: [PASSPHRASE: secrets.passphrase]) {
        job("openssl enc -d -aes-256-cbc -md md5 -pass env:PASSPHRASE -in ${archive().name} 2>/dev/null | tar tzf - | sed 's,^[.]/,,' > members.txt")
    }
}

step('its members are what the importer expects') {
    onHost('source', as: 'root', dir: "${params.exportFolder}/${folder()}") {
        def odd = probe('''grep -i 'history[.]json$' members.txt | grep -Ev '^(users|rooms)/[0-9]+/history[.]json$' ''', ok: [0, 1]).lines
        def files = probe('''grep -c '^users/files/.*[^/]$' members.txt''', ok: [0, 1]).trim().toLong()
        def people = probe('''grep -Ec '^users/[0-9]+/history[.]json$' members.txt''', ok: [0, 1]).trim().toLong()
        verifyAll {
            verify('no attachment poses as a history')  { odd.isEmpty() }
            verify('private histories were exported')   { people > 0 }
            verifySame('attachments in the archive', before().attachments, files)
        }
    }
}

phase 'Carry'

if (params.carry == 'volume' && params.carrierVolume) {
    step('carry the volume over', timeout: '1h', expect: '10m', rerun: 'safe') {
        onHost('source', as: 'root') { sh "if mountpoint -q ${params.exportFolder}; then umount ${params.exportFolder}; fi" }
        aws('account').ebs.detach(params.carrierVolume, instance: params.sourceMachine)
        def volume = aws('account').ebs.attach(params.carrierVolume, instance: params.destinationMachine, device: '/dev/sdf')
        onHost('destination', as: 'root') {
            waitFor('its device', timeout: '5m', every: '2s') { exists(volume.byId) }
            sh "mountpoint -q ${params.importFolder} || mount ${volume.byId} ${params.importFolder}"
        }
    }
} else if (params.carry == 'volume') {
    manual('carry the volume over', expect: '15m', who: 'operations') {
        todo "Unmount ${params.exportFolder} on the source, detach the volume, attach it to the destination, mount it at ${params.importFolder}"
        todo 'Source, volume and destination are in one availability zone; else go by a snapshot'
    }
} else if (params.carry == 'engine') {
    step('carry the archive through this machine', timeout: '24h', expect: '2h30m') {
        copy from: place('source', "${params.exportFolder}/${folder()}/${archive().name}", as: 'root'),
             to: place('destination', "${params.importFolder}/${folder()}/", as: 'root'), via: 'engine'
        measure bytes: archive().bytes
    }
} else {
    step('carry the archive', timeout: '12h', expect: '1h15m') {
        copy from: place('source', "${params.exportFolder}/${folder()}/${archive().name}", as: 'root'),
             to: place('destination', "${params.importFolder}/${folder()}/", as: 'root')
        measure bytes: archive().bytes
    }
}

step('it arrived whole', timeout: '2h') {
    onHost('destination', as: 'root', dir: "${params.importFolder}/${folder()}") {
        verify('same bytes') { checksum(archive().name) == archive().sha256 }
    }
}

phase 'Import'

step('the destination is empty') {
    verify('no users but the wizard\'s') { sql('destination').value('select count(*) from users') <= params.disposableUsers }
    verify('no messages')                { messageTables('muc-%').isEmpty() && messageTables('private-%').isEmpty() }
}

step('and the releases still are', guard: true) { checkReleases() }

step('and the share still is') { checkShare() }

destructive('import', type: params.fqdn, timeout: '24h', expect: '5h16m') {         // it begins by emptying the destination's database
    onHost('destination', as: 'root', dir: "${params.importFolder}/${folder()}") {
        job("hipchat import --import -p \"\$PASSPHRASE\" ${archive().name}", env: [PASSPHRASE: secrets.passphrase],
            timestamps: 'yyyy/MM/dd HH:mm:ss', milestones: IMPORT_PHASES, success: ~/Import completed successfully!/,
            failure: ~/invalid syntax|not a supported version|bad passphrase/, stall: params.stall)
    }
    measure messages: before().roomMessages + before().privateMessages, files: before().attachments
}

step('everything arrived', timeout: '2h') {         // before the services start: they add users and messages of their own
    def files = onHost('destination', as: 'root') { filesUnder(params.shareAttachments) }
    verifyAll {
        verifySame('users',            before().users,           sql('destination').value('select count(*) from users'))
        verifySame('deleted users',    before().deletedUsers,    sql('destination').value('select count(*) from users where is_deleted'))
        verifySame('rooms',            before().rooms,           sql('destination').value('select count(*) from rooms'))
        verifySame('archived rooms',   before().archivedRooms,   sql('destination').value('select count(*) from rooms where is_archived'))
        verifySame('room messages',    before().roomMessages,    messagesIn(messageTables('muc-%')))
        verifySame('private messages', before().privateMessages, messagesIn(messageTables('private-%')))
        verifySame('messages of the largest rooms', before().largestRooms, messagesByRoom(before().largestRooms.keySet().collect { it.toInteger() }))
        verifySame('emoticons',        before().emoticons,       sql('destination').value('select count(*) from emoticons'))
        verifySame('attachments',      before().attachments,     files.count)
        verifySame('their bytes',      before().attachmentBytes, files.bytes)
    }
}

step('attachments are the same byte by byte') {
    def found = onHost('destination', as: 'root', dir: params.shareAttachments) { checksums(before().sample.keySet()) }
    verifySame('sha256 of a sample', before().sample, found)
}

// ─── The product's loose ends ───────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Configure'

step('start on the new data') { restart() }

manual('the wizard\'s last page', expect: '15m', who: 'chat admins') {
    todo "Through the load balancer: host name ${params.fqdn}, administrator ${params.adminEmail}"
    todo 'If the page never comes, see "The wizard does not appear" in the README'
    verify('the administrator is there') { sql('destination').value("select count(*) from users where email = ${params.adminEmail}") == 1 }
}

// Without this row the administration works, the health page is green, and no client loads.
step('the server\'s name', doneWhen: { namesInDatabase() == [params.fqdn] }) {
    def was = remember('fqdn', namesInDatabase())
    sql('destination').transaction {
        execute("delete from configurations where key = 'fqdn'")
        execute("insert into configurations (key, value) values ('fqdn', ${params.fqdn})")
    }
    was
}.undo { was ->
    sql('destination').transaction {
        execute("delete from configurations where key = 'fqdn'")
        was.each { name -> execute("insert into configurations (key, value) values ('fqdn', ${name})") }
    }
}

step('user search minds no case', when: { params.patchSearch }) {
    onHosts('nodes', as: 'root') { editFile params.userModel, find: SEARCH_OLD, put: SEARCH_NEW, times: 1 }
}.undo {
    onHosts('nodes', as: 'root') { editFile params.userModel, find: SEARCH_NEW, put: SEARCH_OLD, times: 1 }
}

step('boot leaves the share alone', when: { params.patchBoot }) {
    onHosts('nodes', as: 'root') {
        replaceLines(params.bootCommands.collect { [old: it, put: TAKEN_OVER + it] })
        verify('no such line is left') { params.bootCommands.every { scriptsWith(it).isEmpty() } }
    }
}.undo {
    onHosts('nodes', as: 'root') { replaceLines(params.bootCommands.collect { [old: TAKEN_OVER + it, put: it] }) }
}

step('services know it') { restart() }

step('clients can start') {
    waitFor('the clients\' page', timeout: '15m', every: '5s') { page(params.clientPage).status == 200 }
}

if (params.targetGroup) {
    step('the load balancer finds every node healthy', timeout: '20m') {
        aws('account').elb.awaitHealthy(params.targetGroup, timeout: '15m')
    }
}

// The importer counts a private message once for each of the two people: 13 million were shown where there were 7.
step('message counter') {
    def was = remember('messages:total', redis('destination').get('messages:total'))
    def total = messagesIn(messageTables('muc-%')) + messagesIn(messageTables('private-%'))
    verify('there are messages') { total > 0 }
    redis('destination').set('messages:total', total)
    verify('Redis has it') { redis('destination').get('messages:total').toLong() == total }
    measure messages: total
    was
}.undo { was ->
    if (was != null) {
        redis('destination').set('messages:total', was)
    }
}

manual('reboot every node', expect: '30m', who: 'operations') {
    todo 'Reboot one node after the other; the storage\'s self-check passes only after a reboot'
    todo 'A boot that takes an hour re-owns every file of the share: see patchBoot'
    verify('clients can start') { page(params.clientPage).status == 200 }
}

manual('Crowd and integrations', expect: '1h', who: 'chat admins') {
    todo 'Configure the Crowd or LDAP directories; users without one reset their passwords'
    todo 'Create API tokens and integrations anew'
}

// ─── Before anybody gets in ─────────────────────────────────────────────────────────────────────────────────────────────────────────
phase 'Confirm'

step('nothing was lost since') {
    verifyAll {
        verifySame('users', before().users, sql('destination').value("select count(*) from users where email <> ${params.adminEmail}"))
        verify('room messages')    { messagesIn(messageTables('muc-%')) >= before().roomMessages }
        verify('private messages') { messagesIn(messageTables('private-%')) >= before().privateMessages }
        verify('the counter')      { redis('destination').get('messages:total').toLong() >= before().roomMessages + before().privateMessages }
        verify('the name')         { namesInDatabase() == [params.fqdn] }
        verify('clients can start') { page(params.clientPage).status == 200 }
    }
}

manual('people try it', expect: '30m', who: 'chat admins') {
    todo "Web, desktop and phone, with ${params.fqdn} pointed at ${params.loadBalancer} in the hosts file"
    todo 'An avatar, an attachment, a private conversation; a login through Crowd'
    params.criticalRooms.each { room -> todo "Scroll back to the beginning of ${room}: rooms that stop are a known issue with a way round from the vendor" }
}

manual('open the new server or go back', choices: ['open', 'back'], need: params.signatures, who: ['business', 'operations']) {
    todo 'Back: runbook rollback, discard the new server, open the old one again; nothing on it has changed but the deleted attachments'
}
pointOfNoReturn('open Data Center', 'what is written on the new server does not exist on the old one')

if (params.dnsZone) {
    step('switch DNS', timeout: '30m') {
        aws('account').route53.upsert(params.fqdn, zone: params.dnsZone, alias: [zone: params.loadBalancerZone, name: loadBalancerName(), evaluateHealth: false])
    }.undo { was -> aws('account').route53.putBack(was) }
    step('the name leads to the new server', timeout: '2h') {
        waitFor('all name servers', timeout: '1h', every: '10s') { astray(oldAddresses()) == [:] }
    }
} else {
    manual('switch DNS', expect: '15m', who: 'network') {
        todo "Point ${params.fqdn} at ${params.loadBalancer}, and wait until the old time to live is over"
        todo 'Never open the old server again under this name'
        verify('no name server leads to the old server any more') { astray(oldAddresses()) == [:] }
    }
}
outageEnds()

onFailure { failure ->
    note 'The old server has not been changed, except for attachments that their uploaders let go. Up to "open Data Center" you can go back: runbook rollback.'
}

// ─── Helpers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

def checkReleases() {
    onHost('source', as: 'root') {
        verify('the old server has the migration tool') { version(probe('hipchat --version').text) >= version(params.sourceAtLeast) }
    }
    onHosts('nodes', as: 'root') {
        verify('the one release that the importer serves') { version(probe('hipchat --version').text) == version(params.destinationRelease) }
    }
}

def page(path) {
    http.get("${params.scheme}://${params.fqdn}${path}", connectTo: params.loadBalancer)
}

def loadBalancerName() {
    params.loadBalancer.tokenize(':')[0]
}

def lookUp(name) {
    (params.nameServers ?: ['']).collectEntries { server ->
        def records = server ? dns(name, from: server) : dns(name)
        [server ?: 'this machine\'s', records.A + records.AAAA]
    }
}

// Name servers that send users to the old server, or not to the new one. A load balancer shows now these of its addresses, now those.
def astray(before) {
    def here = loadBalancerName() ==~ /[0-9.]+/ ? [loadBalancerName()] : lookUp(loadBalancerName()).values().flatten()
    def old = before.values().flatten() - here
    lookUp(params.fqdn).findAll { server, found -> found.any { it in old } || !found.any { it in here } }
}

def share() {
    params.shareAttachments.replaceFirst('/users/files$', '')
}

def checkShare() {
    def mark = "${share()}/.runbook-${run.id}"
    onHosts('nodes', as: 'root') { verify('the share is mounted') { probe("mountpoint -q ${share()}", ok: [0, 1, 32]).status == 0 } }
    onHost('destination', as: 'root') { sh "printf %s ${run.id} > ${mark}" }
    onHosts('nodes', as: 'root') { verify('what another node wrote is there') { probe("cat ${mark} 2>/dev/null", ok: [0, 1]).trim() == run.id } }
    onHost('destination', as: 'root') { sh "rm -f -- ${mark}" }
}

def filesUnder(where) {
    [count: probe("find ${where} -type f | wc -l", timeout: '1h').trim().toLong(),
     bytes: probe("""find ${where} -type f -exec ls -ln {} + | awk '{ sum += \$5 } END { printf "%.0f", sum + 0 }' """, timeout: '1h').trim().toLong()]
}

def poisonous() {
    probe("find . -type f -iname '*history.json'", timeout: '1h').lines.sort(false)
}

def checksums(names) {
    names.collectEntries { name -> [name, checksum(name)] }
}

// As many files as asked for, evenly from all of them.
def sample(count) {
    probe("""find . -type f | sort | awk -v n=${count} '{ file[NR] = \$0 }
             END { if (n > NR) n = NR; for (i = 0; i < n; i++) print file[1 + int(i * NR / n)] }' """, timeout: '1h').lines
}

def unchanged(seen, now) {
    seen << now
    seen.size() > 1 && seen[-1] == seen[-2]
}

def largestRooms(count) {
    sql('source').rows("""select m.room_id as room, count(*) as messages from messages m join rooms r on r.id = m.room_id
                          where r.is_deleted = 0 group by m.room_id order by 2 desc, 1 limit ${count}""")
        .collectEntries { [it.room.toString(), it.messages] }
}

// One table a month: "muc-2018.03" holds rooms, "private-2018.03" what two people wrote each other.
def messageTables(pattern) {
    sql('destination').rows("select table_name from information_schema.tables where table_name like ${pattern} order by 1").collect { it.table_name }
}

def messagesIn(tables) {
    tables.collect { table -> sql('destination').value("select count(distinct id) from ${ident(table)}") }.sum(0)
}

def messagesByRoom(rooms) {
    def counts = messageTables('muc-%').collectMany { table ->
        sql('destination').rows("select room_id as room, count(distinct id) as messages from ${ident(table)} where room_id in (${rooms}) group by room_id")
    }
    rooms.collectEntries { room -> [room.toString(), counts.findAll { it.room == room }.collect { it.messages }.sum(0)] }
}

def namesInDatabase() {
    sql('destination').rows("select value from configurations where key = 'fqdn'").collect { it.value }
}

def restart() {
    onHosts('nodes', as: 'root') { sh 'hipchat service --restart', timeout: '15m' }
}

def scriptsWith(line) {
    probe("find ${params.bootScripts} -type f ! -name '*.runbook-*' -exec grep -lxF -e ${line} {} +", ok: [0, 1]).lines
}

def replaceLines(changes) {
    changes.each { change ->
        scriptsWith(change.old).each { script -> editFile script, find: "\n${change.old}\n", put: "\n${change.put}\n", times: 1 }
    }
}
