package dev.runbook.dsl.check;

import groovy.lang.Closure;
import groovy.lang.GString;
import groovy.lang.MetaClass;
import groovy.lang.MetaMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What can be called on, and read of, values that are data; and what never may, since it leads out of the data. */
final class Members {
    /** Methods that Groovy or Java put on any text, list or object, and that reach processes, files, the network, threads, classes or the console. */
    private static final Set<String> FORBIDDEN = Set.of(
            "getClass",
            "getMetaClass",
            "setMetaClass",
            "invokeMethod",
            "newInstance",
            "evaluate",
            "sleep",
            "print",
            "println",
            "printf",
            "use",
            "toFile",
            "toURL",
            "toURI",
            "toUri",
            "toRealPath",
            "getFileSystem",
            "register",
            "wait",
            "notify",
            "notifyAll",
            "mixin",
            "addShutdownHook",
            "parallelStream",
            "getDeclaringClass",
            "getClassLoader",
            "forName",
            "getProperties",
            "getMetaPropertyValues",
            "getProperty",
            "setProperty",
            "methodMissing",
            "propertyMissing",
            "setDefault",
            "getInteger",
            "getLong",
            "getBoolean",
            "getOwner",
            "getDelegate",
            "setDelegate",
            "getThisObject",
            "rehydrate",
            "dehydrate",
            "runAfter",
            "start",
            "startDaemon",
            "newReader",
            "newWriter",
            "newInputStream",
            "newOutputStream",
            "eachFile",
            "eachFileRecurse",
            "deleteDir");

    private static final Set<String> FORBIDDEN_PROPERTIES =
            Set.of("class", "metaClass", "classLoader", "fileSystem", "declaringClass");
    private static final Set<String> CLOSURE_PROPERTIES =
            Set.of("owner", "delegate", "thisObject", "directive", "resolveStrategy");
    /** Harmless names of that list on something whose own words they are, or whose type nobody knows. */
    private static final Set<String> ONLY_ON_CLASSES =
            Set.of("setDefault", "getInteger", "getLong", "getBoolean", "forName", "register", "start", "startDaemon");
    /** What Groovy adds to data and scripts use all the time, with what it gives: spares the search in Groovy's own tables. */
    private static final Map<String, Class<?>> GROOVY = Map.ofEntries(
            Map.entry("each", Object.class),
            Map.entry("eachWithIndex", Object.class),
            Map.entry("collect", Object.class),
            Map.entry("collectEntries", Map.class),
            Map.entry("collectMany", List.class),
            Map.entry("findAll", Object.class),
            Map.entry("find", Object.class),
            Map.entry("any", Boolean.class),
            Map.entry("every", Boolean.class),
            Map.entry("join", String.class),
            Map.entry("tokenize", List.class),
            Map.entry("toInteger", Integer.class),
            Map.entry("toLong", Long.class),
            Map.entry("sum", Object.class),
            Map.entry("size", Integer.class),
            Map.entry("sort", Object.class),
            Map.entry("unique", Object.class),
            Map.entry("groupBy", Map.class),
            Map.entry("first", Object.class),
            Map.entry("last", Object.class),
            Map.entry("take", Object.class),
            Map.entry("drop", Object.class),
            Map.entry("max", Object.class),
            Map.entry("min", Object.class),
            Map.entry("inject", Object.class),
            Map.entry("with", Object.class),
            Map.entry("tap", Object.class),
            Map.entry("toSet", Set.class),
            Map.entry("toList", List.class),
            Map.entry("intdiv", Number.class),
            Map.entry("stripIndent", String.class),
            Map.entry("readLines", List.class));

    private static final Set<String> ON_NUMBERS = Set.of(
            "times",
            "upto",
            "downto",
            "step",
            "intdiv",
            "round",
            "abs",
            "power",
            "plus",
            "minus",
            "multiply",
            "div",
            "mod",
            "toInteger",
            "toLong",
            "toDouble",
            "toBigDecimal",
            "toBigInteger");
    private static final Map<Class<?>, Set<String>> GROOVY_NAMES = new ConcurrentHashMap<>();

    /** Whether it is one of the names that Groovy adds and scripts use all the time. */
    static boolean isOften(String method) {
        return GROOVY.containsKey(method) || ON_NUMBERS.contains(method);
    }

    /** Whether calling it is refused whatever it is called on. */
    boolean forbidden(Type receiver, String method, int arguments) {
        if (method.equals("execute")) {
            return receiver.isText() || receiver.is(Collection.class) || arguments != 1 && !receiver.known();
        }
        if (ONLY_ON_CLASSES.contains(method)) {
            return receiver.is(Class.class);
        }
        return FORBIDDEN.contains(method);
    }

    boolean forbiddenProperty(Type receiver, String property) {
        return FORBIDDEN_PROPERTIES.contains(property) && !receiver.is(Map.class)
                || receiver.is(Closure.class) && CLOSURE_PROPERTIES.contains(property)
                || property.equals("properties")
                        && receiver.known()
                        && !receiver.is(Map.class)
                        && !receiver.is(Collection.class);
    }

