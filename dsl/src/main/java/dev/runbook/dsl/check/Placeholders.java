package dev.runbook.dsl.check;

import dev.runbook.dsl.words.shell.CommandText;
import dev.runbook.engine.model.Raw;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Whether the placeholders of a command or statement stand where a value can be put: not inside quotes, for one. */
record Placeholders(Walk walk, Place place, String word) {
    /** What stands for a value that nobody knows yet. */
    private static final String VALUE = "x";

    private static final Pattern NUMBERED = Pattern.compile("^The value number (\\d+) of the command stands ");

    void check(GStringExpression text, String parameter) {
        List<Type> types = text.getValues().stream()
                .map(value -> Quiet.type(walk, value, place))
                .toList();
        if (types.stream().anyMatch(type -> type.is(Raw.class))) {
            return;
        }
        List<String> strings = new ArrayList<>();
        text.getStrings().forEach(each -> strings.add(String.valueOf(each.getValue())));
        while (strings.size() <= text.getValues().size()) {
            strings.add("");
        }
        if (parameter.equals("command")) {
            command(text, strings, types);
        } else if (parameter.equals("statement")) {
            statement(text, strings);
        }
    }

    private void command(GStringExpression text, List<String> strings, List<Type> types) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(value(text.getValue(i), types.get(i)));
        }
        try {
            CommandText.shown(new Text(strings, values));
        } catch (RunbookException wrong) {
            Matcher number = NUMBERED.matcher(wrong.getMessage());
            if (number.find()) {
                Expression at = text.getValue(Integer.parseInt(number.group(1)) - 1);
                walk.findings()
                        .add(
                                place,
                                at,
                                word + ": the value "
                                        + ("stands " + wrong.getMessage().substring(number.end()))
                                                .replaceFirst("^stands and ", ""));
            }
        }
    }

    private static Object value(Expression given, Type type) {
        boolean empty =
                given instanceof ListExpression list && list.getExpressions().isEmpty();
        if (given instanceof ConstantExpression constant && constant.getValue() == null) {
            return null;
        }
        return empty ? List.of() : type.is(Collection.class) ? List.of(VALUE) : VALUE;
    }

    private void statement(GStringExpression text, List<String> strings) {
        SqlQuotes quotes = new SqlQuotes();
        for (int i = 0; i < text.getValues().size(); i++) {
            quotes.read(strings.get(i));
            if (quotes.inside()) {
                walk.findings()
                        .add(
                                place,
                                text.getValue(i),
                                word + ": the value stands in quotes, where it can not be bound; leave the quotes out"
                                        + " (parts of a text are joined in SQL: '%' || ${value} || '%'), or write ${ident(name)} for the name of a table or column");
                return;
            }
        }
    }
}
