package dev.runbook.engine.inventory;

import dev.runbook.engine.model.RunbookException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with one file, so that it is told at once, in the order of its lines. */
final class Problems {
    private record Problem(int line, String text) {}

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    Problems(Path file) {
        this.file = file;
    }

    void add(int line, String text) {
        problems.add(new Problem(line, text));
    }

    String where(int line) {
        return file + ":" + line;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw RunbookException.invalid(problems.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .map(problem -> where(problem.line()) + ": " + problem.text())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}
