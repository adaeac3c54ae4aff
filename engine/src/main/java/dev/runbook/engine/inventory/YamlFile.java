package dev.runbook.engine.inventory;

import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A YAML file as nodes with their lines; no object is ever built from it. */
final class YamlFile {
    private static final Resolver PLAIN = new PlainResolver();
    private static final LoaderOptions LOADING = new LoaderOptions();

    static {
        // Nothing is constructed here; Nodes reports tags together with everything else.
        LOADING.setTagInspector(tag -> true);
    }

    private YamlFile() {}

    /** The root node, or null where the file is empty. */
    static Node read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Composer(new ParserImpl(new StreamReader(reader), LOADING), PLAIN, LOADING).getSingleNode();
        } catch (MarkedYAMLException malformed) {
            throw RunbookException.invalid(place(file, malformed) + ": this is not YAML: " + malformed.getProblem());
        } catch (YAMLException malformed) {
            String cause = malformed.getCause() instanceof CharacterCodingException
                    ? "it is not UTF-8"
                    : malformed.getMessage();
            throw RunbookException.invalid(file + ": this is not YAML: " + cause);
        } catch (IOException unreadable) {
            throw RunbookException.invalid(file + ": cannot be read: " + reason(unreadable));
        }
    }

    /** What a plain value is by its text alone. */
    static Tag plainTag(String text) {
        return PLAIN.resolve(NodeId.scalar, text, true);
    }

    /** Why a file cannot be read, in words. */
    static String reason(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (unreadable instanceof AccessDeniedException) {
            return "permission denied";
        }
        return unreadable instanceof CharacterCodingException
                ? "it is not UTF-8"
                : String.valueOf(unreadable.getMessage());
    }

    private static String place(Path file, MarkedYAMLException malformed) {
        var mark = malformed.getProblemMark();
        return mark == null ? file.toString() : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    /** YAML 1.2's plain values: with 1.1's, {@code no} would be false, {@code 0755} be 493 and {@code 1:30} be 90. */
    private static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            add(Tag.BOOL, "true|True|TRUE|false|False|FALSE", "tTfF");
            add(Tag.INT, "[-+]?(?:0|[1-9][0-9]*)", "-+0123456789");
            add(Tag.FLOAT, "[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)", "-+0123456789");
            add(Tag.NULL, "~|null|Null|NULL", "~nN");
            add(Tag.NULL, "", null);
        }

        private void add(Tag tag, String pattern, String firstCharacters) {
            addImplicitResolver(tag, Pattern.compile("^(?:" + pattern + ")$"), firstCharacters);
        }
    }
}
