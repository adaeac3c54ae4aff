package dev.runbook.engine.model;

import java.util.Collection;
import java.util.Comparator;

/** "Did you mean": the nearest known name, where one is near enough. */
public final class Suggestion {
    private static final int NEAR = 3;

    private Suggestion() {}

    /** {@code "; did you mean 'x'?"}, or nothing. */
    public static String near(String found, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(found, each) <= Math.min(NEAR, Math.max(1, found.length() / 2)))
                .min(Comparator.comparingInt((String each) -> distance(found, each))
                        .thenComparing(each -> each))
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
    }

    /** Damerau-Levenshtein distance (optimal string alignment), letters compared without case. */
    static int distance(String a, String b) {
        String from = a.toLowerCase(java.util.Locale.ROOT);
        String to = b.toLowerCase(java.util.Locale.ROOT);
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int swap = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + swap);
        boolean transposed =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return transposed ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
