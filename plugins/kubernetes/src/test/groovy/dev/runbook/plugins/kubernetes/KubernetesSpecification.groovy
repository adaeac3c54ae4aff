package dev.runbook.plugins.kubernetes

import dev.runbook.engine.model.Text
import dev.runbook.engine.spi.Command
import dev.runbook.engine.spi.Listener
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.lab.kubernetes.KubernetesApi
import dev.runbook.lab.kubernetes.Machine
import dev.runbook.lab.kubernetes.Tls
import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** A cluster of this machine, with a namespace of its own. */
abstract class KubernetesSpecification extends Specification {
    @Shared
    @TempDir
    Path folder

    @Shared
    KubernetesApi api

    @Shared
    Path kubeconfig

    final soon = new PollingConditions(timeout: 10, delay: 0.02)

    def setupSpec() {
        Machine machine = { String namespace, String pod, String container, List<String> words ->
            def place = Files.createDirectories(folder.resolve("pods/$pod/$container"))
            new ProcessBuilder(words).directory(place.toFile())
        }
        api = KubernetesApi.start(tls(), machine, 'token-of-the-operator', Duration.ofMillis(30), Duration.ofMillis(60))
        kubeconfig = api.kubeconfig(folder.resolve('kubeconfig'), api.port(), 'ess')
        create(kind: 'Namespace', metadata: [name: 'ess'])
        create(set('StatefulSet', 'ess-synapse-main', 'matrix-server', 1))
        create(set('StatefulSet', 'ess-postgres', 'postgres', 1, ['postgres', 'exporter']))
        create(set('Deployment', 'ess-haproxy', 'proxy', 2))
        create(kind: 'Secret', metadata: [name: 'ess-generated'], stringData: [POSTGRES_ADMIN_PASSWORD: 'pw of the admin', KEY: 'ed25519 1 abc'])
        create(kind: 'PersistentVolumeClaim', metadata: [name: 'ess-synapse-media'], spec: [accessModes: ['ReadWriteOnce']])
        def ready = new PollingConditions(timeout: 10, delay: 0.02)
        ready.eventually { assert api.object('v1', 'pods', 'ess', 'ess-postgres-0').at('/status/phase').asText() == 'Running' }
    }

    Tls tls() {
        null
    }

    def cleanupSpec() {
        api.close()
    }

    void create(Map object) {
        api.create('ess', JsonOutput.toJson(object))
    }

    static Map set(String kind, String name, String component, int replicas, List<String> containers = ['main']) {
        def labels = ['app.kubernetes.io/component': component]
        def spec = [containers: containers.collect { [name: it, image: "$it:1"] }]
        [kind: kind, metadata: [name: name, labels: labels], spec: [replicas: replicas, template: [metadata: [labels: labels], spec: spec]]]
    }

    FakeScope cluster(Map more = [:]) {
        new FakeScope([kubeconfig: kubeconfig.toString()] + more)
    }

    PodLink link(Map more) {
        new PodLink(new Container(new TargetSpec('host', 'pod', [kubeconfig: kubeconfig.toString()] + more, 'lab.yaml:9', 'write')))
    }

    static Text text(String literal) {
        Text.of(literal)
    }

    Map run(PodLink link, String line, byte[] stdin = new byte[0], Duration timeout = null) {
        def out = new ByteArrayOutputStream()
        def err = new ByteArrayOutputStream()
        def listener = [
            stdout: { byte[] bytes, int offset, int length -> out.write(bytes, offset, length) },
            stderr: { byte[] bytes, int offset, int length -> err.write(bytes, offset, length) },
        ] as Listener
        int status = link.run(new Command(line, new ByteArrayInputStream(stdin), timeout), listener)
        [status: status, out: out.toString('UTF-8'), bytes: out.toByteArray(), err: err.toString('UTF-8')]
    }
}
