package dev.runbook.plugins.notify;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.spi.TargetSpec;
import java.net.URI;
import java.util.List;
import java.util.Properties;

/**
 * Where e-mail is handed over.
 *
 * @param protocol {@code smtp} or {@code smtps}
 * @param user     whether it wants a user: then nothing is sent unencrypted
 */
record SmtpServer(String protocol, String host, int port, boolean user) {
    private static final int SUBMISSION = 587;
    private static final int OVER_TLS = 465;
    private static final String PATIENCE = "10000";

    static SmtpServer of(TargetSpec person) {
        String address = person.text("smtp")
                .orElseThrow(() -> new EffectFailed(person.label() + " (" + person.where()
                        + ") needs 'smtp', the mail server; defaults: { people: { smtp: … } } says it for all"));
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && List.of("smtp", "smtps").contains(scheme)) {
                int usual = scheme.equals("smtps") ? OVER_TLS : SUBMISSION;
                return new SmtpServer(
                        scheme,
                        uri.getHost(),
                        uri.getPort() < 0 ? usual : uri.getPort(),
                        person.text("user").isPresent());
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw new EffectFailed("'smtp' of " + person.label() + " (" + person.where()
                + "): expected smtp://HOST:587 or smtps://HOST:465, found '" + address + "'");
    }

    Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "auth", String.valueOf(user));
        properties.setProperty(prefix + "connectiontimeout", PATIENCE);
        properties.setProperty(prefix + "timeout", PATIENCE);
        properties.setProperty(prefix + "writetimeout", PATIENCE);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", String.valueOf(user));
        return properties;
    }

    @Override
    public String toString() {
        return protocol + "://" + host + ":" + port;
    }
}
