package dev.runbook.plugins.aws

/** The default chain of the SDK asks the properties of this process first. The reports of the build hold these properties: the key is no marked secret. */
class Credentials {
    static void given() {
        System.setProperty('aws.accessKeyId', 'AKIDEXAMPLE')
        System.setProperty('aws.secretAccessKey', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
    }
}
