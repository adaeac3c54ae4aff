package dev.runbook.dsl.compile;

import java.util.Map;

/** Gives the classes of one script. Java and Groovy look for companions of each of them, its bean's description for one, which no jar has: that is said here, before every jar is asked. */
final class ScriptClassLoader extends ClassLoader {
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
}
