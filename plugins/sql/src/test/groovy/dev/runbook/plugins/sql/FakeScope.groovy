package dev.runbook.plugins.sql

import dev.runbook.engine.spi.TargetSpec
import dev.runbook.testing.step.FakeStep

/** A step with databases. */
class FakeScope extends FakeStep {
    FakeScope target(Map<String, Object> values, String name, String access = 'write') {
        targets["database $name".toString()] = new TargetSpec('database', name, values, 'lab.yaml:7', access)
        this
    }

    SqlDatabase sql(String name = 'db') {
        SqlEntry.sql(this, name)
    }
}
