package dev.runbook.plugins.notify

import dev.runbook.engine.spi.Notice
import dev.runbook.engine.spi.TargetSpec

/** Somebody who is told something. */
class Told {
    static Notice notice(String headline = 'Move (uat): due now: page', String details = '[ ] open <it> & save') {
        new Notice('due', '20261121-0907-k3f', 'Move', 'uat', 'page', headline, headline + (details ? "\n$details" : ''))
    }

    static TargetSpec person(Map values) { new TargetSpec('people', 'chat admins', values, 'inventory.yaml:7', 'write') }
}
