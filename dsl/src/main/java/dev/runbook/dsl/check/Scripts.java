package dev.runbook.dsl.check;

import dev.runbook.engine.model.RunbookException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** A script and all that it includes, read once each. */
final class Scripts {
    private final Reading parser;
    private final Findings findings;
    private final Declared declared;
    private final Map<Path, ScriptFile> read = new HashMap<>();
    private final Deque<Path> reading = new ArrayDeque<>();
    private boolean broken;

    Scripts(Findings findings, Declared declared, Reading parser) {
        this.findings = findings;
        this.declared = declared;
        this.parser = parser;
    }

    /** The script with everything that it declares known, or null where its syntax is wrong. */
    ScriptFile open(Path path, String label) {
        Path real = path.toAbsolutePath().normalize();
        if (read.containsKey(real)) {
            return read.get(real);
        }
        ScriptFile file = parser.read(path, label);
        read.put(real, file);
        if (file == null) {
            broken = true;
            return null;
        }
        reading.push(real);
        new DeclarationScan(file, declared, this).read();
        reading.pop();
        return file;
    }

    /** All that was read, by its path. */
    Map<Path, ScriptFile> read() {
        return read;
    }

    /** Whether the syntax of one of them is wrong. */
    boolean broken() {
        return broken;
    }

    void include(ScriptFile from, MethodCallExpression call, Expression name, String file) {
        Path beside = from.path().toAbsolutePath().getParent().resolve(file).normalize();
        if (reading.contains(beside)) {
            findings.add(from, name, "'" + file + "' includes itself");
        } else if (!Files.isRegularFile(beside)) {
            findings.add(from, name, "there is no file '" + file + "' beside this one to include");
        } else {
            included(from, call, name, file, beside);
        }
    }

    private void included(ScriptFile from, MethodCallExpression call, Expression name, String file, Path beside) {
        Path folder = Path.of(from.label()).getParent();
        try {
            ScriptFile other = open(
                    beside,
                    (folder == null ? Path.of(file) : folder.resolve(file))
                            .normalize()
                            .toString());
            if (other != null) {
                declared.included(call, other);
            }
        } catch (RunbookException unreadable) {
            findings.add(from, name, unreadable.getMessage());
        }
    }
}
