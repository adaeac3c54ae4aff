package dev.runbook.engine.forecast;

/**
 * When users will be without service.
 *
 * @param name   null where the runbook gives none
 * @param ends   null where the plan does not end it
 * @param length in seconds
 */
public record OutageForecast(String name, Moment begins, Moment ends, Length length) {}
