package dev.runbook.cli.web

import dev.runbook.cli.run.Answers
import dev.runbook.engine.journal.Journal
import dev.runbook.engine.journal.Kind
import dev.runbook.engine.journal.RunLock
import dev.runbook.engine.journal.RunStore
import dev.runbook.engine.people.Inbox
import dev.runbook.engine.people.Outlook
import dev.runbook.engine.spi.Timekeeper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir

class WarRoomSpec extends Specification {
    static final EVIL = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    static final PICTURES = Path.of('target/pictures')

    @TempDir
    Path folder
    Path run
    @AutoCleanup
    Journal journal
    @AutoCleanup
    RunLock lock
    @AutoCleanup
    WarRoom room
    @AutoCleanup
    Browser browser
    def outlook = Outlook.NONE

    def setup() {
        run = Files.createDirectories(folder.resolve('runs/20261121-0907-k3f'))
        lock = RunLock.take(run, 'k3f', "me@here, process ${ProcessHandle.current().pid()}")
        journal = RunStore.begin(run, Timekeeper.SYSTEM)
        def steps = [['pre-sync attachments', 'Prepare', 'step'], ['export', 'Move', 'step'], ['configure the page', 'Move', 'manual'], ['go or no-go', 'Move', 'manual'], ['everything arrived', 'Confirm', 'step']]
        journal.record(Kind.RUN, null, [run: '20261121-0907-k3f', runbook: 'move', title: "Chat server move $EVIL".toString(), environment: 'uat', operator: 'me@here',
            steps: steps.collect { [path: it[0], name: it[0], phase: it[1], kind: it[2]] }])
    }

    void open(boolean answers) {
        def inbox = new Answers(run)
        room = new WarRoom(run, 0, { state, now -> outlook }, answers ? inbox::leave as WarRoom.Answering : null, Timekeeper.SYSTEM)
    }

    void story() {
        journal.record(Kind.OUTAGE_BEGAN, 'outage', [name: null])
        journal.record(Kind.STARTED, 'pre-sync attachments', [attempt: 1])
        journal.append(Kind.VERIFICATION, 'pre-sync attachments', [what: "files $EVIL".toString(), held: true, evidence: '152772 == 152772'])
        journal.append(Kind.VERIFICATION, 'pre-sync attachments', [what: 'space', held: false, evidence: 'free > 10']) 
        journal.record(Kind.DONE, 'pre-sync attachments', [seconds: 12.5])
        journal.record(Kind.STARTED, 'export', [attempt: 1])
        journal.append(Kind.MILESTONE, 'export', [name: 'Writing rooms', at: null])
        Files.writeString(run.resolve('output.log'), "2026-11-21T09:07:13Z [export] rooms 3/7 $EVIL\n2026-11-21T09:07:14Z [export] rooms 4/7\n")
    }

    void asked() {
        journal.record(Kind.DONE, 'export', [seconds: 3.5])
        journal.record(Kind.WAITING, 'configure the page', [who: ['chat admins'], todo: ['Open https://chat/setup', "Create the admin account $EVIL".toString(), 'Save'], asks: [[name: 'ticket', choices: [], secret: false]], choices: [], need: 1])
    }

    static Outlook expecting(Instant start) {
        def when = { int seconds -> new Outlook.When(start.plusSeconds(seconds), Duration.ofSeconds(90), false) }
        def step = { String path, boolean human, int from, int length -> new Outlook.Expected(path, path, null, human, false, human ? ['chat admins'] : [], when(from), when(from + length), length as Double) }
        new Outlook([step('pre-sync attachments', false, 0, 10), step('export', false, 10, 400), step('configure the page', true, 410, 600), step('go or no-go', true, 1010, 60), step('everything arrived', false, 1070, 120)],
                [new Outlook.Window(null, start, start.plusSeconds(1070), start.plusSeconds(1200))], when(1190), [:])
    }

