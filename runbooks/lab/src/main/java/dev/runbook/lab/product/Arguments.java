package dev.runbook.lab.product;

import java.nio.file.Path;
import java.util.Deque;
import java.util.List;

/**
 * What {@code export --export} and {@code import --import} are given.
 *
 * @param passphrase of the archive
 * @param oneToOne   whether private messages are exported
 * @param files      whether attachments are exported
 * @param archive    to import, or null
 */
record Arguments(String passphrase, boolean oneToOne, boolean files, Path archive) {
    static Arguments parse(Deque<String> words, String... action) {
        boolean asked = false;
        Arguments parsed = new Arguments("", false, false, null);
        while (!words.isEmpty()) {
            String word = words.pop();
            if (List.of(action).contains(word)) {
                asked = true;
            } else {
                parsed = parsed.with(word, words);
            }
        }
        if (!asked || parsed.passphrase.isEmpty()) {
            throw new IllegalArgumentException("hipchat: " + action[0] + " and -p PASSPHRASE are needed");
        }
        return parsed;
    }

    private Arguments with(String word, Deque<String> rest) {
        return switch (word) {
            case "-p", "--passphrase" -> new Arguments(rest.isEmpty() ? "" : rest.pop(), oneToOne, files, archive);
            case "--include-one-to-one" -> new Arguments(passphrase, true, files, archive);
            case "--include-files" -> new Arguments(passphrase, oneToOne, true, archive);
            default -> {
                if (word.startsWith("-")) {
                    throw new IllegalArgumentException("hipchat: unknown option " + word);
                }
                yield new Arguments(passphrase, oneToOne, files, Path.of(word));
            }
        };
    }
}
