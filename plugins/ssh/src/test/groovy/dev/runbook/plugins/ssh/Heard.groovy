package dev.runbook.plugins.ssh

import dev.runbook.engine.spi.Listener

/** Keeps what a command said. */
class Heard implements Listener {
    private final stdout = new ByteArrayOutputStream()
    private final stderr = new ByteArrayOutputStream()
    Closure onOutput = {}

    @Override
    void stdout(byte[] bytes, int offset, int length) {
        stdout.write(bytes, offset, length)
        onOutput()
    }

    @Override
    void stderr(byte[] bytes, int offset, int length) {
        stderr.write(bytes, offset, length)
    }

    String getOut() { stdout.toString('UTF-8') }

    byte[] getOutBytes() { stdout.toByteArray() }

    byte[] getErrBytes() { stderr.toByteArray() }

    String getErr() { stderr.toString('UTF-8') }
}
