package dev.runbook.plugins.aws

/** The default chain of the SDK asks the properties of this process first. The reports of the build hold these properties: the key is no marked secret. */
class Credentials {
    static final ID = 'AKIDEXAMPLE'
    static final KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

    static void given() {
        System.setProperty('aws.accessKeyId', ID)
        System.setProperty('aws.secretAccessKey', KEY)
    }
}
