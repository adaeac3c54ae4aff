package dev.runbook.dsl.kept;

import java.util.Optional;

/** Where results lie between two processes. Whatever is wrong with it makes the next one slower, and nothing else. */
public interface Shelf {
    /** Keeps nothing. */
    Shelf NONE = new Shelf() {
        @Override
        public Optional<byte[]> find(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, byte[] content) {}
    };

    /** What was put under this very key, which may be long, unless it is gone or damaged. */
    Optional<byte[]> find(String key);

    void put(String key, byte[] content);
}
