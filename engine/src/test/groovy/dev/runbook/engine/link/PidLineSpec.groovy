package dev.runbook.engine.link

import dev.runbook.engine.spi.Listener
import spock.lang.Specification

class PidLineSpec extends Specification {
    def heard = new Expando(err: '', onOutput: {})
    def listener = [
        stdout: { byte[] bytes, int offset, int length -> heard.onOutput() },
        stderr: { byte[] bytes, int offset, int length -> heard.err += new String(bytes, offset, length) },
    ] as Listener
    def line = new PidLine(listener)
    def told = line.before('true').replaceAll('echo (\\S+) .*', '$1') + ' 4711\n'

    def 'the line is taken out of what the command says, whatever stands before and after it'() {
        when:
        err('a start-up file\n' + told.take(20))
        err(told.drop(20) + 'the command')
        err(' goes on')

        then:
        heard.err == 'a start-up file\nthe command goes on'
        line.awaited(new Chunks()).asLong == 4711
    }

    def 'what was held back is handed over when no such line came'() {
        when:
        err('no shell here\n')
        line.end()

        then:
        heard.err == 'no shell here\n'
    }

    def 'output that overtakes the line does not hide it, and neither does a listener that fails'() {
        given:
        def chunks = new Chunks()
        chunks.put('fast'.bytes, 0, 4, false)
        chunks.put(told.bytes, 0, told.length(), true)
        heard.onOutput = { throw new IllegalStateException('full') }

        expect:
        line.awaited(chunks).asLong == 4711
    }

    private void err(String text) {
        line.stderr(text.bytes, 0, text.length())
    }
}
