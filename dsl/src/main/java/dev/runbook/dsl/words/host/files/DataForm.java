package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.value.Masking;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import groovy.lang.GString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A form in which files hold data. */
interface DataForm {
    /** The data of a text; one that is not of this form is an error that names {@code where} and the line. */
    Object parse(String text, String where);

    /** The text after a change of its data, as like the old one as can be; the same text where nothing changed. */
    String edit(String text, String where, Consumer<Object> change);

    /** Data as it is written: secrets in plain, texts of all kinds as text. */
    static Object plain(Object value) {
        // What a block puts into data is no argument of a word: a text with values in it is still as Groovy has it.
        if (value instanceof GString text) {
            return plain(new Text(List.of(text.getStrings()), Arrays.asList(text.getValues())));
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key instanceof CharSequence ? key.toString() : key, plain(each)));
            return copy;
        }
        if (value instanceof Collection<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(plain(each)));
            return copy;
        }
        Masking.refuse("editJson or editYaml", value);
        return value instanceof CharSequence || value instanceof Secret || value instanceof Text
                ? Payload.text(value)
                : value;
    }
}
