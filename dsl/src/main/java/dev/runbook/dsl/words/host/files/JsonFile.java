package dev.runbook.dsl.words.host.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runbook.engine.model.EffectFailed;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON; numbers keep all their digits, members their order, the text its indentation. */
final class JsonFile implements DataForm {
    static final DataForm FORM = new JsonFile();

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final Pattern INDENT = Pattern.compile("\\n([ \\t]+)\\S");

    private JsonFile() {}

    @Override
    public Object parse(String text, String where) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            // The location's own description may quote the source; it may hold a secret.
            throw new EffectFailed("The file " + where + line + " is not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public String edit(String text, String where, Consumer<Object> change) {
        Object data = parse(text, where);
        change.accept(data);
        Object after = DataForm.plain(data);
        if (after.equals(parse(text, where))) {
            return text;
        }
        try {
            String written = text.strip().contains("\n")
                    ? MAPPER.writer(printer(text)).writeValueAsString(after)
                    : MAPPER.writeValueAsString(after);
            return written + text.substring(text.stripTrailing().length());
        } catch (JsonProcessingException e) {
            throw new EffectFailed(
                    "The new data of " + where + " cannot be written as JSON: " + e.getOriginalMessage());
        }
    }

    private static DefaultPrettyPrinter printer(String text) {
        Matcher found = INDENT.matcher(text);
        DefaultIndenter indenter = new DefaultIndenter(found.find() ? found.group(1) : "  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }
}