    def 'only pages of this machine are served: Host #host, Origin #origin, #site'() {
        given:
        open(true)
        def request = HttpRequest.newBuilder(URI.create(room.address())).header('Host', host.replace('PORT', room.port() as String))
        origin == null ?: request.header('Origin', origin.replace('PORT', room.port() as String))
        site == null ?: request.header('Sec-Fetch-Site', site)

        expect:
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode() == status

        where:
        host                  | origin                  | site           || status
        '127.0.0.1:PORT'      | null                    | null           || 200
        'localhost:8080'      | 'http://localhost:8080' | 'same-origin'  || 200
        '[::1]:PORT'          | null                    | 'none'         || 200
        'evil.example'        | null                    | null           || 403
        'evil.example:PORT'   | null                    | null           || 403
        'localhost.evil:PORT' | null                    | null           || 403
        '127.0.0.1:PORT'      | 'http://evil.example'   | null           || 403
        '127.0.0.1:PORT'      | 'null'                  | null           || 403
        '127.0.0.1:PORT'      | 'http://localhost:PORT' | null           || 403
        '127.0.0.1:PORT'      | null                    | 'cross-site'   || 403
    }

    def 'nothing but the page is there, and no other page may hold it or run a script in it: #path'() {
        given:
        open(false)
        def answer = get(path)

        expect:
        answer.statusCode() == status
        answer.headers().firstValue('Content-Security-Policy').get().startsWith("default-src 'none'; script-src 'self'")
        answer.headers().firstValue('X-Content-Type-Options').get() == 'nosniff'
        answer.headers().firstValue('Cache-Control').get() == 'no-store'

        where:
        path                 || status
        ''                   || 200
        'page.js'            || 200
        'page.css'           || 200
        'x'                  || 404
        '../journal.jsonl'   || 404
        '%2e%2e/lock'        || 404
        'answer'             || 405
    }

    def 'nobody answers without the token: #given'() {
        given:
        story()
        asked()
        open(answers)
        def request = HttpRequest.newBuilder(URI.create(room.address() + 'answer')).POST(HttpRequest.BodyPublishers.ofString('{"step":"configure the page","by":"eve","values":{"ticket":"1"},"done":true}'))
        given == null ?: request.header('Authorization', given)

        expect:
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 403
        new Inbox(run).about('configure the page').empty

        where:
        given         | answers
        null          | true
        'Bearer '     | true
        'Bearer null' | false
        null          | false
        'Bearer x'    | true
    }

    def 'with the token an answer is left for the engine, and what does not do is said: #body'() {
        given:
        story()
        asked()
        open(true)
        def token = room.addressToAnswer().split('#')[1]
        def request = HttpRequest.newBuilder(URI.create(room.address() + 'answer')).header('Authorization', "Bearer $token").POST(HttpRequest.BodyPublishers.ofString(body)).build()

        when:
        def answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString())

        then:
        answer.statusCode() == status
        answer.body().contains(said)
        new Inbox(run).about('configure the page').size() == (status == 200 ? 1 : 0)

