title 'Chat server move'
about 'Moves one chat server: database, counters and files.'
notMigrated 'API keys', 'integrations'

param  'sourceVersion', default: '2.29', about: 'the only version this was rehearsed with'
param  'fqdn',          about: 'the name users type'                 // no default: must be given
param  'batch',         type: Integer, default: 500
secret 'archivePassword', about: 'AES password of the export archive'

targets {
    host     'source', 'destination'
    database 'source', access: 'read'
    database 'destination'
    redis    'destination'
}

phase 'Prepare'

step('versions match', guard: true) {
    onHost('source') {
        verify('the source runs the rehearsed version') { version(probe('cat /etc/chat-release').text) == version(params.sourceVersion) }
    }
}

step('pre-sync attachments', timeout: '12h', retries: 3) {
    sync from: place('source', '/file_share/'), to: place('destination', '/file_share/')
}

phase 'Move'
outageBegins()

step('freeze the source') {
    onHost('source') { sh 'systemctl stop chat' }
}.undo {
    onHost('source') { sh 'systemctl start chat' }
}

def before = step('count what must arrive') {
    [users   : sql('source').value('select count(*) from users'),
     messages: sql('source').value("select count(*) from messages where room <> ${'test'}")]
}

step('export', timeout: '8h') {
    onHost('source', as: 'root', dir: '/var/tmp') {
        job('chat-export --password "$PASSWORD" --out export.tar', env: [PASSWORD: secrets.archivePassword],
            timestamps: 'yyyy/MM/dd HH:mm:ss',
            milestones: ['Fetching users', 'Writing rooms', 'Exporting attachments'],
            success: ~/Export completed successfully/, failure: ~/not a supported version|invalid syntax/, stall: '15m')
    }
}

parallel(max: 2) {
    step('copy the archive') { copy from: place('source', '/var/tmp/export.tar'), to: place('destination', '/var/tmp/') }
    step('final delta of the attachments') { sync from: place('source', '/file_share/'), to: place('destination', '/file_share/') }
}

def rooms = step('list rooms') { sql('source').rows('select id, name from rooms').collect { it.name } }

forEach('room', rooms, max: 8) { room ->
    step("import ${room}") { onHost('destination') { sh "chat-import --room ${room}" } }
}

step('correct the message counter') {
    redis('destination').set('messages:total', before().messages)
    measure messages: before().messages
}

manual('Complete the configuration page', expect: '10m', who: 'chat admins') {
    todo "Open https://${params.fqdn}/setup and set the load balancer's name"
    todo 'Create the admin account'
    verify('the page answers') { http.get("https://${params.fqdn}/health").status == 200 }
}

outageEnds()
phase 'Confirm'

step('everything arrived') {
    waitFor('the importer to settle', timeout: '10m', every: '5s') {
        sql('destination').value('select count(*) from import_queue') == 0
    }
    verifySame('users', before().users, sql('destination').value('select count(*) from users'))
}
