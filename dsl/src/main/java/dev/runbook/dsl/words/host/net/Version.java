package dev.runbook.dsl.words.host.net;

import dev.runbook.dsl.words.value.ReadFromText;
import dev.runbook.engine.model.EffectFailed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version found in a text, compared number by number: 2.10 comes after 2.9, and 3.1 equals 3.1.0. */
public final class Version implements Comparable<Object>, ReadFromText {
    private static final Pattern DOTTED = Pattern.compile("\\d+(?:\\.\\d+)+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final String text;
    private final List<BigInteger> numbers;

    private Version(String text) {
        this.text = text;
        this.numbers = new ArrayList<>(
                Arrays.stream(text.split("\\.")).map(BigInteger::new).toList());
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).signum() == 0) {
            numbers.remove(numbers.size() - 1);
        }
    }

    /** The first version in the text: numbers with dots between them, or else a lone number. */
    public static Version in(String text) {
        for (Pattern pattern : List.of(DOTTED, NUMBER)) {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                return new Version(found.group());
            }
        }
        String shown = text.strip();
        throw new EffectFailed("version(…): expected a version such as 2.10.3 in the text, found '"
                + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown) + "'");
    }

    /** The version as it was written: {@code 2.29}. */
    public String getText() {
        return text;
    }

    /** Compares with another version, or with a text that holds one. */
    @Override
    public int compareTo(Object other) {
        List<BigInteger> theirs =
                other instanceof Version version ? version.numbers : in(String.valueOf(other)).numbers;
        for (int i = 0; i < Math.max(numbers.size(), theirs.size()); i++) {
            int difference = part(numbers, i).compareTo(part(theirs, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** {@code version(x) == '2.29'}, which Groovy would call false without asking. */
    @Override
    public boolean sameAs(CharSequence text) {
        return compareTo(text) == 0;
    }

    private static BigInteger part(List<BigInteger> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && numbers.equals(version.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
