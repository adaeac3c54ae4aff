package dev.runbook.cli.plugin;

import dev.runbook.engine.model.ExitStatus;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.spi.Examiner;
import dev.runbook.engine.spi.Laboratory;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.PluginWords;
import dev.runbook.engine.spi.TargetKind;
import dev.runbook.engine.spi.Transport;
import dev.runbook.engine.spi.Vault;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The plugins that are there. Their jars are looked at once; their classes are loaded when somebody needs them. */
public final class Plugins {
    private final List<Path> jars;
    private final ClassLoader loader;
    private List<PluginWords> words;
    private List<Transport> transports;
    private List<Notifier> notifiers;

    private Plugins(List<Path> jars) {
        this.jars = List.copyOf(jars);
        this.loader = loader(jars);
    }

    /**
     * Those of the program itself, the jars in the installation's folder, and the jars in the folders that the operator names.
     *
     * @param installed need not exist
     * @param named     must exist and hold jars
     */
    public static Plugins load(Path installed, List<Path> named) {
        List<Path> jars = new ArrayList<>(Files.isDirectory(installed) ? jars(installed) : List.of());
        for (Path folder : named) {
            if (!Files.isDirectory(folder)) {
                throw RunbookException.invalid("--plugins: there is no folder " + folder);
            }
            List<Path> found = jars(folder);
            if (found.isEmpty()) {
                throw RunbookException.invalid("--plugins: the folder " + folder + " has no jars");
            }
            jars.addAll(found);
        }
        return new Plugins(jars);
    }

    /** The jars that were found beside those of the program itself. */
    public List<Path> jars() {
        return jars;
    }

    /** The class loader that sees them all. */
    public ClassLoader loader() {
        return loader;
    }

    public synchronized List<PluginWords> words() {
        words = words == null ? services(PluginWords.class, loader) : words;
        return words;
    }

    public synchronized List<Notifier> notifiers() {
        notifiers = notifiers == null ? services(Notifier.class, loader) : notifiers;
        return notifiers;
    }

    /** Where secrets of inventories may be kept. */
    public List<Vault> vaults() {
        return services(Vault.class, loader);
    }

    public synchronized List<Transport> transports() {
        transports = transports == null ? services(Transport.class, loader) : transports;
        return transports;
    }

    /** The kinds of targets that plugins bring. */
    public List<TargetKind> kinds() {
        return words().stream().flatMap(plugin -> plugin.targets().stream()).toList();
    }

    /** Who examines the targets of plugins. */
    public List<Examiner> examiners() {
        return words().stream().flatMap(plugin -> plugin.examiners().stream()).toList();
    }

    /** The laboratories of the bundled runbooks. */
    public List<Laboratory> laboratories() {
        return services(Laboratory.class, loader);
    }

    /** What implements a service; one that cannot be loaded is an error, never left out. */
    private static <S> List<S> services(Class<S> type, ClassLoader loader) {
        try {
            return ServiceLoader.load(type, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new RunbookException(
                    ExitStatus.INVALID,
                    "A plugin cannot be loaded: " + broken.getMessage()
                            + ". Was it built for another version of this program?",
                    broken);
        }
    }

    private static ClassLoader loader(List<Path> jars) {
        ClassLoader own = Plugins.class.getClassLoader();
        return jars.isEmpty()
                ? own
                : new URLClassLoader("plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), own);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw RunbookException.invalid(jar + " cannot be loaded: " + impossible.getMessage());
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(each -> each.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            for (Path jar : jars) {
                // A class loader would leave a broken jar out without a word.
                new ZipFile(jar.toFile()).close();
            }
            return jars;
        } catch (ZipException broken) {
            throw RunbookException.invalid("a jar in " + folder + " is damaged: " + broken.getMessage());
        } catch (IOException unreadable) {
            throw RunbookException.invalid(folder + " cannot be read: " + unreadable.getMessage());
        }
    }
}
