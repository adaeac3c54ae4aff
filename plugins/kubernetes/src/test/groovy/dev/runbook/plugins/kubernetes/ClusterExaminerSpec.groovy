package dev.runbook.plugins.kubernetes

import dev.runbook.engine.model.RunbookException
import dev.runbook.engine.spi.Diagnosis

class ClusterExaminerSpec extends KubernetesSpecification {
    Map examine(FakeScope fake) {
        fake.live = false
        fake.probing = true
        def found = [:]
        new ClusterExaminer().examine(fake, fake.target, { found[it.what()] = it.found() } as Diagnosis)
        fake.close()
        assert fake.effects.every { !it.writes() }
        found
    }

    def 'it says where, who, what, and what we may do'() {
        given:
        def where = "http://127.0.0.1:${api.port()}/".toString()

        expect:
        with(examine(cluster())) {
            reached == where
            identity == 'operator, namespace ess'
            version == 'Kubernetes v1.31.0-laboratory'
            privileges == 'pods, exec, port-forward, scale and secrets'
        }
    }

    def 'a user whom the server does not know'() {
        when:
        examine(cluster(context: 'nobody'))

        then:
        def failed = thrown(RunbookException)
        failed.message.contains('It does not know this user')
    }
}
