package dev.runbook.dsl.words.host.transfer;

import dev.runbook.dsl.words.value.Given;
import dev.runbook.engine.spi.Effect;
import dev.runbook.engine.spi.Option;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import dev.runbook.engine.spi.Touches;
import dev.runbook.engine.spi.Word;
import java.util.List;
import java.util.Map;

/** What is below a folder, file by file, for comparing. */
public final class ManifestWords {
    private static final int STREAMS = 3;

    private ManifestWords() {}

    @Word(
            value =
                    "Reads every file below a folder, on its host and several at a time, and gives [files:, bytes:, links:, sha256: one over all paths, sizes and contents, folders: [NAME: [files:, bytes:, links:, sha256:]]] for "
                            + "verifySame with that of another place; '.' stands for the files of the folder itself, and of more than 1000 folders there is no list. Owners and times do not count. A file that cannot be read is an error; one that vanishes "
                            + "meanwhile is left out, and noted. With keep: the whole list is kept with the run, a line 'SHA256 SIZE PATH' each.",
            touches = Touches.READS,
            yields = Map.class)
    @Option(
            name = "exclude",
            about = "a pattern or a list, as with sync: 'cache/', '*.tmp', 'a/**/b'; what it means is not looked at")
    @Option(name = "keep", about = "the name of the file that is kept with the run: 'files-old.txt'")
    @Option(name = "max", type = Integer.class, about = "how many streams of files at a time; 3 unless said")
    public static Object manifest(StepScope scope, Map<String, Object> options, Place folder) {
        Given given = new Given("manifest", options);
        String keep = given.text("keep");
        return scope.perform(Effect.<Object>reads("manifest", folder.host(), folder.toString(), () -> {
                    Manifest manifest = read(scope, given, folder);
                    if (keep != null) {
                        scope.keep(keep, manifest.text());
                    }
                    return manifest.summary();
                })
                .needing(folder.path(), options));
    }

    @Word(
            value =
                    "Reads every file below two folders, both at once, and gives a list of texts, one for each difference, at most 1000: 'missing: PATH (N bytes)', 'unexpected: PATH', 'differs: PATH: expected …, found …'. "
                            + "Empty where both are the same: verify('files') { differences(from: …, to: …).isEmpty() }. Contents count, by SHA-256, and where links point.",
            touches = Touches.READS,
            yields = List.class)
    @Option(name = "from", type = Place.class, required = true, about = "place(HOST, PATH): what is expected")
    @Option(name = "to", type = Place.class, required = true, about = "place(HOST, PATH): what is found")
    @Option(
            name = "exclude",
            about = "a pattern or a list, as with sync: 'cache/', '*.tmp', 'a/**/b'; what it means is not looked at")
    @Option(
            name = "attributes",
            type = Boolean.class,
            about = "true: owners, permissions and times (to the second) count too")
    @Option(
            name = "max",
            type = Integer.class,
            about = "how many streams of files at a time, on each host; 3 unless said")
    public static Object differences(StepScope scope, Map<String, Object> options) {
        Given given = new Given("differences", options);
        Place from = place(given, "from");
        Place to = place(given, "to");
        boolean attributes = given.flag("attributes");
        return scope.perform(Effect.<Object>reads("differences", to.host(), from + " and " + to, () -> {
                    List<Object> both =
                            scope.parallel(2, List.of(() -> read(scope, given, from), () -> read(scope, given, to)));
                    return new Unlike((Manifest) both.get(0), (Manifest) both.get(1), attributes).texts();
                })
                .needing(from.path(), to.path(), options));
    }

    private static Manifest read(StepScope scope, Given given, Place folder) throws Exception {
        return Manifest.of(
                scope, End.of(scope, folder), new Excludes(given.texts("exclude")), given.number("max", STREAMS));
    }

    private static Place place(Given given, String name) {
        if (given.any(name) instanceof Place place) {
            return place;
        }
        throw given.wrong(name, "place(HOST, PATH)");
    }
}
