package dev.runbook.plugins.redis

import dev.runbook.engine.spi.TargetSpec
import dev.runbook.testing.step.FakeStep

/** A step with servers of Redis. */
class FakeScope extends FakeStep {
    FakeScope target(Map<String, Object> values, String name, String access = 'write') {
        targets["redis $name".toString()] = new TargetSpec('redis', name, values, 'lab.yaml:7', access)
        this
    }

    RedisCommands redis(String name = 'r') {
        RedisEntry.redis(this, name)
    }
}
