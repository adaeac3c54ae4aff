package dev.runbook.dsl.words.core;

import dev.runbook.engine.model.RunbookException;
import java.math.BigDecimal;

/**
 * How far two numbers may differ.
 *
 * @param amount an amount, or a part of the expected number where {@code relative}
 */
record Tolerance(BigDecimal amount, boolean relative) {
    static final Tolerance NONE = new Tolerance(BigDecimal.ZERO, false);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** From {@code 5} or {@code '0.1%'}; null is none. */
    static Tolerance of(Object within) {
        if (within == null) {
            return NONE;
        }
        String text = String.valueOf(within).trim();
        try {
            return text.endsWith("%")
                    ? new Tolerance(
                            new BigDecimal(text.substring(0, text.length() - 1).trim()).divide(HUNDRED), true)
                    : new Tolerance(new BigDecimal(text), false);
        } catch (NumberFormatException wrong) {
            throw RunbookException.invalid(
                    "within: expected a number such as 5, or a part such as '0.1%', found '" + within + "'");
        }
    }

    boolean allows(BigDecimal expected, BigDecimal found) {
        BigDecimal allowed = relative ? expected.abs().multiply(amount) : amount;
        return expected.subtract(found).abs().compareTo(allowed) <= 0;
    }

    @Override
    public String toString() {
        return relative ? amount.multiply(HUNDRED).stripTrailingZeros().toPlainString() + "%" : amount.toPlainString();
    }
}
