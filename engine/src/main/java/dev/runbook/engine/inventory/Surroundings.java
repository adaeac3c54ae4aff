package dev.runbook.engine.inventory;

import dev.runbook.engine.spi.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an inventory takes from around it.
 *
 * @param home      what {@code ~} stands for
 * @param variables the environment variables
 * @param prompter  who is asked for secrets with {@code prompt: true}
 * @param vaults    where secrets are kept, besides
 */
public record Surroundings(Path home, Map<String, String> variables, Prompter prompter, List<Vault> vaults) {
    public Surroundings {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(prompter, "prompter");
        variables = Map.copyOf(variables);
        vaults = List.copyOf(vaults);
    }

    /** Where nothing but files, variables, commands and people hold secrets. */
    public Surroundings(Path home, Map<String, String> variables, Prompter prompter) {
        this(home, variables, prompter, List.of());
    }

    /** This process's own. */
    public static Surroundings of(Prompter prompter, List<Vault> vaults) {
        return new Surroundings(Path.of(System.getProperty("user.home")), System.getenv(), prompter, vaults);
    }

    /** A local path as the inventory writes it: {@code ~} is the home, a relative one starts in the given folder. */
    Path path(String written, Path folder) {
        if (written.equals("~")) {
            return home;
        }
        return written.startsWith("~/")
                ? home.resolve(written.substring(2))
                : folder.resolve(written).normalize();
    }
}
