package dev.runbook.dsl.compile;

import dev.runbook.dsl.plan.BodyFacts;
import dev.runbook.dsl.script.RunbookScript;
import java.util.Map;

/** A script as a class that runs, with the facts of its bodies by {@code FILE:LINE:COLUMN}. */
public record Compiled(Source source, Class<? extends RunbookScript> type, Map<String, BodyFacts> facts) {}
