package dev.runbook.lab.mattermost.mmctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A call of the command.
 *
 * @param folder where it was started
 * @param config where it keeps its logins
 * @param socket of a server's local mode
 * @param input  what is on its standard input, as a file
 * @param words  its arguments
 */
record Call(Path folder, Path config, Path socket, Path input, List<String> words) {
    /** As the script of {@link Door} writes it down. */
    static Call read(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("call"));
        return new Call(
                Path.of(lines.get(0)),
                Path.of(lines.get(1)).resolve("mmctl/config"),
                Path.of(lines.get(2)),
                folder.resolve("in"),
                lines.subList(3, lines.size()));
    }

    /** A file that an argument names. */
    Path file(String name) {
        return name.equals("/dev/stdin") ? input : folder.resolve(name);
    }
}
