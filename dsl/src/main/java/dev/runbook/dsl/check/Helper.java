package dev.runbook.dsl.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;

/** A method of the script, and what its body was found to do: it is judged by where it is called. */
final class Helper {
    private final ScriptFile file;
    private final MethodNode method;
    private final List<Call> calls = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private String hostWord;
    private String writingWord;
    private String stepWord;
    private String destroyingWord;

    /** A call of another helper; {@code onHost} when a host is opened around it. */
    private record Call(Helper helper, boolean onHost) {}

    Helper(ScriptFile file, MethodNode method) {
        this.file = file;
        this.method = method;
    }

    String name() {
        return method.getName();
    }

    ScriptFile file() {
        return file;
    }

    MethodNode method() {
        return method;
    }

    /** Whether so many arguments fit. */
    boolean takes(int arguments) {
        Parameter[] parameters = method.getParameters();
        long optional = java.util.Arrays.stream(parameters)
                .filter(Parameter::hasInitialExpression)
                .count();
        boolean many = parameters.length > 0
                && parameters[parameters.length - 1].getType().isArray();
        return arguments >= parameters.length - optional - (many ? 1 : 0) && (many || arguments <= parameters.length);
    }

    /** Whether it stands before another of the same script with the same parameters, so that nobody could tell which one is called. */
    boolean hides(Helper other) {
        return file == other.file
                && method.getLineNumber() < other.method.getLineNumber()
                && types().equals(other.types());
    }

    private List<String> types() {
        return java.util.Arrays.stream(method.getParameters())
                .map(each -> each.getType().getName())
                .toList();
    }

    /** The class that it declares for an argument; null where it declares none, or the argument is one of many. */
    Class<?> declared(int argument) {
        Parameter[] parameters = method.getParameters();
        if (argument >= parameters.length
                || parameters[argument].isDynamicTyped()
                || parameters[argument].getType().isArray()) {
            return null;
        }
        return Classes.allowed(Classes.name(parameters[argument].getType()), file)
                .orElse(null);
    }

    String signature() {
        return name()
                + java.util.Arrays.stream(method.getParameters())
                        .map(Parameter::getName)
                        .toList()
                        .toString()
                        .replace('[', '(')
                        .replace(']', ')');
    }

    void usesHostWord(String word) {
        hostWord = hostWord == null ? word : hostWord;
    }

    void writes(String word) {
        writingWord = writingWord == null ? word : writingWord;
    }

    void destroys(String word) {
        destroyingWord = destroyingWord == null ? word : destroyingWord;
    }

    void uses(String word) {
        stepWord = stepWord == null ? word : stepWord;
    }

    void reads(String result) {
        results.add(result);
    }

    void calls(Helper other, boolean onHost) {
        calls.add(new Call(other, onHost));
    }

    /** A host word that runs on the host of the caller. */
    Optional<String> hostWord() {
        return first(each -> each.hostWord, call -> !call.onHost, new HashSet<>());
    }

    Optional<String> writingWord() {
        return first(each -> each.writingWord, call -> true, new HashSet<>());
    }

    Optional<String> destroyingWord() {
        return first(each -> each.destroyingWord, call -> true, new HashSet<>());
    }

    Optional<String> stepWord() {
        return first(each -> each.stepWord, call -> true, new HashSet<>());
    }

    /** The names of the steps whose results it reads, those of the helpers that it calls among them. */
    Set<String> results() {
        Set<String> all = new java.util.TreeSet<>();
        first(
                each -> {
                    all.addAll(each.results);
                    return null;
                },
                call -> true,
                new HashSet<>());
        return all;
    }

    private Optional<String> first(
            Function<Helper, String> word, java.util.function.Predicate<Call> follow, Set<Helper> seen) {
        if (!seen.add(this)) {
            return Optional.empty();
        }
        Optional<String> own = Optional.ofNullable(word.apply(this));
        return own.isPresent()
                ? own
                : calls.stream()
                        .filter(follow)
                        .map(call -> call.helper.first(word, follow, seen))
                        .flatMap(Optional::stream)
                        .findFirst();
    }
}
