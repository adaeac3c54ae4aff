package dev.runbook.engine.forecast;

/**
 * How long a step will take. Eight of ten lie between {@code low} and {@code high}, one below, one above.
 *
 * @param seconds the centre: as many take longer as take less
 * @param samples how many earlier lengths it comes from
 * @param how     what it comes from, for people
 */
public record Length(double seconds, double low, double high, Basis basis, int samples, String how) {
    /** The share of lengths that intervals claim to hold. */
    public static final double COVERAGE = 0.8;

    /** A guess of an author may be wrong by two. */
    private static final double GUESS = 2;

    /** Clocks, schedulers and networks do not know less. */
    private static final double JITTER = 0.3;

    /** Of a step that nobody timed, and that says nothing itself. */
    public static final Length UNKNOWN = new Length(0, 0, 0, Basis.UNKNOWN, 0, "never timed, and no expect:");

    static Length nothing(String how) {
        return new Length(0, 0, 0, Basis.NOTHING, 0, how);
    }

    static Length expected(double seconds) {
        return new Length(seconds, seconds / GUESS, seconds * GUESS, Basis.EXPECTED, 0, "expect:");
    }

    static Length actual(double seconds) {
        return new Length(seconds, seconds, seconds, Basis.ACTUAL, 1, "took");
    }

    /** With an interval that no machine undercuts. */
    static Length of(double seconds, double low, double high, Basis basis, int samples, String how) {
        return new Length(
                seconds,
                Math.max(0, Math.min(low, seconds - JITTER)),
                Math.max(high, seconds + JITTER),
                basis,
                samples,
                how);
    }

    public boolean known() {
        return basis != Basis.UNKNOWN;
    }

    /** The half width of the interval: the wider of its sides. */
    public double plusMinus() {
        return Math.max(high - seconds, seconds - low);
    }
}
