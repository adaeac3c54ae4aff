package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Masking;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.util.Map;

/** Files and folders from host to host. */
public final class TransferWords {
    private TransferWords() {}

    @Word(
            value =
                    "Copies a file or folder from one place to another, whole; SHA-256 of each file is compared at both ends. A file appears in its place at once, with its permissions and time (for root also its "
                            + "owner). to: with a trailing slash, or an existing folder, gets the file in it. A folder goes into to:; with a trailing slash what is in it does. What is there already, byte for byte, "
                            + "is not carried again. Bytes go from host to host with the source's own ssh; where it cannot reach the destination, it fails before anything is moved. Gives [files:, bytes:] of what was carried.",
            programs = {"tar", "xargs", "sha256sum|shasum|openssl"},
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "from", type = Place.class, required = true, about = "place(HOST, PATH)")
    @Option(name = "to", type = Place.class, required = true, about = "place(HOST, PATH)")
    @Option(name = "owner", about = "as for chown: 'chat', 'chat:chat'")
    @Option(name = "limit", about = "at most so many bytes a second: '60MB/s'")
    @Option(name = "via", choices = "engine", about = "'engine': the bytes go through the engine's machine")
    public static Object copy(StepScope scope, Map<String, Object> options) {
        return transfer(scope, new Given("copy", options), true);
    }

    @Word(
            value =
                    "Makes a folder like another, carrying only what differs (by kind, size, time to the second and permissions): with rsync where it is on both hosts and the bytes go from host to host, "
                            + "else with tar in several streams; checksums of what was carried are compared either way. Permissions, times and links stay as they are, for root also owners. It may be repeated at any "
                            + "time, and goes on where it was interrupted. from: with a trailing slash means what is in the folder. Files that vanish or change meanwhile are left to the next sync, and noted. Bytes go from host "
                            + "to host with the source's own ssh; where it cannot reach the destination, it fails before anything is moved. Gives [files:, bytes:] of what was carried, with delete: also deleted:.",
            programs = {"find", "tar", "xargs", "sha256sum|shasum|openssl"},
            touches = Touches.WRITES,
            repeatable = true,
            yields = Map.class)
    @Option(name = "from", type = Place.class, required = true, about = "place(HOST, PATH)")
    @Option(
            name = "to",
            type = Place.class,
            required = true,
            about = "place(HOST, PATH): a folder, made where it is missing")
    @Option(
            name = "delete",
            type = Boolean.class,
            about = "true: what the source does not have is removed; never from an empty source. false unless said")
    @Option(
            name = "exclude",
            about =
                    "a pattern or a list: 'cache/', '*.tmp', 'a/**/b'; without a slash a name anywhere, else a path from the top. Excluded things are not deleted either")
    @Option(name = "owner", about = "as for chown, of what is carried: 'chat', 'chat:chat'")
    @Option(name = "limit", about = "at most so many bytes a second, all streams together: '60MB/s'")
    @Option(name = "rsync", type = Boolean.class, about = "false: not with rsync, although it is there")
    @Option(name = "via", choices = "engine", about = "'engine': the bytes go through the engine's machine")
    public static Object sync(StepScope scope, Map<String, Object> options) {
        return transfer(scope, new Given("sync", options), false);
    }

    private static Object transfer(StepScope scope, Given given, boolean checksums) {
        Place from = place(given, "from");
        Place to = place(given, "to");
        Masking.refuse(given.word(), from.path(), to.path());
        TransferOptions options = TransferOptions.of(given, checksums);
        HostShell.of(scope, new HostFrame(to.host(), to.as(), null, Map.of())).writing(given.word());
        String what = from + " → " + to + options.shown();
        return scope.perform(Effect.writes(
                        given.word(),
                        to.host(),
                        what,
                        () -> perform(scope, given, End.of(scope, from), End.of(scope, to), options))
                .needing(from.path(), to.path(), given.options()));
    }

    private static Place place(Given given, String name) {
        if (given.any(name) instanceof Place place) {
            return place;
        }
        throw given.wrong(name, "place(HOST, PATH)");
    }

    private static Object perform(StepScope scope, Given given, End from, End to, TransferOptions options)
            throws Exception {
        String kind = from.kind();
        if (kind.equals("none")) {
            throw new EffectFailed(given.word() + ": there is nothing at " + from.label());
        }
        Route route = Routes.between(scope, from, to, options.engine());
        String path = from.path().replaceFirst("(?<=.)/+\\z", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (kind.equals("file")) {
            boolean into =
                    to.path().endsWith("/") || !options.checksums() || to.kind().equals("folder");
            End folder = from.at(path.contains("/") ? path.substring(0, Math.max(1, path.lastIndexOf('/'))) : ".");
            if (!options.checksums()) {
                to.text("mkdir -p " + dev.runbook.dsl.words.shell.Quote.path(to.path()) + "\n", new byte[0]);
            }
            return new FileTransfer(
                            folder,
                            name,
                            into ? to.at(to.path().replaceFirst("(?<=.)/+\\z", "") + "/" + name) : to,
                            rooted(scope, route, folder, to, options),
                            options)
                    .run();
        }
        boolean contents = from.path().endsWith("/") || name.equals(".");
        End target = contents ? to : to.at(to.path().replaceFirst("(?<=.)/+\\z", "") + "/" + name);
        return new FolderTransfer(scope, from, target, route, options, options.excludes()).run();
    }

    /** The way is between hosts; ends with other paths take the same. */
    private static Route rooted(StepScope scope, Route route, End from, End to, TransferOptions options) {
        return options.engine() ? new EngineRoute(scope, from, to) : route;
    }
}
