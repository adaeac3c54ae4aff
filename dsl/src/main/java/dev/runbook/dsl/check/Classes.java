package dev.runbook.dsl.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;

/** The classes that a script may name: values, collections, numbers, times, patterns. Everything else is refused, so that a script works on data alone. */
final class Classes {
    private static final List<Class<?>> ALLOWED = List.of(
            Object.class,
            String.class,
            CharSequence.class,
            StringBuilder.class,
            Character.class,
            Boolean.class,
            Number.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Math.class,
            Comparable.class,
            Iterable.class,
            Void.class,
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            Error.class,
            AssertionError.class,
            IllegalArgumentException.class,
            IllegalStateException.class,
            NumberFormatException.class,
            ArithmeticException.class,
            NullPointerException.class,
            IndexOutOfBoundsException.class,
            UnsupportedOperationException.class,
            ClassCastException.class,
            java.util.Collection.class,
            List.class,
            java.util.ArrayList.class,
            java.util.LinkedList.class,
            Map.class,
            java.util.HashMap.class,
            java.util.LinkedHashMap.class,
            java.util.TreeMap.class,
            java.util.SortedMap.class,
            Set.class,
            java.util.HashSet.class,
            java.util.LinkedHashSet.class,
            java.util.TreeSet.class,
            java.util.SortedSet.class,
            java.util.Queue.class,
            java.util.Deque.class,
            java.util.ArrayDeque.class,
            java.util.Iterator.class,
            java.util.Collections.class,
            Arrays.class,
            java.util.Objects.class,
            Optional.class,
            java.util.UUID.class,
            java.util.Comparator.class,
            java.util.BitSet.class,
            java.util.StringJoiner.class,
            java.util.Base64.class,
            java.util.Locale.class,
            java.util.NoSuchElementException.class,
            java.util.regex.Pattern.class,
            java.util.regex.Matcher.class,
            java.util.regex.PatternSyntaxException.class,
            java.math.BigDecimal.class,
            java.math.BigInteger.class,
            java.math.RoundingMode.class,
            java.math.MathContext.class,
            java.nio.file.Path.class,
            groovy.lang.Closure.class,
            groovy.lang.GString.class,
            groovy.lang.Range.class,
            groovy.lang.IntRange.class);
    private static final Set<String> OPEN_PACKAGES =
            Set.of("java.time", "java.time.format", "java.time.temporal", "java.time.chrono");
    /** Where the language looks for a simple name. */
    private static final List<String> SEARCHED = List.of(
            "java.time.",
            "java.lang.",
            "java.util.",
            "java.io.",
            "java.net.",
            "groovy.lang.",
            "groovy.util.",
            "java.util.regex.",
            "java.nio.file.",
            "java.util.concurrent.",
            "groovy.json.",
            "groovy.sql.",
            "groovy.xml.");

    private static final Set<String> IMPORTABLE = Set.of("java.util", "java.util.regex", "java.math", "java.lang");
    private static final Map<String, Class<?>> BY_NAME = new HashMap<>();

    static {
        ALLOWED.forEach(type -> {
            BY_NAME.put(type.getSimpleName(), type);
            BY_NAME.put(type.getName(), type);
        });
        List.of(
                        int.class,
                        long.class,
                        boolean.class,
                        double.class,
                        float.class,
                        short.class,
                        byte.class,
                        char.class,
                        void.class)
                .forEach(type -> BY_NAME.put(type.getName(), type));
        BY_NAME.put("var", Object.class);
        BY_NAME.put("def", Object.class);
    }

    private Classes() {}

    /** The class of this simple or full name, if scripts may name it. */
    static Optional<Class<?>> allowed(String name) {
        Class<?> listed = BY_NAME.get(name);
        if (listed != null) {
            return Optional.of(listed);
        }
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return load("java.time." + name);
        }
        return OPEN_PACKAGES.contains(name.substring(0, dot)) ? load(name) : Optional.empty();
    }

    /** The same in a script, which may import names. */
    static Optional<Class<?>> allowed(String name, ScriptFile file) {
        ImportNode imported = file.module().getImport(name);
        if (imported != null) {
            return allowed(imported.getType().getName());
        }
        Optional<Class<?>> known = allowed(name);
        return known.isPresent() || name.indexOf('.') >= 0
                ? known
                : file.module().getStarImports().stream()
                        .map(each -> allowed(each.getPackageName() + name))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** Whether the script imports this method or constant of a class. */
    static boolean importsStatically(ScriptFile file, String name) {
        return file.module().getStaticImports().containsKey(name)
                || file.module().getStaticStarImports().values().stream()
                        .map(each -> allowed(each.getType().getName()))
                        .flatMap(Optional::stream)
                        .anyMatch(type -> Arrays.stream(type.getMethods())
                                        .anyMatch(each -> each.getName().equals(name))
                                || Arrays.stream(type.getFields())
                                        .anyMatch(each -> each.getName().equals(name)));
    }

    /** The simple names of the allowed classes, for suggestions. */
    static Set<String> names() {
        return ALLOWED.stream().map(Class::getSimpleName).collect(java.util.stream.Collectors.toSet());
    }

    /** Whether there is such a class at all, where the language would look for it. */
    static boolean exists(String name) {
        return name.indexOf('.') >= 0
                ? load(name).isPresent()
                : SEARCHED.stream().anyMatch(prefix -> load(prefix + name).isPresent());
    }

    static boolean mayImportAll(String packageName) {
        String name = packageName.replaceFirst("\\.$", "");
        return OPEN_PACKAGES.contains(name) || IMPORTABLE.contains(name);
    }

    /** The class of a type as the script writes it, its innermost one where it is an array. */
    static String name(ClassNode type) {
        ClassNode element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.getName();
    }

    static String refusal(String name) {
        String hint = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "File", "Files", "Paths", "FileReader", "FileWriter", "RandomAccessFile" ->
                "; files are the business of readFile, writeFile, upload and download";
            case "Thread", "Executors", "Timer", "CompletableFuture" ->
                "; steps run at once in parallel(…) { }, and waitFor waits";
            case "Process", "ProcessBuilder", "Runtime" -> "; commands are the business of sh, probe and job";
            case "URL", "URI", "Socket", "ServerSocket", "HttpURLConnection", "InetAddress" ->
                "; the network is the business of http, tcp and dns";
            case "System" -> "; values from outside come as params, secrets and environment";
            case "JsonSlurper", "JsonOutput", "XmlSlurper", "XmlParser" ->
                "; data is read by readJson, readYaml and .json of a reply or a command";
            default -> "";
        };
        return "'" + name + "' is refused: plain Groovy works on data (texts, numbers, lists, maps, patterns, times)"
                + hint;
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, Classes.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError none) {
            return Optional.empty();
        }
    }
}
