package dev.runbook.plugins.kubernetes

import dev.runbook.engine.model.EffectFailed
import dev.runbook.engine.model.NotReached
import dev.runbook.engine.model.OutcomeUnknown
import dev.runbook.engine.model.Pending
import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.model.Secret
import dev.runbook.testing.BadNetwork
import dev.runbook.testing.Marked
import spock.lang.AutoCleanup

class ClusterWordsSpec extends KubernetesSpecification {
    static final SYNAPSE = [selector: 'app.kubernetes.io/component=matrix-server']

    @AutoCleanup
    FakeScope fake

    def setup() {
        fake = cluster()
    }

    def kubernetes() {
        fake.kubernetes()
    }

    def 'pods are told with phase, readiness, images and claims'() {
        expect:
        kubernetes().pods(selector: 'app.kubernetes.io/component=postgres') ==
            [[name: 'ess-postgres-0', phase: 'Running', ready: true, node: 'node-1', images: ['postgres:1', 'exporter:1'], restarts: 0, claims: []]]
        kubernetes().pods([:]).size() >= 3
    }

    def 'scaling gives what was, and what was can be given back'() {
        given:
        soon.eventually { assert kubernetes().rollout(text('statefulset/ess-synapse-main')).done }

        when:
        def was = kubernetes().replicas(SYNAPSE)

        then:
        was == ['statefulset/ess-synapse-main': 1]
        kubernetes().scale([replicas: 0], was.keySet() as List) == was
        soon.eventually { assert kubernetes().pods(SYNAPSE).empty }
        kubernetes().rollout(text('statefulset/ess-synapse-main')) == [wanted: 0, there: 0, ready: 0, updated: 0, done: true]

        and: 'again is harmless'
        kubernetes().scale([replicas: 0], text('sts/ess-synapse-main')) == ['statefulset/ess-synapse-main': 0]

        when:
        kubernetes().scaleBack(was)

        then:
        soon.eventually { assert kubernetes().pods(SYNAPSE)*.ready == [true] }
    }

    def 'what cannot be scaled is told with what can: #what'() {
        when:
        kubernetes().scale([replicas: 1], text(what))

        then:
        def wrong = thrown(RunbookException)
        wrong.message.contains(said)

        where:
        what                || said
        'deployment/ghost'  || "expected deployment/ghost in namespace 'ess', which has statefulset/ess-postgres, statefulset/ess-synapse-main, deployment/ess-haproxy"
        'ghost'             || "expected 'statefulset/NAME' or 'deployment/NAME', found 'ghost'"
        'pod/x'             || "found 'pod/x'"
    }

    def 'a selector that picks nothing is an error'() {
        when:
        kubernetes().replicas(selector: 'app=ghost')

        then:
        def none = thrown(EffectFailed)
        none.message == "no stateful set and no deployment has the labels app=ghost in namespace 'ess'"
    }

    def 'secrets are read as secrets'() {
        when:
        def all = kubernetes().secret([:], text('ess-generated'))

        then:
        all.every { it.value instanceof Secret }
        all.POSTGRES_ADMIN_PASSWORD.reveal() == 'pw of the admin'
        kubernetes().secret([key: 'KEY'], text('ess-generated')).reveal() == 'ed25519 1 abc'
        "$all $fake.shown".every { !it.contains('pw of') }
    }

    def 'a missing secret or key says what there is'() {
        when:
        kubernetes().secret(options, text(name))

        then:
        def missing = thrown(EffectFailed)
        missing.message == said

        where:
        name            | options        || said
        'ghost'         | [:]            || "expected a secret 'ghost' in namespace 'ess', found none"
        'ess-generated' | [key: 'GHOST'] || "secret 'ess-generated' has no key 'GHOST'; it has KEY, POSTGRES_ADMIN_PASSWORD"
    }

    def 'values are put into a secret, beside those that are there or instead'() {
        given:
        def value = Marked.value('pepper')

        when:
        kubernetes().putSecret([:], text('move'), [pepper: Secret.of('pepper', value)])
        kubernetes().putSecret([:], text('move'), [form: 'x'])

        then:
        kubernetes().secret([:], text('move'))*.value*.reveal() == ['x', value]
        fake.shown.every { !it.contains(Marked.MARK) }

        when:
        kubernetes().putSecret([replace: true], text('move'), [only: 'y'])

        then:
        kubernetes().secret([:], text('move')).keySet() == ['only'] as Set
    }

