package dev.runbook.engine.run

import dev.runbook.engine.model.*
import dev.runbook.engine.spi.CurrentStep
import dev.runbook.engine.spi.Effect
import dev.runbook.engine.spi.StepScope
import java.time.Duration
import java.time.Instant

/** Plans as data, written as runbooks are written; for specifications of the run. */
class PlanOf {
    private List<Node> nodes = []
    private String phase
    private Body onFailure
    private String prefix = ''
    private int marks

    static Plan plan(@DelegatesTo(value = PlanOf, strategy = Closure.DELEGATE_FIRST) Closure<?> text) {
        def builder = new PlanOf()
        builder.read(text)
        new Plan('a plan', null, [], [], [], [], builder.nodes, builder.onFailure)
    }

    private void read(Closure<?> text, Object... arguments) {
        Closure<?> copy = (Closure<?>) text.clone()
        copy.delegate = this
        copy.resolveStrategy = Closure.DELEGATE_FIRST
        copy.call(*arguments)
    }

    private List<Node> inside(Closure<?> text, Object... arguments) {
        def outer = nodes
        nodes = []
        try {
            read(text, *arguments)
            return nodes
        } finally {
            nodes = outer
        }
    }

    private Id id(String name) { new Id(prefix + name, name, phase) }

    void phase(String name) { phase = name }

    /** Gives what adds an undo. */
    Undoable step(Map options = [:], String name, Closure<?> text) {
        def source = (options.source ?: 'source of ' + name) as String
        def step = new Step(id(name), stepOptions(options), body(text), null, options.typed as String, new Fingerprint([source: source] + ((options.parts ?: [:]) as Map)), 'plan:1')
        nodes << step
        new Undoable(nodes, step)
    }

    static class Undoable {
        private final List<Node> nodes
        private final Step step

        Undoable(List<Node> nodes, Step step) {
            this.nodes = nodes
            this.step = step
        }

        void undo(Closure<?> text) {
            nodes[nodes.indexOf(step)] = new Step(step.id(), step.options(), step.body(), body(text), step.typed(), step.fingerprint(), step.where())
        }
    }

    void manual(String name, Closure<?> verify) { manual([:], name, verify) }

    void manual(Map options = [:], String name, Closure<?> verify = null) {
        def checks = verify == null ? [] : [new Instructions.Check('it holds', condition(verify))]
        def asks = (options.asks ?: []).collect { new Instructions.Question(it as String, [], it.toString().startsWith('secret')) }
        nodes << new Manual(id(name), stepOptions(options), { new Instructions(['do ' + name], asks, checks) } as Manual.Script, [], (options.choices ?: []) as List<String>, (options.need ?: 1) as int, null, Fingerprint.NONE, 'plan:1')
    }

    void group(Map options = [:], String name, Closure<?> text) { nodes << new Group(id(name), stepOptions(options), inside(text)) }

    void parallel(Map options = [:], Closure<?> text) { nodes << new Parallel(id('parallel'), (options.max ?: 2) as int, inside(text)) }

    /** @param items a list, or what gives one */
    void forEach(Map options = [:], String name, Object items, Closure<?> text) {
        def outer = prefix
        def expand = { Object item, String path ->
            def before = prefix
            prefix = path + '/'
            try {
                inside(text, item)
            } finally {
                prefix = before
            }
        }
        nodes << new ForEach(id(name), stepOptions(options), items instanceof Closure ? body(items) : { items } as Body, items instanceof List ? items : null, expand, (options.max ?: 1) as int, (options.keepGoing ?: false) as boolean)
        prefix = outer
    }

    void temporarily(String name, Closure<?> was, Closure<?> set, Closure<?> restore, Closure<?> text) {
        nodes << new Temporarily(id(name), body(was), body(set), body(restore), inside(text))
    }

    void background(Map options = [:], String name, String until, Closure<?> text) {
        nodes << new Background(id(name), (options.every ?: Duration.ofSeconds(10)) as Duration, until, body(text), 'plan:1')
    }

    void outageBegins(String name = null) { nodes << new OutageMark(new Id("outage begins ${marks++}".toString(), name, phase), true) }

    void outageEnds(String name = null) { nodes << new OutageMark(new Id("outage ends ${marks++}".toString(), name, phase), false) }

    void notBefore(Instant until) { nodes << new NotBefore(id("not before $until".toString()), until, until.toString()) }

    void pointOfNoReturn(String name) { nodes << new PointOfNoReturn(id(name), 'the old server is gone') }

    void onFailure(Closure<?> text) { onFailure = body(text) }

    static StepOptions stepOptions(Map options) {
        new StepOptions(options.timeout as Duration, (options.retries ?: 0) as int, (options.backoff ?: Duration.ofSeconds(1)) as Duration,
                options.when == null ? null : condition(options.when as Closure), options.doneWhen == null ? null : condition(options.doneWhen as Closure),
                (options.guard ?: false) as boolean, (options.tags ?: []) as Set, null, options.safe ? Rerun.SAFE : Rerun.ASK)
    }

    static Body body(Closure<?> text) {
        return { Object[] arguments ->
            Closure<?> copy = (Closure<?>) text.clone()
            copy.delegate = new Words()
            copy.resolveStrategy = Closure.DELEGATE_FIRST
            copy.call(*arguments.take(copy.maximumNumberOfParameters))
        } as Body
    }

    static Condition condition(Closure<?> text) {
        def asked = body(text)
        return { -> def held = asked.call(); new Judgement(held as boolean, false, ["it is $held".toString()]) } as Condition
    }

    /** The words that these plans know. */
    static class Words {
        StepScope getScope() { CurrentStep.get().get() }

        def writes(String what, Closure<?> work = {}) { scope.perform(Effect.writes('sh', 'host', what, { work.call() })) }

        def reads(String what, Closure<?> work = {}) { scope.perform(Effect.reads('probe', 'host', what, { work.call() })) }

        def result(String step) { scope.result(step) }
    }
}
