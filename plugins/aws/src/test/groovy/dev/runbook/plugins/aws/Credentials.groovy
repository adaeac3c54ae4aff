package dev.runbook.plugins.aws

import dev.runbook.testing.Marked

/** The default chain of the SDK asks the properties of this process first. */
class Credentials {
    static void given() {
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', Marked.value('aws'))
    }
}
