package dev.runbook.cli.approval;

import java.util.ArrayList;
import java.util.List;

/** What changed between two texts: the lines that went, with {@code -}, and those that came, with {@code +}, each with its number. */
final class LineDifference {
    private LineDifference() {}

    static List<String> of(List<String> before, List<String> now) {
        int[][] common = common(before, now);
        List<String> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < now.size()) {
            if (i < before.size() && j < now.size() && before.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j == now.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                changes.add("- " + (i + 1) + ": " + before.get(i++));
            } else {
                changes.add("+ " + (j + 1) + ": " + now.get(j++));
            }
        }
        return changes;
    }

    /** How many lines the ends of the two, from there on, have in common. */
    private static int[][] common(List<String> before, List<String> now) {
        int[][] lengths = new int[before.size() + 1][now.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                lengths[i][j] = before.get(i).equals(now.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }
}
