package dev.runbook.dsl.words.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/** The here-documents of a command: announced on one line, their bodies on the next ones. */
final class HereDocuments {
    private final Deque<HereDocument> announced = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();

    /** Notes the one whose {@code <<} ends at {@code from}; gives where its announcement ends, or -1 where it does not end in this text. */
    int announced(String text, int from) {
        boolean tabs = text.startsWith("-", from);
        int end = HereDocument.after(text, from + (tabs ? 1 : 0));
        if (end >= 0) {
            announced.add(HereDocument.of(text.substring(from, end)));
        }
        return end;
    }

    /** Whether bodies follow after the end of this line. */
    boolean follow() {
        line.setLength(0);
        return !announced.isEmpty();
    }

    /** Takes a character of a body; whether it was the end of the last one. */
    boolean endWith(char c) {
        if (c != '\n') {
            line.append(c);
            return false;
        }
        if (announced.peek().endsWith(line.toString())) {
            announced.remove();
        }
        line.setLength(0);
        return announced.isEmpty();
    }
}
