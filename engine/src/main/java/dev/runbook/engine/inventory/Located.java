package dev.runbook.engine.inventory;

/**
 * A value and where it was written.
 *
 * @param value text, {@code Integer}, {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Boolean}, null, or a list or map of these
 * @param where {@code FILE:LINE}
 */
public record Located(Object value, String where) {}
