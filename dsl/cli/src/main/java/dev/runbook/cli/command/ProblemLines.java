package dev.runbook.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.dsl.check.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mistake of a script, in the forms that {@code check --output} knows. */
enum ProblemLines {
    /** For people. */
    text {
        @Override
        String line(Problem problem, Path here) {
            return problem.toString();
        }
    },
    /** An object a line. */
    json {
        @Override
        String line(Problem problem, Path here) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("file", file(problem, here));
            data.put("line", problem.line());
            data.put("column", problem.column());
            data.put("message", problem.message());
            data.put("suggestion", problem.suggestion());
            data.put("source", problem.sourceLine());
            try {
                return JSON.writeValueAsString(data);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    },
    /** A command for the log of a GitHub workflow, which shows it at the line of the pull request. */
    github {
        @Override
        String line(Problem problem, Path here) {
            return "::error file=" + property(file(problem, here)) + ",line=" + problem.line() + ",col="
                    + problem.column() + ",title=runbook check::" + escaped(problem.message());
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract String line(Problem problem, Path here);

    /** The file from the working folder, where it is below it. */
    private static String file(Problem problem, Path here) {
        Path file = here.resolve(problem.file()).normalize();
        Path base = here.toAbsolutePath().normalize();
        return (file.startsWith(base) ? base.relativize(file) : file).toString();
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }
}
