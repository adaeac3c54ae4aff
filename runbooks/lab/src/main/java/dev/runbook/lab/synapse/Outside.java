package dev.runbook.lab.synapse;

/**
 * What is between a server and the rest of the world.
 *
 * @param federates whether it talks to other servers
 * @param wellKnown where {@code .well-known} sends other servers; without a port they try 8448, where nobody is
 * @param mail      the port of the mail server in its configuration
 */
record Outside(boolean federates, String wellKnown, int mail) {
    private static final String CLIENTS = "matrix." + SynapseSite.SERVER_NAME;

    /** As it should be in the end. */
    static Outside open(int mail) {
        return new Outside(true, CLIENTS + ":443", mail);
    }

    Outside federating(boolean does) {
        return new Outside(does, wellKnown, mail);
    }

    Outside known(String other) {
        return new Outside(federates, other, mail);
    }

    Outside mailing(int port) {
        return new Outside(federates, wellKnown, port);
    }

    /** Whether other servers arrive. */
    boolean reached() {
        return federates && wellKnown.endsWith(":443");
    }

    String clients() {
        return "https://" + CLIENTS;
    }
}
