package dev.runbook.dsl.words.value;

import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps the values of secrets out of what a command says. Short ones are masked as whole words only, since they may be words of the language people speak. */
public final class Masking {
    private static final int SHORT = 6;

    private final Pattern values;

    /** Made inside an effect, with whatever a command is given. */
    public Masking(Object... sources) {
        List<String> found = new ArrayList<>();
        for (Object source : sources) {
            collect(source, found);
        }
        List<String> patterns = found.stream()
                .flatMap(each -> Stream.concat(Stream.of(each), each.lines()))
                .filter(each -> !each.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(each ->
                        each.length() < SHORT ? "(?<![\\w])" + Pattern.quote(each) + "(?![\\w])" : Pattern.quote(each))
                .toList();
        values = patterns.isEmpty() ? null : Pattern.compile(String.join("|", patterns));
    }

    public String mask(String text) {
        return values == null ? text : values.matcher(text).replaceAll(Matcher.quoteReplacement(Secret.MASK));
    }

    /** Whether the text holds the value of a secret. */
    public boolean finds(String text) {
        return values != null && values.matcher(text).find();
    }

    /** A word that writes refuses text in which a secret was masked: it would write the mask. */
    public static void refuse(String word, Object... inputs) {
        for (Object input : inputs) {
            if (masked(input)) {
                throw RunbookException.invalid(
                        word + ": a text holds " + Secret.MASK
                                + ", the mask of a secret, which would be written as it stands; pass the secret itself, as in \"… ${secrets.name} …\", and keep it out of + and join");
            }
        }
    }

    private static boolean masked(Object input) {
        if (input instanceof Text text) {
            return text.strings().stream().anyMatch(Masking::masked) || masked(text.values());
        }
        if (input instanceof Map<?, ?> map) {
            return masked(map.values());
        }
        if (input instanceof Collection<?> list) {
            return list.stream().anyMatch(Masking::masked);
        }
        return (input instanceof CharSequence || input instanceof dev.runbook.engine.model.Raw)
                && input.toString().contains(Secret.MASK);
    }

    private static void collect(Object source, List<String> found) {
        if (source instanceof Secret secret) {
            found.add(secret.reveal());
        } else if (source instanceof Text text) {
            collect(text.values(), found);
        } else if (source instanceof Map<?, ?> map) {
            collect(map.values(), found);
        } else if (source instanceof Collection<?> list) {
            list.forEach(each -> collect(each, found));
        } else if (source instanceof Object[] array) {
            collect(List.of(array), found);
        }
    }
}
