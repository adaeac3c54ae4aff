package dev.runbook.dsl.words.host.transfer;

/** The way that bytes take from a command at the source to one at the destination. */
interface Route {
    /** Runs both, the output of the first as the input of the second; a failure of either fails. */
    void carry(String produce, byte[] stdin, String consume, Rate rate) throws Exception;

    /** For people: {@code directly}, {@code through the engine}. */
    String shown();
}