    /** What the method of a known type gives; empty where the type has no such method. */
    Optional<Type> method(Class<?> given, String name, int arguments) {
        if (Map.class.isAssignableFrom(given) && !GROOVY.containsKey(name)) {
            return Optional.of(Type.DYNAMIC);
        }
        Class<?> type = given == GString.class ? String.class : given;
        List<Method> own = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        if (!own.isEmpty()) {
            return Optional.of(common(own.stream()
                    .filter(method -> method.getParameterCount() == arguments)
                    .toList()));
        }
        if (GROOVY.containsKey(name)
                && (Collection.class.isAssignableFrom(type)
                        || Map.class.isAssignableFrom(type)
                        || CharSequence.class.isAssignableFrom(type))) {
            return Optional.of(
                    name.equals("size")
                                    || !Collection.class.isAssignableFrom(type)
                                            && !name.startsWith("to")
                                            && !name.equals("stripIndent")
                            ? Type.DYNAMIC
                            : Type.of(GROOVY.get(name)));
        }
        if (Number.class.isAssignableFrom(type) && ON_NUMBERS.contains(name)) {
            return Optional.of(Type.DYNAMIC);
        }
        boolean closed = java.nio.file.Path.class.isAssignableFrom(type);
        return !closed && groovyNames(type).contains(name) ? Optional.of(Type.DYNAMIC) : Optional.empty();
    }

    /** Whether the method of a known type takes so many arguments; in doubt it does. Groovy passes null for a single argument that is missing. */
    boolean takes(Class<?> given, String name, int arguments) {
        Class<?> type = given == GString.class ? String.class : given;
        List<Method> own = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        boolean fits = own.isEmpty()
                || own.stream()
                        .anyMatch(method -> method.isVarArgs()
                                || method.getParameterCount() == arguments
                                || arguments == 0 && method.getParameterCount() == 1);
        return fits || GROOVY.containsKey(name) || addedByGroovy(type, name);
    }

    private static boolean addedByGroovy(Class<?> type, String name) {
        return InvokerHelper.getMetaClass(concrete(type)).getMetaMethods().stream()
                .anyMatch(method -> method.getName().equals(name));
    }

    /** A constant of a class, or what a static method without arguments gives; empty where there is none. */
    Optional<Type> constant(Class<?> type, String name) {
        return Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getName().equals(name))
                .map(field -> Type.of(field.getType()))
                .findFirst();
    }

    /** What the property of a known type is; empty where the type has none. */
    Optional<Type> property(Class<?> type, String name) {
        if (Map.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || type.isArray()
                || name.isEmpty()
                || type.getName().startsWith("java.time.")) {
            return Optional.of(Type.DYNAMIC);
        }
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<Method> getters = Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && (method.getName().equals("get" + capital)
                                || method.getName().equals("is" + capital)))
                .toList();
        if (!getters.isEmpty()) {
            return Optional.of(common(getters));
        }
        boolean field =
                Arrays.stream(type.getFields()).anyMatch(each -> each.getName().equals(name));
        Class<?> groovy = type == GString.class ? String.class : type;
        return field || groovyNames(groovy).contains("get" + capital) ? Optional.of(Type.DYNAMIC) : Optional.empty();
    }

    Set<String> propertyNames(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            if (method.getParameterCount() == 0
                    && name.startsWith("get")
                    && name.length() > 3
                    && !name.equals("getClass")) {
                names.add(Character.toLowerCase(name.charAt(3)) + name.substring(4));
            }
        }
        return names;
    }

    /** All names that can be called on the type, for suggestions. */
    Set<String> methodNames(Class<?> type) {
        Set<String> names = groovyNames(type);
        Arrays.stream(type.getMethods()).map(Method::getName).forEach(names::add);
        names.removeAll(FORBIDDEN);
        return names;
    }

    /** Groovy's own tables: exact, but slow to build, so asked last. */
    private static Set<String> groovyNames(Class<?> type) {
        return new TreeSet<>(GROOVY_NAMES.computeIfAbsent(type, Members::readGroovyNames));
    }

    private static Set<String> readGroovyNames(Class<?> type) {
        Set<String> names = new TreeSet<>();
        MetaClass meta = InvokerHelper.getMetaClass(concrete(type));
        meta.getMetaMethods().stream().map(MetaMethod::getName).forEach(names::add);
        meta.getMethods().stream().map(MetaMethod::getName).forEach(names::add);
        return names;
    }

    private static Class<?> concrete(Class<?> type) {
        if (type == GString.class) {
            return org.codehaus.groovy.runtime.GStringImpl.class;
        }
        return type == List.class
                ? java.util.ArrayList.class
                : type == Map.class ? java.util.LinkedHashMap.class : type;
    }

    private static Type common(List<Method> methods) {
        List<Class<?>> results =
                methods.stream().<Class<?>>map(Method::getReturnType).distinct().toList();
        boolean generic = methods.stream()
                .anyMatch(method ->
                        !(method.getGenericReturnType() instanceof Class) && method.getReturnType() == Object.class);
        return results.size() == 1 && !generic ? Type.of(results.get(0)) : Type.DYNAMIC;
    }
}
