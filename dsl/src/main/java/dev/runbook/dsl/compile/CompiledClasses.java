package dev.runbook.dsl.compile;

import dev.runbook.dsl.plan.BodyFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What compiling a script makes, as it can be kept.
 *
 * @param classes  bytes by name
 * @param facts    of the bodies, by where they stand
 * @param literals the texts that stand in the script
 */
record CompiledClasses(Map<String, byte[]> classes, Map<String, BodyFacts> facts, Set<String> literals) {
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                write(out, each.getKey());
                write(out, each.getValue());
            }
            out.writeInt(facts.size());
            for (Map.Entry<String, BodyFacts> each : facts.entrySet()) {
                write(out, each.getKey());
                write(out, each.getValue().hash());
                write(out, each.getValue().params());
                write(out, each.getValue().files());
                out.writeBoolean(each.getValue().safe());
            }
            write(out, literals);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static CompiledClasses of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(text(in), in.readNBytes(in.readInt()));
            }
            Map<String, BodyFacts> facts = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                facts.put(text(in), new BodyFacts(text(in), texts(in), texts(in), in.readBoolean()));
            }
            return new CompiledClasses(classes, facts, texts(in));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(out, text);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static Set<String> texts(DataInputStream in) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }
}
