package dev.runbook.dsl.words.host;

import dev.runbook.dsl.words.value.Given;
import dev.runbook.engine.spi.Block;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.TargetName;
import dev.runbook.engine.spi.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Where the words of a block run. */
public final class HostWords {
    private HostWords() {}

    @Word(
            "The words of the block run on that host; the innermost onHost holds, and takes nothing over from those around it. Gives the block's last expression.")
    @Option(
            name = "as",
            about =
                    "the user that commands and file words run as; the inventory's become: says how. Unless said, the login user")
    @Option(
            name = "dir",
            about =
                    "where commands start and relative paths begin, itself relative to the inventory's dir; it must exist")
    @Option(
            name = "env",
            type = Map.class,
            about =
                    "environment variables of the commands, data or secrets by name; they come after those of the inventory")
    public static Object onHost(
            StepScope scope, Map<String, Object> options, @TargetName("host") String name, Block body)
            throws Exception {
        scope.target("host", name);
        return scope.on(frame(new Given("onHost", options), name), body::call);
    }

    @Word(
            "The words of the block run on each host of a group of the inventory; the block is given the host's name. Gives the list of the blocks' values, in the order of the group. "
                    + "An unknown or empty group is an error. Where one host fails, the others come to their end first.")
    @Option(
            name = "max",
            type = Integer.class,
            about = "how many hosts at a time; 1 unless said, so that one after the other is touched")
    @Option(
            name = "as",
            about =
                    "the user that commands and file words run as; the inventory's become: says how. Unless said, the login user")
    @Option(
            name = "dir",
            about =
                    "where commands start and relative paths begin, itself relative to the inventory's dir; it must exist")
    @Option(
            name = "env",
            type = Map.class,
            about =
                    "environment variables of the commands, data or secrets by name; they come after those of the inventory")
    public static Object onHosts(StepScope scope, Map<String, Object> options, String group, Block body)
            throws Exception {
        Given given = new Given("onHosts", options);
        int max = given.number("max", 1);
        if (max < 1) {
            throw given.wrong("max", "at least 1");
        }
        List<Callable<Object>> bodies = scope.group(group).stream()
                .<Callable<Object>>map(host -> () -> scope.on(frame(given, host), () -> body.call(host)))
                .toList();
        return scope.parallel(max, bodies);
    }

    private static HostFrame frame(Given given, String host) {
        return new HostFrame(host, given.text("as"), given.text("dir"), given.map("env"));
    }
}
