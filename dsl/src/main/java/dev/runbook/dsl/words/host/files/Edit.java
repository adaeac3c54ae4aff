package dev.runbook.dsl.words.host.files;

import dev.runbook.dsl.words.value.Given;
import dev.runbook.dsl.words.value.Payload;
import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.RunbookException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A replacement that must find its text so and so often; where the new text already stands instead, it is done. */
final class Edit {
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\$(\\d+|\\{\\w+\\})");

    private final String path;
    private final Object find;
    private final String put;
    private final int least;
    private final int most;

    Edit(String path, Given given) {
        this.path = path;
        this.find = given.any("find") instanceof Pattern pattern ? pattern : Payload.text(given.any("find"));
        this.put = Payload.text(given.any("put"));
        Object times = given.has("times") ? given.any("times") : 1;
        List<Integer> counts = (times instanceof Collection<?> range ? range : List.of(times))
                .stream()
                        .map(each -> each instanceof Integer number ? number : 0)
                        .toList();
        if (counts.isEmpty() || Collections.min(counts) < 1) {
            throw given.wrong("times", "a number from 1, or a range such as 1..6");
        }
        least = Collections.min(counts);
        most = Collections.max(counts);
        if (find.toString().isEmpty()) {
            throw RunbookException.invalid("editFile " + path + ": find: is empty; expected a text or pattern");
        }
    }

    /** The new text, or the same where it is already put. */
    String apply(String text) {
        return find instanceof Pattern pattern ? byPattern(pattern, text) : byText(find.toString(), text);
    }

    private String byPattern(Pattern pattern, String text) {
        int found = count(pattern, text);
        if (fits(found)) {
            return pattern.matcher(text).replaceAll(put);
        }
        if (found == 0 && !put.isEmpty() && fits(count(putAsPattern(), text))) {
            return text;
        }
        throw wrong(found);
    }

    /** Where the new text contains the old one, what is inside of the new one does not count. */
    private String byText(String old, String text) {
        if (put.isEmpty() || !put.contains(old)) {
            int found = count(Pattern.compile(Pattern.quote(old)), text);
            boolean already = found == 0 && !put.isEmpty() && fits(count(Pattern.compile(Pattern.quote(put)), text));
            if (!already && !fits(found)) {
                throw wrong(found);
            }
            return already ? text : text.replace(old, put);
        }
        Matcher both =
                Pattern.compile(Pattern.quote(put) + "|" + Pattern.quote(old)).matcher(text);
        int olds = 0;
        int news = 0;
        while (both.find()) {
            olds += both.group().equals(put) ? 0 : 1;
            news += both.group().equals(put) ? 1 : 0;
        }
        if (olds == 0 && fits(news)) {
            return text;
        }
        if (fits(olds)) {
            return both.reset().replaceAll(Matcher.quoteReplacement(put));
        }
        throw wrong(olds);
    }

    private boolean fits(int found) {
        return found >= least && found <= most;
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** What the new text looks like, whatever its groups were. */
    private Pattern putAsPattern() {
        StringBuilder out = new StringBuilder();
        Matcher group = GROUP.matcher(put);
        int from = 0;
        while (group.find()) {
            out.append(Pattern.quote(put.substring(from, group.start())));
            out.append(
                    group.group().startsWith("\\") ? Pattern.quote(group.group().substring(1)) : "[^\\n]*");
            from = group.end();
        }
        return Pattern.compile(out.append(Pattern.quote(put.substring(from))).toString());
    }

    private EffectFailed wrong(int found) {
        String expected = least == most ? least + " time" + (least == 1 ? "" : "s") : least + " to " + most + " times";
        String trace = put.isEmpty()
                ? " (put: is empty, so nobody can tell whether it was done before: ask with doneWhen)"
                : ", nor is what put: says there that often";
        return new EffectFailed("editFile " + path + ": expected find: " + expected + ", found it " + found + " times"
                + trace + "; the file is as it was");
    }
}