    def 'a masked or missing value is never written'() {
        when:
        kubernetes().putSecret([:], text('never'), [pepper: value])

        then:
        thrown(RunbookException)
        api.object('v1', 'secrets', 'ess', 'never').missingNode

        where:
        value << [null, "x${Secret.MASK}".toString()]
    }

    def 'a manifest is applied, and applied again'() {
        given:
        def manifest = '''
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { federation: closed }
            '''.stripIndent()

        expect:
        2.times { assert kubernetes().apply(text(manifest)) == ['ConfigMap/settings'] }
        kubernetes().configMap(text('settings')) == [federation: 'closed']
    }

    def 'a helper holds a claim, is found again by its run, and goes'() {
        given:
        def options = [claim: 'ess-synapse-media', at: '/media', group: 10091]

        when:
        def pod = kubernetes().helper(options, text('media'))

        then:
        kubernetes().helper(options, text('media')) == pod
        kubernetes().pods(selector: 'runbook.dev/helper=media')*.claims == [['ess-synapse-media']]

        when: 'another run wants it too'
        fake.run = '20261122-1000-zzz'
        kubernetes().helper(options, text('media'))

        then:
        def taken = thrown(EffectFailed)
        taken.message.contains("a helper 'media' of another run is there: $pod of run 20261121-0907-k3f")

        when:
        fake.run = '20261121-0907-k3f'
        2.times { kubernetes().removeHelper([:], text('media')) }

        then:
        kubernetes().pods(selector: 'runbook.dev/helper=media').empty
    }

    def 'a claim that another pod uses is refused with the reason, unless the helper may run beside it'() {
        given:
        create(kind: 'Pod', metadata: [name: 'user'], spec: [nodeName: 'node-7', containers: [[name: 'main', image: 'x']],
               volumes: [[name: 'v', persistentVolumeClaim: [claimName: 'ess-synapse-media']]]])

        when:
        kubernetes().helper(text('media'), claim: 'ess-synapse-media', at: '/media')

        then:
        def used = thrown(EffectFailed)
        used.message == "the claim 'ess-synapse-media' is ReadWriteOnce, and user on node node-7 uses it: scale that to 0 first, or say beside: true to run on the same node"

        when:
        kubernetes().helper([claim: 'ess-synapse-media', at: '/media', beside: true], text('media'))

        then:
        kubernetes().pods(selector: 'runbook.dev/helper=media')*.node == ['node-7']

        when:
        kubernetes().helper([claim: 'ghost', at: '/media'], text('other'))

        then:
        def none = thrown(EffectFailed)
        none.message == "expected a claim 'ghost' in namespace 'ess', found none"

        cleanup:
        kubernetes().removeHelper([:], text('media'))
    }

    def 'the outcome of a write is unknown when contact is lost, and no write is sent twice'() {
        given:
        def network = new BadNetwork(api.port())
        def far = cluster(kubeconfig: api.kubeconfig(folder.resolve('cut'), network.port, 'ess').toString())
        far.kubernetes().pods([:])
        network.cutWhen('PUT ', 1)

        when:
        far.kubernetes().scale([replicas: 1], text('deployment/ess-haproxy'))

        then:
        def unknown = thrown(OutcomeUnknown)
        unknown.message.contains('kubernetes.scale on cluster \'ess\': contact with the API server was lost')
        network.faults == 1
        api.object('apps/v1', 'deployments', 'ess', 'ess-haproxy').at('/spec/replicas').asInt() == 2

        cleanup:
        far.close()
        network.close()
    }

    def 'a read is asked again when contact is lost'() {
        given:
        def network = new BadNetwork(api.port())
        def far = cluster(kubeconfig: api.kubeconfig(folder.resolve('cut'), network.port, 'ess').toString())
        far.kubernetes().pods([:])
        network.cutWhen('GET ', 2)

        expect:
        far.kubernetes().pods([:]).size() > 2
        network.faults == 2

        cleanup:
        far.close()
        network.close()
    }

    def 'a dry run opens nothing'() {
        given:
        def nowhere = cluster(kubeconfig: '/does/not/exist')
        nowhere.live = false

        expect:
        nowhere.kubernetes().pods([:]) instanceof Pending
        nowhere.kubernetes().scale([replicas: 0], text('sts/x')) instanceof Pending
        nowhere.shown == ['pods (all)', 'sts/x to 0']
    }

    def 'a cluster that is declared with access read takes no writing word'() {
        given:
        fake.access = 'read'

        when:
        kubernetes().scale([replicas: 0], text('sts/ess-postgres'))

        then:
        def refused = thrown(RunbookException)
        refused.message == "kubernetes.scale writes, and cluster 'ess' is declared with access: 'read'"
    }
}
