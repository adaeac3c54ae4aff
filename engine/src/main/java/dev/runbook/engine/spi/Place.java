package dev.runbook.engine.spi;

import dev.runbook.engine.model.Text;
import java.util.Objects;

/**
 * One end of a {@code copy} or {@code sync}: what {@code place(HOST, PATH)} gives.
 *
 * @param host the host's name in the inventory
 * @param path the file or folder there; a folder with a trailing slash means what is in it
 * @param as   the user that reads or writes it, or null
 */
public record Place(String host, Text path, String as) {
    public Place {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
    }

    @Override
    public String toString() {
        return host + ":" + path.show();
    }
}
