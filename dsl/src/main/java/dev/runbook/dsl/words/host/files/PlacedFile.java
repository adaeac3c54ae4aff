package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.shell.HostShell;
import dev.runbook.engine.spi.HostFrame;
import dev.runbook.engine.spi.Place;
import dev.runbook.engine.spi.StepScope;
import java.util.Map;

/** The file that a place names. */
public final class PlacedFile {
    private PlacedFile() {}

    /** Its bytes, up to 16 MiB; a missing file is an error in the name of the word. Inside an effect only. */
    public static byte[] read(StepScope scope, String word, Place place) throws InterruptedException {
        HostShell shell = HostShell.of(scope, new HostFrame(place.host(), place.as(), null, Map.of()));
        return FileWords.file(shell, word, place.path()).read();
    }
}
