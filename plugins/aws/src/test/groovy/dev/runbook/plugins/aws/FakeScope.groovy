package dev.runbook.plugins.aws

import dev.runbook.engine.spi.Link
import dev.runbook.engine.spi.TargetSpec
import dev.runbook.plugins.local.LocalTransport
import dev.runbook.testing.step.FakeStep
import java.nio.file.Path

/** A step with an account of Amazon, and hosts that are folders of this machine. */
class FakeScope extends FakeStep {
    FakeScope(Map<String, Object> values = [:], String access = 'write') {
        step = 'move the name'
        targets['aws prod'] = new TargetSpec('aws', 'prod', [region: 'eu-central-1'] + values, 'lab.yaml:7', access)
    }

    FakeScope host(String name, Path dir) {
        targets["host $name".toString()] = new TargetSpec('host', name, [dir: dir.toString(), transport: 'local'], 'lab.yaml:9', 'write')
        this
    }

    /** The same step, taken up by another process: only what is on the disk is left. */
    FakeScope resumed() {
        close()
        this
    }

    @Override
    Link link(String host) {
        new LocalTransport().link(targets["host $host".toString()], null)
    }

    AwsAccount aws() {
        AwsEntry.aws(this, 'prod')
    }
}
