package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a query, where its text tells each of them: {@code select id, count(*) as messages from …}. */
final class SelectList {
    private static final Pattern QUERY = Pattern.compile("(?is)\\s*select\\s+(?:distinct\\s+)?(.+?)\\s+from\\s.*");
    private static final Pattern COLUMN = Pattern.compile("(?is)(?:.*\\sas\\s+|(?:\\w+\\.)*)(\\w+)");

    private SelectList() {}

    /** Their names in lower case; empty where one of them is not certain. */
    static Optional<Set<String>> columns(String statement) {
        Matcher query = QUERY.matcher(statement);
        if (!query.matches() || statement.toLowerCase(Locale.ROOT).contains("union")) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        for (String item : items(query.group(1))) {
            Matcher column = COLUMN.matcher(item.strip());
            if (!column.matches()) {
                return Optional.empty();
            }
            names.add(column.group(1).toLowerCase(Locale.ROOT));
        }
        return Optional.of(names);
    }

    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char sign = list.charAt(i);
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (sign == ',' && depth == 0) {
                items.add(list.substring(begin, i));
                begin = i + 1;
            }
        }
        items.add(list.substring(begin));
        return items;
    }
}
