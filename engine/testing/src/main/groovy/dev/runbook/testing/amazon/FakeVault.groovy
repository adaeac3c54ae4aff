package dev.runbook.testing.amazon

/** Secrets Manager and the parameters of Systems Manager. */
class FakeVault {
    final Map<String, String> secrets = [:]
    final Map<String, String> parameters = [:]

    Map answer(String action, Map asked) {
        switch (action) {
            case 'GetSecretValue':
                if (!secrets.containsKey(asked.SecretId)) {
                    throw new FakeAmazon.Refused('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
                }
                return [ARN: "arn:$asked.SecretId".toString(), Name: asked.SecretId, SecretString: secrets[asked.SecretId]]
            case 'GetParameter':
                if (!parameters.containsKey(asked.Name)) {
                    throw new FakeAmazon.Refused('ParameterNotFound', '')
                }
                return [Parameter: [Name: asked.Name, Type: 'SecureString', Value: asked.WithDecryption ? parameters[asked.Name] : 'AQICAHencrypted']]
        }
    }
}
