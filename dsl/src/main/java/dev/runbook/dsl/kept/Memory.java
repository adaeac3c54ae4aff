package dev.runbook.dsl.kept;

import java.util.Optional;

/**
 * What earlier processes found out, by all that it depends on: the installation (the program, its plugins, Java) and the inputs that the
 * caller names, whole. Nothing is hashed, so nothing can be mistaken for something else.
 */
public final class Memory {
    /** Nothing is remembered. */
    public static final Memory NONE = new Memory(Shelf.NONE, "");

    private final Shelf shelf;
    private final String installation;

    /** @param installation changes with the program, with each plugin and with Java */
    public Memory(Shelf shelf, String installation) {
        this.shelf = shelf;
        this.installation = installation;
    }

    public Optional<byte[]> recall(String... inputs) {
        return shelf == Shelf.NONE ? Optional.empty() : shelf.find(key(inputs));
    }

    public void keep(byte[] content, String... inputs) {
        if (shelf != Shelf.NONE) {
            shelf.put(key(inputs), content);
        }
    }

    /** Lengths stand before the inputs, so that no two lists of them look alike. */
    private String key(String... inputs) {
        StringBuilder all = new StringBuilder(installation);
        for (String input : inputs) {
            all.append('\n').append(input.length()).append(':').append(input);
        }
        return all.toString();
    }
}
