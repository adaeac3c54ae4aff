package dev.runbook.dsl.words.host.transfer;

/**
 * What a listing says about one file, folder or link.
 *
 * @param type    {@code f}, {@code d}, {@code l}, or another letter for what is not carried (sockets, devices)
 * @param seconds when its content changed, in whole seconds since 1970
 * @param mode    permissions, octal
 * @param owner   user and group, by name
 * @param path    below the folder that was listed; each byte of the name as one character, so that any name survives
 * @param link    what a link points to
 */
record Entry(char type, long size, long seconds, String mode, String owner, String path, String link) {
    boolean folder() {
        return type == 'd';
    }

    boolean carried() {
        return type == 'f' || type == 'l' || type == 'd';
    }

    /** As {@code rsync} would see it: same kind, size, time and permissions. */
    boolean same(Entry other) {
        return switch (type) {
            case 'd' -> other.type == 'd' && mode.equals(other.mode);
            case 'l' -> other.type == 'l' && link.equals(other.link);
            default -> other.type == type && size == other.size && seconds == other.seconds && mode.equals(other.mode);
        };
    }
}
