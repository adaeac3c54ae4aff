title 'Practice'
about 'Read while the program prepares itself, never run: it uses what runbooks use most.'
param 'size', type: Integer, default: 3
param 'name', default: 'chat.example.org', about: 'the name users type'
secret 'password', about: 'of the archive'
targets {
    host 'old', 'new'
    database 'old', access: 'read'
    database 'new'
    redis 'new'
}

def files(place) { probe("find ${place} -type f | wc -l").trim() }

phase 'Before'
step('there is room', guard: true) {
    onHost('new') { verify('1 GB is free') { space('.').free > 1_000_000_000 } }
}
step('first pass', timeout: '12h', retries: 3) { sync from: place('old', 'files/'), to: place('new', 'files/') }

phase 'Move'
outageBegins()
step('stop') { onHost('old') { sh 'touch off' } }.undo { onHost('old') { sh 'rm -f off' } }
def before = step('count') { [rows: sql('old').value("select count(*) from users where name <> ${params.name}"), files: 1] }
step('export', when: { params.size > 2 }) {
    onHost('old', as: 'root', dir: '/var/tmp') {
        job('export --password "$PASSWORD" --out export.tar', env: [PASSWORD: secrets.password], success: ~/done/, stall: '15m')
    }
}
def rooms = step('rooms') { sql('old').rows('select id, name from rooms').collect { it.name } }
forEach('room', rooms, max: 8) { room -> step("import ${room}") { onHost('new') { sh "import --room ${room}" } } }
parallel(max: 2) {
    step('copy') { copy from: place('old', 'export.tar'), to: place('new', '/var/tmp/') }
    step('counter') { redis('new').set('total', before().rows); measure rows: before().rows }
}
manual('look', expect: '10m', who: 'admins') {
    todo "Open https://${params.name}/"
    verify('the page answers') { http.get("https://${params.name}/").status == 200 }
}
step('everything arrived') {
    waitFor('the queue', timeout: '10m', every: '5s') { sql('new').value('select count(*) from queue') == 0 }
    onHost('new') { verifySame('files', before().files, files('files')) }
    note "moved ${params.size}"
}
outageEnds()
