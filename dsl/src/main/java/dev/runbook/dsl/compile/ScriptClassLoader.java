package dev.runbook.dsl.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;

/** Gives the classes of one script. Java and Groovy look for companions of each of them, its bean's description for one, which no jar has: that is said here, before every jar is asked. */
final class ScriptClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String script;
    private final Map<String, byte[]> classes;

    ScriptClassLoader(ClassLoader parent, String script, Map<String, byte[]> classes) {
        super(parent);
        this.script = script;
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(script)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /**
     * Makes the classes beside the thread that evaluates the script, from the last to the first: what Groovy learns of a class before its first use
     * takes longer than what most steps do in a dry run.
     */
    void ahead() {
        List<String> names = new ArrayList<>(classes.keySet());
        Collections.reverse(names);
        Thread beside = new Thread(() -> names.forEach(this::learn), "classes of " + script);
        beside.setDaemon(true);
        beside.start();
    }

    private void learn(String name) {
        try {
            InvokerHelper.getMetaClass(loadClass(name));
        } catch (ClassNotFoundException | LinkageError | RuntimeException later) {
            // whoever needs the class is told
        }
    }
}
