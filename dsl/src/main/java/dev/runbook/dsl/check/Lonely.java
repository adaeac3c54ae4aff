package dev.runbook.dsl.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;

/**
 * Environment variables that the script gives to commands. Any name may be right; one that no text of the script mentions, a letter away from one
 * that is mentioned, is a slip.
 */
final class Lonely {
    private final Walk walk;
    private final Map<String, Runnable> reports = new LinkedHashMap<>();
    private final Map<String, ScriptFile> files = new LinkedHashMap<>();

    Lonely(Walk walk) {
        this.walk = walk;
    }

    void used(String name, ASTNode at, Place place) {
        files.put(place.file().label(), place.file());
        reports.putIfAbsent(
                name + "@" + at.getLineNumber() + ":" + at.getColumnNumber(), () -> report(name, at, place));
    }

    void report() {
        reports.values().forEach(Runnable::run);
    }

    private void report(String name, ASTNode at, Place place) {
        if (read(name)) {
            return;
        }
        reports.keySet().stream()
                .map(each -> each.substring(0, each.indexOf('@')))
                .filter(other -> slip(name, other) && read(other))
                .findFirst()
                .ifPresent(other -> walk.findings()
                        .add(
                                place,
                                at,
                                "env: no command here reads $" + name + ", and one reads $" + other + "; did you mean '"
                                        + other + "'?"));
    }

    /** Whether some text of the script reads the variable: {@code $NAME}, {@code ${NAME}}, {@code env:NAME}. */
    private boolean read(String name) {
        Pattern reading = Pattern.compile("(\\$\\{?|env:)" + Pattern.quote(name) + "\\b");
        return files.values().stream()
                .flatMap(file -> file.lines().stream())
                .anyMatch(line -> reading.matcher(line).find());
    }

    /** Whether one letter is missing, too many, or another one. */
    private static boolean slip(String name, String other) {
        int shorter = Math.min(name.length(), other.length());
        if (name.equals(other) || Math.abs(name.length() - other.length()) > 1) {
            return false;
        }
        int same = 0;
        while (same < shorter && name.charAt(same) == other.charAt(same)) {
            same++;
        }
        String rest = name.substring(same);
        String others = other.substring(same);
        return rest.length() == others.length()
                ? rest.substring(1).equals(others.substring(1))
                : rest.length() > others.length()
                        ? rest.substring(1).equals(others)
                        : others.substring(1).equals(rest);
    }
}
