package dev.runbook.engine.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.engine.inventory.Nodes.Entry;
import dev.runbook.engine.model.RunbookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** A file of parameters, YAML or JSON: names and values, each with its line. */
public final class ParamsFile {
    private ParamsFile() {}

    /** The values by name, in the file's order; a name given twice is an error. */
    public static Map<String, Located> read(Path file) {
        return file.getFileName().toString().endsWith(".json") ? json(file) : yaml(file);
    }

    private static Map<String, Located> yaml(Path file) {
        Node root = YamlFile.read(file);
        Problems problems = new Problems(file);
        Nodes nodes = new Nodes(problems);
        Map<String, Located> params = new LinkedHashMap<>();
        if (nodes.check(root)) {
            for (Entry entry : nodes.mapping(root, "parameters").values()) {
                params.put(entry.key(), new Located(Nodes.data(entry.value()), problems.where(entry.line())));
            }
        }
        problems.throwIfAny();
        return params;
    }

    private static Map<String, Located> json(Path file) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Map<String, Located> params = new LinkedHashMap<>();
        try (JsonParser parser = mapper.createParser(Files.readString(file))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RunbookException.invalid(file + ":1: expected an object of parameters: {\"name\": value}");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String where = file + ":" + parser.currentTokenLocation().getLineNr();
                parser.nextToken();
                params.put(name, new Located(mapper.readValue(parser, Object.class), where));
            }
            if (parser.nextToken() != null) {
                throw RunbookException.invalid(
                        file + ":" + parser.currentTokenLocation().getLineNr()
                                + ": expected the end of the file after the parameters");
            }
            return params;
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            throw RunbookException.invalid(file + ":" + line + ": this is not JSON: " + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw RunbookException.invalid(file + ": cannot be read: " + YamlFile.reason(unreadable));
        }
    }
}
