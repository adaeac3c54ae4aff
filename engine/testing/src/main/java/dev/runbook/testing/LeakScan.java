package dev.runbook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spockframework.runtime.extension.IGlobalExtension;
import org.spockframework.runtime.extension.IMethodInvocation;
import org.spockframework.runtime.model.SpecInfo;

/**
 * After each feature of each specification, before its folders are deleted, looks through all that was written there for marked secrets ({@link Marked}). Only folders that specifications call
 * {@code vault} may hold one: that is where a test keeps what a program is to read.
 */
public final class LeakScan implements IGlobalExtension {
    /** What a job itself prints lies in its private folder on the host until it was read to its end. */
    private static final Pattern JOB_OUTPUT = Pattern.compile("/runbook/jobs/[^/]+/out$");

    @Override
    public void visitSpec(SpecInfo spec) {
        spec.getAllFeatures()
                .forEach(feature -> feature.getFeatureMethod().addInterceptor(invocation -> scanned(invocation, spec)));
    }

    private static void scanned(IMethodInvocation invocation, SpecInfo spec) throws Throwable {
        invocation.proceed();
        for (Path folder : folders()) {
            List<Path> leaks = Marked.in(folder).stream()
                    .filter(file -> !JOB_OUTPUT.matcher(file.toString()).find())
                    .toList();
            if (!leaks.isEmpty()) {
                throw new AssertionError(spec.getName() + ": a secret in plain text was written to " + leaks);
            }
        }
    }

    /** The temporary folders of this process's specifications. */
    private static List<Path> folders() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("runbook.test.folders")))) {
            return all.filter(each -> !each.getFileName().toString().contains("_vault"))
                    .filter(Files::isReadable)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
