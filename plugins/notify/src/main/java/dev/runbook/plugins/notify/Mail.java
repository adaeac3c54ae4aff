package dev.runbook.plugins.notify;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.Secret;
import dev.runbook.engine.spi.Key;
import dev.runbook.engine.spi.Notice;
import dev.runbook.engine.spi.Notifier;
import dev.runbook.engine.spi.TargetSpec;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Sends e-mail through an SMTP server. */
public final class Mail implements Notifier {
    @Override
    public String name() {
        return "mail";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.of("mail", List.class, "the address, or several"),
                Key.of(
                        "smtp",
                        String.class,
                        "the server: smtp://HOST:587 (STARTTLS, obligatory once there is a user), smtps://HOST:465 (TLS)"),
                Key.of("from", String.class, "the sender's address"),
                Key.of("user", String.class, "the user at the server, where it wants one"),
                Key.of("password", Secret.class, "the password at the server"));
    }

    @Override
    public void send(Notice notice, TargetSpec person) throws IOException {
        SmtpServer server = SmtpServer.of(person);
        Session session = Session.getInstance(server.properties());
        try (Transport transport = session.getTransport(server.protocol())) {
            MimeMessage message = message(notice, person, session);
            transport.connect(
                    server.host(),
                    server.port(),
                    person.text("user").orElse(null),
                    person.secret("password").map(Secret::reveal).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException refused) {
            throw new EffectFailed(
                    server + " refuses the user and password of " + person.label() + " (" + person.where() + ")");
        } catch (MessagingException failed) {
            throw new IOException(server + ": " + failed.getMessage());
        }
    }

    private static MimeMessage message(Notice notice, TargetSpec person, Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(addresses(
                List.of(
                        person.text("from")
                                .orElseThrow(
                                        () -> new EffectFailed(
                                                person.label() + " (" + person.where()
                                                        + ") needs 'from', the sender's address; defaults: { people: { from: … } } says it for all"))),
                person)[0]);
        message.setRecipients(
                Message.RecipientType.TO, addresses((List<?>) person.values().get("mail"), person));
        // a line end in a subject would begin another header
        message.setSubject(notice.headline().replaceAll("\\s+", " ").strip(), StandardCharsets.UTF_8.name());
        message.setText(notice.text() + "\n\nrun " + notice.run() + "\n", StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Runbook-Event", notice.event());
        message.setSentDate(new Date());
        return message;
    }

    private static InternetAddress[] addresses(List<?> texts, TargetSpec person) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (Object text : texts) {
            try {
                InternetAddress address = new InternetAddress(String.valueOf(text), true);
                address.validate();
                addresses.add(address);
            } catch (AddressException malformed) {
                throw new EffectFailed("'" + text + "' in " + person.label() + " (" + person.where()
                        + ") is no e-mail address: " + malformed.getMessage());
            }
        }
        return addresses.toArray(new InternetAddress[0]);
    }
}
