package dev.runbook.plugins.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.spi.Listener;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a bulk export as they arrive, one object each, and counts what is in them. */
final class MattermostExport implements Listener {
    /** What a longer line is, the importer refuses. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final int SHOWN = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final MattermostRules rules;
    private long problemCount;
    private long lines;
    private boolean tooLong;

    MattermostExport(MattermostRules rules) {
        this.rules = rules;
    }

    @Override
    public void stdout(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, from, i - from);
                line();
                from = i + 1;
            }
        }
        append(bytes, from, offset + length - from);
    }

    private void append(byte[] bytes, int from, int length) {
        tooLong |= open.size() + (long) length > LONGEST_LINE;
        if (!tooLong) {
            open.write(bytes, from, length);
        }
    }

    @Override
    public void stderr(byte[] bytes, int offset, int length) {
        // what the tool says is kept by whoever runs it
    }

    /** The last line may have no end. */
    void end() {
        if (open.size() > 0 || tooLong) {
            line();
        }
    }

    private void line() {
        lines++;
        byte[] text = open.toByteArray();
        open.reset();
        if (tooLong) {
            tooLong = false;
            problem("the line is longer than 16 MiB");
            return;
        }
        if (new String(text, StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        try {
            JsonNode line = json.readTree(text);
            String type = line.path("type").asText("");
            count(type, 1);
            JsonNode body = line.path(type);
            if (body.path("type").asText("").startsWith("system_")) {
                count("system_" + type, 1);
            }
            nested(body);
            rules.check(lines, type, line, body, this::problem);
        } catch (JsonProcessingException malformed) {
            problem("this is no JSON: " + malformed.getOriginalMessage());
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("an array of bytes can be read", impossible);
        }
    }

    private void nested(JsonNode post) {
        count("reactions", post.path("reactions").size());
        count("attachments", post.path("attachments").size());
        for (JsonNode reply : post.path("replies")) {
            count("replies", 1);
            nested(reply);
        }
    }

    private void count(String name, long more) {
        if (more > 0) {
            counts.merge(name.isEmpty() ? "without a type" : name, more, Long::sum);
        }
    }

    private void problem(String text) {
        problemCount++;
        if (problems.size() < SHOWN) {
            problems.add("line " + lines + ": " + text);
        }
    }

    /** @param members the names in the zip; empty for a file of lines */
    Map<String, Object> result(List<String> members) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("lines", lines);
        result.put("counts", counts);
        result.put("names", rules.names());
        result.put(
                "files",
                members.stream()
                        .filter(each -> each.startsWith("data/") && !each.endsWith("/"))
                        .count());
        result.put("warnings", members.contains("warnings.txt"));
        result.put("problems", problems);
        result.put("problemCount", problemCount);
        return result;
    }
}
