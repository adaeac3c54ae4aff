package dev.runbook.lab.mattermost.mmctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which commands and flags a release knows: they changed, and a flag that is not known is an error. A flag with {@code =} takes a value. */
final class Flags {
    private static final Set<String> EVERYWHERE = Set.of(
            "--local", "--json", "--format=", "--strict", "--quiet", "--suppress-warnings", "--help", "--config=");

    private final Map<String, Set<String>> commands = new TreeMap<>();

    Flags(String release) {
        int major = Integer.parseInt(release.replaceFirst("\\..*", ""));
        commands.put(
                "auth login",
                Set.of("--name=", "--username=", "--password-file=", "--access-token-file=", "--no-activate"));
        commands.put("auth delete", Set.of());
        commands.put("config migrate", Set.of());
        commands.put("version", Set.of());
        commands.put("export create", created(major));
        for (String each : List.of("export list", "export delete", "export job show", "export job list")) {
            commands.put(each, Set.of());
        }
        commands.put("export download", Set.of("--num-retries=", "--resume"));
        for (String each :
                List.of("import list available", "import list incomplete", "import job show", "import job list")) {
            commands.put(each, Set.of());
        }
        commands.put("import upload", Set.of("--resume", "--upload="));
        commands.put("import process", major >= 9 ? Set.of("--extract-content=", "--bypass-upload") : Set.of());
        commands.put("extract run", Set.of("--from=", "--to="));
        commands.put("extract job show", Set.of());
        if (major >= 6) {
            commands.put(
                    "import validate",
                    Set.of("--team=", "--check-missing-teams", "--ignore-attachments", "--check-server-duplicates="));
        }
        if (major >= 8) {
            commands.put("export generate-presigned-url", Set.of());
        }
    }

    private static Set<String> created(int major) {
        if (major < 6) {
            return Set.of("--attachments");
        }
        return major < 9
                ? Set.of("--no-attachments")
                : Set.of(
                        "--no-attachments",
                        "--include-archived-channels",
                        "--include-profile-pictures",
                        "--no-roles-and-schemes");
    }

    /** What was asked: the command, its flags, and the rest. */
    record Asked(String command, Map<String, String> flags, List<String> rest) {
        boolean has(String flag) {
            return flags.containsKey(flag);
        }
    }

    Asked parse(List<String> words) {
        Map<String, String> flags = new LinkedHashMap<>();
        List<String> plain = new ArrayList<>();
        String command = command(words);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                plain.add(word);
                continue;
            }
            String name = word.replaceFirst("=.*", "");
            boolean takes = known(command, name + "=");
            if (!takes && !known(command, name)) {
                throw new Refused("unknown flag: " + name + "\n" + help(command));
            }
            boolean inside = word.contains("=");
            flags.put(name, inside ? word.substring(word.indexOf('=') + 1) : takes ? words.get(++i) : "true");
        }
        int used = command.isEmpty() ? 0 : command.split(" ").length;
        return new Asked(command, flags, plain.subList(Math.min(used, plain.size()), plain.size()));
    }

    private boolean known(String command, String flag) {
        return EVERYWHERE.contains(flag)
                || commands.getOrDefault(command, Set.of()).contains(flag);
    }

    private String command(List<String> words) {
        List<String> plain =
                words.stream().filter(each -> !each.startsWith("-")).toList();
        for (int length = Math.min(3, plain.size()); length > 0; length--) {
            String candidate = String.join(" ", plain.subList(0, length));
            if (commands.containsKey(candidate)) {
                return candidate;
            }
        }
        return "";
    }

    /** What {@code --help} prints; for a word that only begins commands, these. */
    String help(String command) {
        StringBuilder help = new StringBuilder("Usage:\n  mmctl " + command + " [flags]\n");
        if (!commands.containsKey(command)) {
            help.append("\nAvailable Commands:\n");
            commands.keySet().stream()
                    .filter(each -> command.isEmpty() || each.startsWith(command + " "))
                    .forEach(each -> help.append("  ").append(each).append('\n'));
            return help.toString();
        }
        help.append("\nFlags:\n");
        for (String flag : new TreeSet<>(commands.get(command))) {
            help.append("      ")
                    .append(flag.endsWith("=") ? flag.replace("=", " string") : flag)
                    .append('\n');
        }
        help.append("  -h, --help\n\nGlobal Flags:\n      --format string\n      --json\n      --local\n");
        return help.toString();
    }

    /** What the command says and ends with status 1. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
