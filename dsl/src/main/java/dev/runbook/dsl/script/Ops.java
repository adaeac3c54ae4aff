package dev.runbook.dsl.script;

import dev.runbook.dsl.pending.PendingValue;
import dev.runbook.dsl.words.value.ReadFromText;
import dev.runbook.engine.model.Pending;
import dev.runbook.engine.model.PendingBranch;
import dev.runbook.engine.model.RunbookException;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.model.Text;
import groovy.lang.GString;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/**
 * The operators of a script. Groovy silently takes a side where one operand is pending, or prints a secret's mask where one is secret; compiled
 * scripts call these hooks instead.
 */
public final class Ops {
    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("+", "plus"),
            Map.entry("-", "minus"),
            Map.entry("*", "multiply"),
            Map.entry("/", "div"),
            Map.entry("%", "remainder"),
            Map.entry("**", "power"),
            Map.entry("<<", "leftShift"),
            Map.entry(">>", "rightShift"),
            Map.entry(">>>", "rightShiftUnsigned"),
            Map.entry("&", "and"),
            Map.entry("|", "or"),
            Map.entry("^", "xor"));

    private Ops() {}

    /** {@code a OP b} for every operator that neither assigns nor short-circuits. */
    public static Object binary(Object left, String operator, Object right) throws Throwable {
        if (left instanceof Pending || right instanceof Pending) {
            return new PendingValue(shown(left) + " " + operator + " " + shown(right));
        }
        String method = METHODS.get(operator);
        if (method != null) {
            refuseSecrets(left, operator, right);
            return left instanceof Number && operator.equals("%")
                    ? InvokerHelper.invokeMethod(left, "remainder", right)
                    : InvokerHelper.invokeMethod(left, method, right);
        }
        return compare(left, operator, right);
    }

    /** {@code value as Type}, {@code (Type) value}, {@code Type x = value}. */
    public static Object convert(Object value, Class<?> type, boolean coerce) throws Throwable {
        if (value instanceof Pending && !type.isInstance(value)) {
            throw new PendingBranch(value.toString());
        }
        if ((type == String.class || type == CharSequence.class) && isSecret(value)) {
            throw secretAsText();
        }
        return coerce ? ScriptBytecodeAdapter.asType(value, type) : ScriptBytecodeAdapter.castToType(value, type);
    }

    /** {@code value instanceof Type}. */
    public static Object isInstance(Object value, Class<?> type) {
        if (value instanceof Pending) {
            throw new PendingBranch(value.toString());
        }
        return type.isInstance(value);
    }

    /** {@code value[key]} where it is read. */
    public static Object at(Object value, Object key) {
        if (value instanceof Pending || key instanceof Pending) {
            return new PendingValue(shown(value) + "[" + shown(key) + "]");
        }
        return InvokerHelper.invokeMethod(value, "getAt", key);
    }

    private static Object compare(Object left, String operator, Object right) throws Throwable {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<" -> ScriptBytecodeAdapter.compareLessThan(left, right);
            case "<=" -> ScriptBytecodeAdapter.compareLessThanEqual(left, right);
            case ">" -> ScriptBytecodeAdapter.compareGreaterThan(left, right);
            case ">=" -> ScriptBytecodeAdapter.compareGreaterThanEqual(left, right);
            case "<=>" -> ScriptBytecodeAdapter.compareTo(left, right);
            case "===" -> left == right;
            case "!==" -> left != right;
            case "in" -> ScriptBytecodeAdapter.isCase(left, right);
            case "!in" -> !ScriptBytecodeAdapter.isCase(left, right);
            case "=~" -> ScriptBytecodeAdapter.findRegex(left, right);
            case "==~" -> ScriptBytecodeAdapter.matchRegex(left, right);
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
    }

    private static boolean equal(Object left, Object right) {
        if (left instanceof ReadFromText value && right instanceof CharSequence text) {
            return value.sameAs(text);
        }
        if (right instanceof ReadFromText value && left instanceof CharSequence text) {
            return value.sameAs(text);
        }
        return ScriptBytecodeAdapter.compareEqual(plain(left), plain(right));
    }

    /** The output of a command counts as its text when it is compared with one. */
    private static Object plain(Object value) {
        return value instanceof CharSequence text && !(value instanceof GString) ? text.toString() : value;
    }

    private static void refuseSecrets(Object left, String operator, Object right) {
        if (operator.equals("+") && (isSecret(left) || isSecret(right))) {
            throw secretAsText();
        }
    }

    private static RunbookException secretAsText() {
        return RunbookException.invalid("A secret cannot become plain text. Interpolate it, \"…${secrets.name}…\", "
                + "and hand that to the word that needs it, or pass it through env: or stdin:.");
    }

    private static boolean isSecret(Object value) {
        return value instanceof Secret || value instanceof GString text && Text.secretIn(Interpolation.text(text));
    }

    private static String shown(Object value) {
        return value instanceof Pending pending ? pending.what() : String.valueOf(value);
    }
}
