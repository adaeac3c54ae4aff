package dev.runbook.plugins.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One setting of an OpenSSH configuration: the keyword in small letters, and its arguments without their quotes. */
record ConfigLine(String keyword, List<String> arguments) {
    private static final Pattern FORM =
            Pattern.compile("\\s*(?<keyword>[A-Za-z0-9]+)(?:\\s*=\\s*|\\s+|(?=\"))(?<rest>.*)");
    private static final Pattern ARGUMENT = Pattern.compile("\"(?<quoted>[^\"]*)\"|(?<bare>[^\\s\"]+)");

    /** Empty for a comment, an empty line, and a line that is no setting. */
    static Optional<ConfigLine> parse(String line) {
        Matcher form = FORM.matcher(line);
        if (line.strip().startsWith("#") || !form.matches()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(form.group("rest"));
        while (argument.find()
                && !(argument.group("bare") != null && argument.group("bare").startsWith("#"))) {
            arguments.add(argument.group("quoted") == null ? argument.group("bare") : argument.group("quoted"));
        }
        return arguments.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfigLine(form.group("keyword").toLowerCase(Locale.ROOT), List.copyOf(arguments)));
    }

    String first() {
        return arguments.get(0);
    }
}
