package dev.runbook.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What may be different when a run is taken up again; everything else is as its journal says. */
public final class RevisitOptions {
    @Option(names = "--inventory", paramLabel = "FILE", description = "another inventory than the run began with")
    public Path inventory;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    public List<Path> plugins = new ArrayList<>();
}