        where:
        body                                                                                       || status | said
        '{"step":"configure the page","by":"ann","values":{"ticket":"CHG-1"},"done":true}'          || 200    | 'left for the engine of run'
        '{"step":"configure the page","by":"ann","ticks":{"2":true},"done":false}'                  || 200    | 'left for the engine of run'
        '{"step":"configure the page","by":"ann","ticks":{"9":true},"done":false}'                  || 400    | 'there is nothing number 9 to do'
        '{"step":"configure the page","by":"ann","done":true}'                                      || 400    | "'ticket' is not answered"
        '{"step":"export","by":"ann","done":true}'                                                  || 400    | "does not wait for 'export': it is done; it waits for 'configure the page'"
        '{"step":"configure the page","done":true}'                                                 || 400    | 'This is no answer'
        '{"step":'                                                                                  || 400    | 'This is no answer'
        '[]'                                                                                        || 400    | 'This is no answer'
        '{"step":"' + 'x' * 70_000 + '"}'                                                           || 413    | 'too long'
    }

    def 'a stream of events brings the whole run, and then what is new'() {
        given:
        story()
        open(false)
        def lines = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(room.address() + 'events')).build(), HttpResponse.BodyHandlers.ofLines()).body().iterator()

        expect:
        until(lines) { it.startsWith('data: {') && it.contains('"outcome":"running"') && it.contains('Writing rooms') }

        when:
        asked()

        then:
        until(lines) { it.contains('"waits":true') }
    }

    @IgnoreIf({ !Browser.installed().present && System.getenv('RUNBOOK_REQUIRE_REAL_TOOLS') != '1' })
    def 'a real browser shows the run as it goes, escapes everything, and answers with the token'() {
        given:
        story()
        outlook = expecting(Instant.now())
        open(true)
        browser = new Browser(folder.resolve('profile'))
        browser.screen(1280, 1000)

        when:
        browser.open(room.address())
        browser.wait('document.getElementById("title").textContent.includes("Chat server move <img")')

        then: 'what runs, what is due, and when'
        browser.wait('document.getElementById("running").innerText.includes("Writing rooms")')
        browser.wait('document.getElementById("log").textContent.includes("rooms 4/7")')
        browser.ask('document.getElementById("next-name").textContent') == 'configure the page'
        browser.ask('/^in \\d+:\\d\\d/.test(document.getElementById("next-when").textContent)') == true
        browser.ask('document.querySelectorAll("#steps .row").length') == 5
        browser.ask('document.querySelectorAll("#evidence .held, #evidence .broken").length') == 2
        browser.picture(PICTURES.resolve('desktop.png'))

        when: 'somebody is asked'
        asked()
        browser.wait('document.getElementById("next").classList.contains("waits")')

        then: 'one without the token can only look'
        browser.ask('document.querySelectorAll("#work input:not(:disabled), #work button").length') == 0
        browser.ask('document.querySelectorAll("#work li").length') == 3
        browser.screen(390, 844, true, true)
        browser.wait('document.documentElement.scrollWidth <= 390')
        browser.picture(PICTURES.resolve('phone-dark.png'))

        when: 'one with the token ticks off and answers'
        browser.open('about:blank')
        browser.open(room.addressToAnswer())
        browser.wait('document.querySelectorAll("#work input[type=checkbox]").length === 3')
        browser.type('#by', 'Ann')
        browser.click('#todo-2')
        browser.wait('document.querySelector("#work .said").textContent.startsWith("left for the engine")')

        then:
        browser.ask('location.href') == room.address()
        def tick = new Inbox(run).about('configure the page').first()
        tick.message().ticks() == [2: true]
        tick.message().by() == 'Ann'

        when: 'the engine heard it'
        journal.record(Kind.TICKED, 'configure the page', [item: 2, text: "Create the admin account $EVIL".toString(), by: 'Ann', done: true])
        new Inbox(run).taken(tick)
        browser.wait('document.querySelector("#todo-2").checked && document.querySelector("#work").innerText.includes("Ann")')
        browser.click('#work button')
        browser.wait('document.querySelector("#work .said").textContent.includes("\'ticket\' is not answered")')
        browser.type('#work [data-ask=ticket]', 'CHG-1')
        browser.picture(PICTURES.resolve('phone-answer.png'))
        browser.click('#work button')
        browser.wait('document.querySelector("#work .said").textContent.startsWith("left for the engine")')

        then:
        with(new Inbox(run).about('configure the page').first().message()) {
            done()
            values() == [ticket: 'CHG-1']
        }

        when: 'the run is over'
        journal.record(Kind.DONE, 'configure the page', [seconds: 61])
        journal.record(Kind.OUTAGE_ENDED, 'outage ends', [name: null])
        journal.record(Kind.FINISHED, null, [outcome: 'done'])
        browser.wait('document.getElementById("outcome").textContent === "done"')
        browser.screen(1280, 1000, true)
        browser.picture(PICTURES.resolve('desktop-dark.png'))

        then: 'nothing of the run ever became markup, and nothing was complained about'
        browser.ask('document.title').toString().contains('<img')
        browser.ask('document.images.length') == 0
        browser.complaints.findAll { !it.contains('favicon') && !it.contains('status of 400') } == []
    }

    private HttpResponse<String> get(String path) {
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(room.address() + path)).build(), HttpResponse.BodyHandlers.ofString())
    }

    private static boolean until(Iterator<String> lines, Closure<Boolean> wanted) {
        while (lines.hasNext()) {
            if (wanted(lines.next())) { return true }
        }
        false
    }
}
