package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.link.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What runs on the host, put together from the {@code .sh} files beside this class: POSIX shell, {@code openssl}, {@code base64}, {@code gzip}; {@code curl} where a bucket is used. */
final class Scripts {
    /** Begins each line that is ours. */
    static final String MARK = "runbook-ssm ";

    /** Tenths of a second that a command has to end by itself when it is told to. */
    private static final int GRACE = 30;

    private final Map<String, Object> settings = new LinkedHashMap<>();

    private Scripts() {}

    /** For all commands of one session. */
    static Scripts in(String folder, String key, String id) {
        return new Scripts().set("rb_dir", folder).set("rb_key", key).set("rb_id", id);
    }

    static String hello(String session, String publicKey) {
        return new Scripts()
                .set("rb_session", session)
                .set("rb_public", publicKey)
                .and("say", "hello");
    }

    Scripts set(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    String begin() {
        return set("rb_wrapper", part("wrapper")).and("say", "common", "begin", "follow");
    }

    String follow() {
        return and("say", "common", "follow");
    }

    String piece() {
        return and("say", "common", "piece");
    }

    String lift() {
        return and("say", "common", "lift");
    }

    String bye() {
        return and("say", "common", "bye");
    }

    String end() {
        return and("say", "common") + "rb_end_tree() {\n" + ProcessTree.script("$rb_root", GRACE) + "}\n" + part("end");
    }

    private String and(String... parts) {
        StringBuilder script = new StringBuilder();
        settings.forEach((name, value) -> script.append(name)
                .append('=')
                .append(quoted(String.valueOf(value)))
                .append('\n'));
        for (String each : parts) {
            script.append(part(each));
        }
        return script.toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    private static String part(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name + ".sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
