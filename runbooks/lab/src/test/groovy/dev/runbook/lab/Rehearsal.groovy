package dev.runbook.lab

import dev.runbook.dsl.Language
import dev.runbook.dsl.kept.Memory
import dev.runbook.dsl.kept.Shelf
import dev.runbook.dsl.plan.Given
import dev.runbook.engine.inventory.Environment
import dev.runbook.engine.inventory.Inventory
import dev.runbook.engine.journal.Entry
import dev.runbook.engine.journal.MemoryLedger
import dev.runbook.engine.model.Plan
import dev.runbook.engine.run.*
import dev.runbook.engine.spi.*
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap

/** Runs a bundled runbook, whole or with something taken out of it, against its laboratory. */
class Rehearsal {
    private static final Map<String, byte[]> COMPILED = new ConcurrentHashMap<>()
    private static final Shelf SHELF = [find: { Optional.ofNullable(COMPILED[it]) }, put: { key, classes -> COMPILED[key] = classes }] as Shelf
    private static final List<PluginWords> PLUGINS = ServiceLoader.load(PluginWords).toList()

    /** Most rehearsals differ in their parameters or in one step, and not in what is included: no text is compiled twice. */
    private static final Language LANGUAGE = Language.with({ PLUGINS }, Rehearsal.classLoader, new Memory(SHELF, 'laboratory'))
    private static final PLAN_WORD = /(?:step|manual|forEach|background|destructive|temporarily)/

    final List<Entry> entries = Collections.synchronizedList([])
    final List<String> output = Collections.synchronizedList([])
    final MemoryLedger ledger = new MemoryLedger(Timekeeper.SYSTEM, { entries << it })

    private final Laboratory.Started site
    private final Path folder
    private final Environment environment
    private final List<Transport> transports = ServiceLoader.load(Transport).toList()
    private final Masker masker = new Masker()
    private final Map<String, Object> params = [:]
    private final String id = "rehearsal-${System.nanoTime()}"
    private Set<String> absentPeople = []
    private final Map<String, Closure> repairs = [:]
    final Map<String, String> included = [:]
    String script

    Rehearsal(Laboratory.Started site, Path folder, String runbook) {
        this.site = site
        this.folder = folder
        this.script = Files.readString(bundled(runbook).resolve('runbook.groovy'))
        bundled(runbook).toFile().listFiles().findAll { it.name.endsWith('.groovy') && it.name != 'runbook.groovy' }.each { included[it.name] = it.text }
        def kinds = PLUGINS.collectMany { it.targets() } + dev.runbook.dsl.words.CoreWords.HOST
        this.environment = Inventory.read(site.inventory(), kinds, transports).environment('lab')
        environment.params().each { name, located -> params[name] = located.value() }
    }

    /** Those that have a laboratory. */
    static List<String> names() {
        ServiceLoader.load(Laboratory)*.runbook().sort()
    }

    static Path bundled(String runbook) {
        def here = Path.of('').toAbsolutePath()
        [here.resolve("../$runbook"), here.resolve("runbooks/$runbook")].find { Files.isDirectory(it) }.normalize()
    }

    Rehearsal with(String name, Object value) {
        params[name] = value
        this
    }

