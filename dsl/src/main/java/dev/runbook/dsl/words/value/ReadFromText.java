package dev.runbook.dsl.words.value;

/** A value that is read from a text: {@code ==} compares it with a text as with the value that the text holds. */
public interface ReadFromText {
    boolean sameAs(CharSequence text);
}
