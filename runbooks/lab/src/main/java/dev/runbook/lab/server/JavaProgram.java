package dev.runbook.lab.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shell script that runs a class of this program with the Java that runs this program: how a laboratory's host gets a command. */
public final class JavaProgram {
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private JavaProgram() {}

    /** The script's text. */
    public static String script(Class<?> main, String... jvmOptions) {
        return "#!/bin/sh\n" + line(main, jvmOptions);
    }

    /** The last line of such a script: the program takes the shell's place, with the script's arguments. */
    public static String line(Class<?> main, String... jvmOptions) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(QUICK);
        words.addAll(List.of(jvmOptions));
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(main.getName());
        StringBuilder line = new StringBuilder("exec");
        words.forEach(word -> line.append(' ').append(quoted(word)));
        return line.append(" \"$@\"\n").toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
