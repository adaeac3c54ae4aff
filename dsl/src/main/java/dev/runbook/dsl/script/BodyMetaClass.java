package dev.runbook.dsl.script;

import groovy.lang.Closure;
import groovy.lang.DelegatingMetaClass;
import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import groovy.lang.MetaMethod;
import groovy.lang.MissingMethodException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.reflection.ReflectionCache;
import org.codehaus.groovy.runtime.GeneratedClosure;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.MetaClassHelper;

/**
 * How calls in a closure of a script find their receivers: as Groovy's own meta class of closures does, which first describes the class of each as a
 * bean. That takes longer than most steps do in a dry run, and nobody asks for it; this one shares what is known of all closures.
 */
public final class BodyMetaClass extends DelegatingMetaClass {
    private static final Set<String> ITSELF = Set.of("call", "doCall");

    private final Class<?> type;
    private final List<CachedMethod> bodies;

    private BodyMetaClass(MetaClass closures, Class<?> type, List<CachedMethod> bodies) {
        super(closures);
        this.type = type;
        this.bodies = bodies;
    }

    /** From now on the closures of scripts, and only they, have meta classes of this kind. */
    public static synchronized void install() {
        MetaClassRegistry registry = GroovySystem.getMetaClassRegistry();
        MetaClassRegistry.MetaClassCreationHandle groovy = registry.getMetaClassCreationHandler();
        if (!(groovy instanceof Creation)) {
            registry.setMetaClassCreationHandle(new Creation());
        }
    }

    @Override
    public Class<?> getTheClass() {
        return type;
    }

    @Override
    public void initialize() {
        // what it shares is
    }

    @Override
    public Object invokeMethod(Object closure, String name, Object argument) {
        return invokeMethod(closure, name, InvokerHelper.asArray(argument));
    }

    @Override
    public Object invokeMethod(Object closure, String name, Object[] arguments) {
        return invokeMethod(type, closure, name, arguments, false, false);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Object invokeMethod(
            Class sender, Object receiver, String name, Object[] arguments, boolean toSuper, boolean inside) {
        Closure<?> closure = (Closure<?>) receiver;
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (ITSELF.contains(name)) {
            return callBody(closure, name, given);
        }
        MetaMethod ofAll = delegate.pickMethod(name, MetaClassHelper.convertToTypeArray(given));
        return ofAll == null ? callAround(closure, name, given) : ofAll.doMethodInvoke(closure, given);
    }

    @Override
    @SuppressWarnings({"rawtypes", "deprecation"})
    public MetaMethod pickMethod(String name, Class[] types) {
        return ITSELF.contains(name) ? body(types == null ? 0 : types.length) : delegate.pickMethod(name, types);
    }

    private Object callBody(Closure<?> closure, String name, Object[] arguments) {
        CachedMethod body = body(arguments.length);
        if (body != null) {
            return body.doMethodInvoke(closure, arguments);
        }
        // one list stands for as many arguments as it has elements
        if (arguments.length == 1 && arguments[0] instanceof List<?> list && body(list.size()) != null) {
            return body(list.size()).doMethodInvoke(closure, list.toArray());
        }
        throw new MissingMethodException(name, type, arguments, false);
    }

    /** The body that takes so many arguments; one that takes one is called with null where there is none. */
    private CachedMethod body(int arguments) {
        for (CachedMethod body : bodies) {
            if (body.getParamsCount() == arguments) {
                return body;
            }
        }
        return arguments == 0 ? body(1) : null;
    }

    private Object callAround(Closure<?> closure, String name, Object[] arguments) {
        MissingMethodException missing = null;
        for (Object around : surroundings(closure)) {
            if (around != null && around != closure) {
                try {
                    return around instanceof RunbookScript script && script.hasWord(name)
                            ? script.invokeMethod(name, arguments)
                            : InvokerHelper.invokeMethod(around, name, arguments);
                } catch (MissingMethodException notThere) {
                    missing = missing == null ? notThere : missing;
                }
            }
        }
        throw missing == null ? new MissingMethodException(name, type, arguments, false) : missing;
    }

    private static List<Object> surroundings(Closure<?> closure) {
        Object owner = closure.getOwner();
        Object delegate = closure.getDelegate();
        return switch (closure.getResolveStrategy()) {
            case Closure.TO_SELF -> List.of();
            case Closure.OWNER_ONLY -> Arrays.asList(owner);
            case Closure.DELEGATE_ONLY -> Arrays.asList(delegate);
            case Closure.DELEGATE_FIRST -> delegate == owner ? Arrays.asList(owner) : Arrays.asList(delegate, owner);
            default -> delegate == owner ? Arrays.asList(owner) : Arrays.asList(owner, delegate);
        };
    }

    /** Which closures get such a meta class: those of scripts, where no parameter has a type that arguments would have to be fitted to. */
    private static final class Creation extends MetaClassRegistry.MetaClassCreationHandle {
        Creation() {
            // it would ask every jar for a meta class of its own of each class of a script, and there are none
            setDisableCustomMetaClassLookup(true);
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected MetaClass createNormalMetaClass(Class type, MetaClassRegistry registry) {
            if (GeneratedClosure.class.isAssignableFrom(type) && type.getName().startsWith(RunbookScript.PREFIX)) {
                List<CachedMethod> bodies = Arrays.stream(
                                ReflectionCache.getCachedClass(type).getMethods())
                        .filter(method -> method.getName().equals("doCall"))
                        .toList();
                if (bodies.stream().allMatch(Creation::takesAnything)) {
                    return new BodyMetaClass(registry.getMetaClass(Closure.class), type, bodies);
                }
            }
            return super.createNormalMetaClass(type, registry);
        }

        private static boolean takesAnything(CachedMethod body) {
            return Arrays.stream(body.getNativeParameterTypes()).allMatch(Object.class::equals);
        }
    }
}
