package dev.runbook.engine.spi;

/** Gets a command's output as it arrives. Called from one thread at a time; the array is reused after the call. */
public interface Listener {
    void stdout(byte[] bytes, int offset, int length);

    void stderr(byte[] bytes, int offset, int length);
}
