package dev.runbook.dsl.words.host.doctor;

import dev.runbook.dsl.words.shell.Quote;
import dev.runbook.engine.spi.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a host said about itself, a line {@code NAME=VALUE} each. */
record HostFacts(Map<String, List<String>> lines) {
    private static final long LITTLE = 1L << 30;
    private static final int KIB = 1024;

    private static final String ASK = """
            LC_ALL=C
            export LC_ALL
            echo "now=$(date -u +%s)"
            echo "user=$(id -un)"
            echo "host=$(uname -n)"
            echo "kernel=$(uname -sr)"
            if [ -r /etc/os-release ]; then ( . /etc/os-release; echo "system=${PRETTY_NAME:-}" ); fi
            echo "folder=$(pwd)"
            for d in . /tmp /var/tmp; do
              if [ -d "$d" ]; then echo "space=$(cd "$d" && pwd) $(df -Pk "$d" | tail -n 1)"; fi
            done
            for d in "${XDG_STATE_HOME:-$HOME/.local/state}/runbook/jobs" "/var/tmp/runbook-$(id -u)"; do
              for j in "$d"/*/; do
                if [ -d "$j" ]; then if [ -e "$j/status" ]; then echo "ended=$j"; else echo "running=$j"; fi; fi
              done
            done
            """;

    /** What to ask, with the programs to look for. */
    static String script(List<String> programs) {
        StringBuilder script = new StringBuilder(ASK);
        for (String program : programs) {
            script.append("for p in");
            for (String each : program.split("\\|")) {
                script.append(' ').append(Quote.word(each));
            }
            script.append("; do if command -v $p >/dev/null 2>&1; then echo ")
                    .append(Quote.word("found=" + program))
                    .append("; break; fi; done\n");
        }
        return script.toString();
    }

    static HostFacts of(String text) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        text.lines()
                .filter(line -> line.contains("="))
                .forEach(line -> lines.computeIfAbsent(line.substring(0, line.indexOf('=')), name -> new ArrayList<>())
                        .add(line.substring(line.indexOf('=') + 1).strip()));
        return new HostFacts(lines);
    }

    private List<String> all(String name) {
        return lines.getOrDefault(name, List.of());
    }

    private String one(String name) {
        return all(name).isEmpty() ? "" : all(name).get(0);
    }

    void identity(Diagnosis diagnosis) {
        diagnosis.good("identity", one("user") + " on " + one("host"));
        diagnosis.good("version", (one("system").isEmpty() ? "" : one("system") + ", ") + one("kernel"));
    }

    void clock(Diagnosis diagnosis, Instant before, Instant after, Duration resolution) {
        diagnosis.clock(before, Instant.ofEpochSecond(Long.parseLong(one("now"))), after, resolution);
    }

    /** Each file system once, by its device and the place where it is mounted. */
    void space(Diagnosis diagnosis) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String line : all("space")) {
            int blank = line.indexOf(' ');
            // The device may hold blanks; the numbers are counted from the percent sign.
            String[] parts = line.substring(blank + 1).split("\\s+\\d+%\\s");
            String[] numbers = parts[0].strip().split("\\s+");
            if (parts.length < 2 || numbers.length < 4 || shown.putIfAbsent(parts[1], line) != null) {
                continue;
            }
            long free = Long.parseLong(numbers[numbers.length - 1]) * KIB;
            String found = gib(free) + " of " + gib(Long.parseLong(numbers[numbers.length - 3]) * KIB) + " free in "
                    + line.substring(0, blank);
            if (free >= LITTLE) {
                diagnosis.good("space", found);
            } else {
                diagnosis.careful("space", found);
            }
        }
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) LITTLE);
    }

    void programs(Diagnosis diagnosis, List<String> wanted) {
        List<String> missing =
                wanted.stream().filter(each -> !all("found").contains(each)).toList();
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing).replace("|", " or ");
            diagnosis.bad("programs", "missing: " + names + ". Words of the runbook need them; install them");
        } else if (!wanted.isEmpty()) {
            diagnosis.good("programs", "all there: " + String.join(", ", wanted).replace("|", " or "));
        }
    }

    void jobs(Diagnosis diagnosis) {
        if (!all("running").isEmpty()) {
            diagnosis.careful(
                    "jobs", "not ended: " + String.join(", ", all("running")) + ". Is another run at work here?");
        }
        if (!all("ended").isEmpty()) {
            diagnosis.good("jobs", all("ended").size() + " ended, their folders are still there");
        }
    }
}
