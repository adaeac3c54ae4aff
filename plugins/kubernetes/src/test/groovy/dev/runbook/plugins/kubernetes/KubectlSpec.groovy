package dev.runbook.plugins.kubernetes

import dev.runbook.lab.kubernetes.Tls
import dev.runbook.testing.RealTools
import java.nio.file.Files
import spock.lang.Requires

/** The server is one that the real client takes for a cluster. */
@Requires({ RealTools.find('kubectl').present })
class KubectlSpec extends KubernetesSpecification {
    @Override
    Tls tls() {
        Tls.create(folder)
    }

    String kubectl(List<String> words, String stdin = '') {
        def process = new ProcessBuilder([RealTools.path('kubectl'), '--kubeconfig', kubeconfig.toString(), '--cache-dir', folder.resolve('cache').toString()] + words).start()
        process.outputStream.withCloseable { it << stdin }
        def out = new StringBuilder()
        def err = new StringBuilder()
        process.waitForProcessOutput(out, err)
        assert process.exitValue() == 0: "kubectl $words: $err"
        out.toString()
    }

    def 'get, scale, exec and cp work against it'() {
        given:
        def file = folder.resolve('file')
        def bytes = new byte[70_000]
        new Random(3).nextBytes(bytes)
        Files.write(file, bytes)

        expect:
        kubectl(['get', 'pods', '-l', 'app.kubernetes.io/component=postgres', '-o', 'name']).trim() == 'pod/ess-postgres-0'
        kubectl(['get', 'secret', 'ess-generated', '-o', 'jsonpath={.data.KEY}']).trim() == 'ed25519 1 abc'.bytes.encodeBase64().toString()
        kubectl(['scale', 'deploy/ess-haproxy', '--replicas=3']).contains('scaled')
        kubectl(['exec', '-i', 'ess-postgres-0', '-c', 'postgres', '--', 'tr', 'a-z', 'A-Z'], 'hello').trim() == 'HELLO'
        kubectl(['cp', file.toString(), 'ess-postgres-0:copied', '-c', 'postgres']) == ''
        Files.readAllBytes(folder.resolve('pods/ess-postgres-0/postgres/copied')) == bytes
    }
}
