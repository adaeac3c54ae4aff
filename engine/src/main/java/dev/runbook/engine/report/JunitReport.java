package dev.runbook.engine.report;

import dev.runbook.engine.journal.RunState;
import dev.runbook.engine.journal.StepState;
import dev.runbook.engine.model.Outcome;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A run as continuous integration reads tests: a case a step, under its phase; what failed is a failure, what nobody knows an error, what did not run is skipped. */
public final class JunitReport {
    private final Timeline timeline;
    private final XMLStreamWriter xml;

    private JunitReport(Timeline timeline, XMLStreamWriter xml) {
        this.timeline = timeline;
        this.xml = xml;
    }

    public static String of(RunState state) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JunitReport(Timeline.of(state), xml).write();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.append('\n').toString();
    }

    private void write() throws XMLStreamException {
        RunState state = timeline.state();
        List<StepState> steps = timeline.steps();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        attribute("name", state.header().get("runbook") + " " + state.run());
        attribute("timestamp", state.started());
        attribute("hostname", state.header().get("operator"));
        attribute("time", seconds(timeline.length().toMillis() / 1000.0));
        attribute("tests", steps.size());
        attribute("failures", count(steps, Outcome.FAILED));
        attribute("errors", count(steps, Outcome.UNKNOWN));
        attribute("skipped", steps.stream().filter(JunitReport::skipped).count());
        for (StepState step : steps) {
            testcase(step);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static long count(List<StepState> steps, Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).count();
    }

    private static boolean skipped(StepState step) {
        return switch (step.outcome()) {
            case SKIPPED, LEFT_OUT, PENDING, WAITING, RUNNING, UNDONE -> true;
            default -> false;
        };
    }

    private void testcase(StepState step) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute(
                "classname",
                timeline.state().header().get("runbook") + (step.phase() == null ? "" : "." + step.phase()));
        attribute("name", step.path());
        attribute("time", seconds(step.seconds()));
        if (step.outcome() == Outcome.FAILED || step.outcome() == Outcome.UNKNOWN) {
            xml.writeStartElement(step.outcome() == Outcome.FAILED ? "failure" : "error");
            String error = String.valueOf(step.error());
            attribute("message", error.lines().findFirst().orElse(""));
            xml.writeCharacters(legal(error));
            xml.writeEndElement();
        } else if (skipped(step)) {
            xml.writeEmptyElement("skipped");
            attribute("message", step.outcome().label());
        }
        evidence(step);
        xml.writeEndElement();
    }

    private void evidence(StepState step) throws XMLStreamException {
        StringBuilder said = new StringBuilder();
        for (Map<String, Object> verification : step.verifications()) {
            said.append(Boolean.TRUE.equals(verification.get("held")) ? "held: " : "did not hold: ")
                    .append(verification.get("what"))
                    .append(": ")
                    .append(verification.get("evidence"))
                    .append('\n');
        }
        if (!said.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(said.toString()));
            xml.writeEndElement();
        }
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        if (value != null) {
            xml.writeAttribute(name, legal(value.toString()));
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** XML has no way to write most control characters. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c <= 0xD7FF
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
