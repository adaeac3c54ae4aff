package dev.runbook.plugins.aws

import dev.runbook.testing.amazon.FakeAmazon

/** Amazon as far as the words need it, for steps of specifications. */
class FakeAws extends FakeAmazon {
    FakeScope scope(Map<String, Object> more = [:], String access = 'write') {
        new FakeScope([endpoint: endpoint] + more, access)
    }
}
