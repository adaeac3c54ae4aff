package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.value.Masking;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
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
        Masking.refuse("editJson or editYaml", value);
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
        return value instanceof CharSequence || value instanceof Secret || value instanceof Text
                ? Payload.text(value)
                : value;
    }
}
