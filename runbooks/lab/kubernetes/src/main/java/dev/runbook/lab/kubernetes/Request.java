package dev.runbook.lab.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One HTTP request.
 *
 * @param path    the parts of its path
 * @param query   values by name, decoded
 * @param headers by name in lower case
 */
record Request(
        String method, List<String> path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
    private static final int LONGEST_LINE = 1 << 20;

    /** The next one; null where the client has hung up. */
    static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] target = words[1].split("\\?", 2);
        List<String> path = Stream.of(target[0].split("/"))
                .filter(part -> !part.isEmpty())
                .map(Request::decoded)
                .toList();
        return new Request(words[0], path, query(target.length > 1 ? target[1] : ""), headers, body(in, headers));
    }

    private static Map<String, List<String>> query(String text) {
        Map<String, List<String>> query = new TreeMap<>();
        Stream.of(text.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length > 1 ? decoded(parts[1]) : "");
        });
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (int length = length(in); length > 0; length = length(in)) {
                all.write(in.readNBytes(length));
                line(in);
            }
            line(in);
            return all.toByteArray();
        }
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static int length(InputStream in) throws IOException {
        String line = line(in);
        return line == null ? 0 : Integer.parseInt(line.split(";")[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line of the request is too long");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    String one(String name) {
        return all(name).isEmpty() ? null : all(name).get(0);
    }

    boolean flag(String name) {
        return "true".equals(one(name)) || "1".equals(one(name));
    }

    boolean upgrades() {
        return "websocket".equalsIgnoreCase(headers.get("upgrade"));
    }
}