    /** Takes steps out of the scripts, with their undos. */
    Rehearsal without(String... steps) {
        steps.each { step ->
            def quoted = step.replace("'", "\\'")
            def start = ~/(?m)^ *(?:def \w+ = )?${PLAN_WORD}\('${java.util.regex.Pattern.quote(quoted)}'/
            changing("there is no step '$step'", { it =~ start }) { text ->
                def found = text =~ start
                found.find()
                text.substring(0, found.start()) + text.substring(ending(text, found.start()))
            }
        }
        this
    }

    /** Leaves of all steps these in the scripts, and what they lie in: so much of the move as a trap needs. */
    Rehearsal only(Collection<String> kept) {
        steps().findAll { !(it in kept) }.each { step ->
            if (step in steps() && kept.every { !within(step, it) }) {
                without(step)
            }
        }
        assert kept.every { it in steps() } : "there is no step ${kept - steps()}"
        this
    }

    Rehearsal only(String... kept) {
        only(kept.toList())
    }

    private List<String> steps() {
        ([script] + included.values()).collectMany { text -> text.findAll(/(?m)^ *(?:def \w+ = )?${PLAN_WORD}\('(?:[^'\\]|\\.)+'/) { it.find(/'(.*)'/) { whole, name -> name.replace("\\'", "'") } } }
    }

    private boolean within(String outer, String step) {
        ([script] + included.values()).any { text ->
            int start = text.indexOf("temporarily('$outer'")
            start >= 0 && text.substring(start, ending(text, start)).contains("('${step.replace("'", "\\'")}'")
        }
    }

    /** A statement ends where a line ends outside of all brackets. */
    private static int ending(String text, int start) {
        int depth = 0
        for (int at = start; at < text.length(); at++) {
            def c = text[at]
            depth += c in ['(', '{', '['] ? 1 : c in [')', '}', ']'] ? -1 : 0
            if (c == '\n' && depth == 0) {
                return at
            }
        }
        text.length()
    }

    /** Puts something else in the place of a text that stands there once. */
    Rehearsal replacing(String old, String put) {
        changing("not there once: $old", { it.count(old) == 1 }) { it.replace(old, put) }
    }

    /** Changes the one script, of the runbook and those that it includes, that it is about. */
    private Rehearsal changing(String problem, Closure<Boolean> about, Closure<String> change) {
        def files = included.keySet().findAll { about(included[it]) }
        boolean own = about(script)
        assert files.size() + (own ? 1 : 0) == 1 : problem
        if (own) {
            script = change(script)
        }
        files.each { included[it] = change(included[it]) }
        this
    }

    /** Stops at a step 'stops here' before a text that stands there once: all that matters has happened. */
    Rehearsal stoppingBefore(String text) {
        replacing(text, "step('stops here') { verify('here') { 1 == 2 } }\n$text")
    }

    /** The people do not do what this step asks of them, and say that they did. */
    Rehearsal peopleForget(String step) {
        absentPeople << step
        this
    }

    /** The people of this step put right what its verification has found. */
    Rehearsal peopleRepair(String step, Closure repair) {
        repairs[step] = repair
        this
    }

    /** @param header what the first entry of the journal says */
    RunEnd run(Map header = [:]) {
        new Runner(prepared(new LiveBackend(Timekeeper.SYSTEM))).start(header)
    }

    /** @param rerun steps that the operator has run again */
    RunEnd resume(String... rerun) {
        new Runner(prepared(new LiveBackend(Timekeeper.SYSTEM), new Decisions(rerun.toList(), [:], [], [:], 'mended'))).resume()
    }

    RunEnd rollback() {
        new Runner(prepared(new LiveBackend(Timekeeper.SYSTEM))).rollback()
    }

    int dryRun() {
        new DryRun(prepared(new OfflineBackend())).run()
    }

    Plan plan() {
        loaded().plan()
    }

    /** What failed, and where a dry run could not go on. */
    List<String> failures() {
        entries.findAll { it.kind().name() == 'FAILED' }.collect { "${it.path()}: ${it.data().error}".toString() }
    }

    /** Verifications that did not hold. */
    List<String> unheld() {
        entries.findAll { it.kind().name() == 'VERIFICATION' && it.data().held == false }*.data()*.what*.toString()
    }

    List<String> ends() {
        entries.findAll { it.data().ends }.collect { "${it.path()}: ${it.data().ends}".toString() }
    }

    List<String> effects() {
        entries.findAll { it.kind().name() == 'EFFECT' }*.data()*.what*.toString()
    }

    private Setup prepared(Backend backend, Decisions decisions = Decisions.NONE) {
        def loaded = loaded()
        new Setup(loaded.plan(), world(loaded), ledger, backend, { step, line -> output << "$step: $line".toString() } as Output, people(), new Stop(), Selection.ALL, decisions)
    }

    private loaded() {
        def file = folder.resolve('runbook.groovy')
        Files.writeString(file, script)
        included.each { name, text -> Files.writeString(folder.resolve(name), text) }
        LANGUAGE.load(file, given())
    }

    private Given given() {
        [names: { params.keySet() }, has: { params.containsKey(it) }, value: { params[it] }, where: { "-P $it".toString() }, lenient: { false },
         secret: { String name -> environment.secrets()[name].secret() }, environment: { 'lab' }, production: { false }] as Given
    }

    private People people() {
        [work: { manual, instructions, failed ->
            def repair = failed ? repairs.remove(manual.name()) : null
            if (failed && !repair) {
                return Optional.empty()
            }
            if (repair) {
                repair()
            } else if (!absentPeople.any { manual.name().contains(it) }) {
                site.people(manual.name(), { output << "people: $it".toString() })
            }
            def answers = instructions.asks().collectEntries { [it.name(), 'something'] } + (manual.choices() ? [choice: manual.choices()[0]] : [:])
            Optional.of(new People.Answer('somebody', answers))
        }, consent: { name, why, typed -> Optional.of(true) }, tell: { output << "told: $it".toString() }] as People
    }

    private World world(loaded) {
        def declared = loaded.plan().targets().collectEntries { [[it.kind(), it.name()], it] }
        def links = [:]
        def open
        open = { String host -> links.computeIfAbsent(host) {
            def spec = environment.target('host', host)
            transports.find { it.name() == spec.text('transport').orElse('ssh') }.link(spec, open)
        } }
        def info = new RunInfo(id, 'somebody@here', 'lab', false, folder, folder)
        [run: { info }, target: { String kind, String name -> declared[[kind, name]] ? environment.target(declared[[kind, name]]) : environment.target(kind, name) },
         group: { environment.groups()[it] }, open: open, time: { Timekeeper.SYSTEM }, masker: { masker }] as World
    }
}
