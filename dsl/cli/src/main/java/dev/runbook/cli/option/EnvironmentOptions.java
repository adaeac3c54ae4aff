package dev.runbook.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a runbook runs, and with which values. */
public final class EnvironmentOptions {
    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "the environment of the inventory; may be left out where there is only one")
    public String environment;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "the inventory (default: inventory.yaml beside the runbook)")
    public Path inventory;

    @Option(
            names = "-P",
            paramLabel = "name=value",
            description = "a parameter; may be repeated, and wins over --params and the inventory")
    List<String> params = new ArrayList<>();

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "parameters from a YAML or JSON file; wins over the inventory")
    Path paramsFile;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder with jars of plugins; may be repeated")
    public List<Path> plugins = new ArrayList<>();

    /** The parameters that the command line gives. */
    public CommandLineParams params() {
        return CommandLineParams.read(params, paramsFile);
    }
}
