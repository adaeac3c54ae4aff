package dev.runbook.dsl.check;

import dev.runbook.engine.model.RunbookException;
import groovyjarjarantlr4.v4.runtime.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Reads a script into a tree. It stops before any name is resolved and any transformation is looked for: nothing that a script says can
 * make the reading execute, load or fetch something.
 */
final class ScriptParser implements Reading {
    private final Findings findings;

    ScriptParser(Findings findings) {
        this.findings = findings;
    }

    @Override
    public ScriptFile read(Path path, String label) {
        String text = text(path, label);
        List<String> lines = text.lines().toList();
        ScriptFile unparsed = new ScriptFile(path, label, text, lines, null);
        findings.reading(unparsed);
        Tokens tokens = Tokens.of(text);
        if (tokens.stumble().isPresent()) {
            Tokens.Stumble found = tokens.stumble().get();
            boolean dollar = beginning(found, unparsed.line(found.line())).endsWith("$");
            findings.add(
                    unparsed,
                    found.line(),
                    found.column() - (dollar ? 1 : 0),
                    lexical(found, unparsed.line(found.line())));
            return null;
        }
        tokens.annotations().forEach(token -> annotation(unparsed, token));
        ModuleNode module = parse(text, unparsed, tokens);
        return module == null ? null : new ScriptFile(path, label, text, lines, module);
    }

    private static String text(Path path, String label) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw RunbookException.invalid(label + ": cannot be read as UTF-8 text: " + unreadable);
        }
    }

    private void annotation(ScriptFile file, Token at) {
        findings.add(
                file,
                at.getLine(),
                at.getCharPositionInLine() + 1,
                "annotations (@Grab, @Field, …) are refused: a runbook is checked without executing or fetching anything, and plugins come from --plugins DIR");
    }

    private ModuleNode parse(String text, ScriptFile file, Tokens tokens) {
        SourceUnit unit = SourceUnit.create(file.label(), text);
        try {
            unit.parse();
            unit.completePhase();
            unit.convert();
            if (!unit.getErrorCollector().hasErrors()) {
                return unit.getAST();
            }
        } catch (CompilationFailedException broken) {
            // the collector has what is wrong
        }
        if (tokens.annotations().isEmpty()) {
            syntaxError(unit, file, tokens);
        }
        return null;
    }

    private void syntaxError(SourceUnit unit, ScriptFile file, Tokens tokens) {
        if (tokens.bracket().isPresent()) {
            Tokens.Stumble bracket = tokens.bracket().get();
            findings.add(file, bracket.line(), bracket.column(), bracket.message());
            return;
        }
        SyntaxException error = unit.getErrorCollector().getErrors().stream()
                .filter(SyntaxErrorMessage.class::isInstance)
                .map(each -> ((SyntaxErrorMessage) each).getCause())
                .findFirst()
                .orElse(null);
        if (error == null) {
            findings.add(file, 1, 1, "syntax error");
        } else {
            String found =
                    tokens.at(error.getStartLine(), error.getStartColumn()).orElse("the end of the script");
            findings.add(
                    file,
                    error.getStartLine(),
                    error.getStartColumn(),
                    grammar(error.getOriginalMessage(), found.isBlank() ? "the end of the line" : found));
        }
    }

    private static String grammar(String message, String found) {
        String first = message.strip().lines().findFirst().orElse("").strip();
        return "syntax error: "
                + (first.startsWith("Unexpected input") ? "'" + found + "' is not expected here" : first);
    }

    private static String beginning(Tokens.Stumble found, String line) {
        return line.substring(0, Math.max(0, Math.min(line.length(), found.column() - 1)));
    }

    private static String lexical(Tokens.Stumble found, String line) {
        String at = found.column() - 1 < line.length()
                ? line.substring(found.column() - 1, found.column())
                : "the end of the line";
        if (beginning(found, line).endsWith("$")) {
            return "'$" + at
                    + "' in a double-quoted text is neither ${…} nor a name; write \\$ for the dollar sign itself, or put the text into single quotes";
        }
        if (at.equals("'") || at.equals("\"")) {
            return "the text that begins or ends here has no second quote on this line; write \\" + at
                    + " for a quote inside a text, and use '''…''' or \"\"\"…\"\"\" for several lines";
        }
        return "syntax error: '" + at + "' is not expected here";
    }
}
