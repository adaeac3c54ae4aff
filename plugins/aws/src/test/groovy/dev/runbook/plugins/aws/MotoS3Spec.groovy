package dev.runbook.plugins.aws

import spock.lang.Requires
import spock.lang.Shared

/** Files and folders of S3 once more, in another implementation of it. */
@Requires({ Moto.there })
class MotoS3Spec extends S3Spec {
    @Shared
    Moto moto

    @Override
    String endpoint() {
        moto = moto ?: Moto.start()
        moto.endpoint
    }

    def cleanupSpec() {
        moto?.stop()
    }
}
