package dev.runbook.plugins.aws.ssm;

import dev.runbook.engine.model.EffectFailed;
import dev.runbook.engine.model.OutcomeUnknown;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;

/**
 * What one run of the engine and one host have in common: a private folder there, and a key that nobody else knows. The host makes the key, and sends it encrypted for the engine's public one;
 * so it stands nowhere at Amazon.
 */
final class Session {
    private static final int RSA_BITS = 2048;
    private static final int NAME_BYTES = 12;
    private static final int GONE_AT_ONCE = 50;

    private final Exchange exchange;
    private final String place;
    private final String user;
    private final String folder;
    private final String key;
    private final Seal seal;
    private final ConcurrentLinkedQueue<String> over = new ConcurrentLinkedQueue<>();

    private Session(Exchange exchange, String place, String[] said, Seal seal) {
        this.exchange = exchange;
        this.place = place;
        this.user = said[0];
        this.folder = said[1];
        this.key = said[2];
        this.seal = seal;
    }

    static Session open(Exchange exchange, String place) throws InterruptedException {
        KeyPair pair = pair();
        String publicKey = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        String script = Scripts.hello(
                name(), Base64.getEncoder().encodeToString(publicKey.getBytes(StandardCharsets.US_ASCII)));
        Frame frame = asked(exchange, script);
        if (frame.says("missing")) {
            throw new EffectFailed(place + ": the host has no "
                    + frame.text("missing").replace(" ", ", no ")
                    + ", which the transport ssm needs there. Nothing was run; install it.");
        }
        if (!frame.says("session")) {
            throw new EffectFailed(place + ": no private folder and key could be made in /var/tmp on the host ("
                    + frame.said() + "). Nothing was run. Is its disk full?");
        }
        String[] said = frame.words("session", 4);
        return new Session(exchange, place, said, new Seal(opened(pair, said[3])));
    }

    /** Nothing of a command is in it yet, so that nothing can have been done. */
    private static Frame asked(Exchange exchange, String script) throws InterruptedException {
        try {
            return exchange.ask(script);
        } catch (OutcomeUnknown noAnswer) {
            throw new EffectFailed(noAnswer.getMessage() + ". No command was sent yet.", noAnswer);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has RSA", missing);
        }
    }

    private static String opened(KeyPair pair, String wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
            return new String(cipher.doFinal(Base64.getDecoder().decode(wrapped)), StandardCharsets.US_ASCII).strip();
        } catch (GeneralSecurityException | IllegalArgumentException foreign) {
            throw new EffectFailed("the host's answer cannot be opened: is its openssl older than 1.0.2?", foreign);
        }
    }

    /** A name that nobody guesses. */
    static String name() {
        byte[] bytes = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Exchange exchange() {
        return exchange;
    }

    String place() {
        return place;
    }

    String user() {
        return user;
    }

    Seal seal() {
        return seal;
    }

    /** A script about the command of that name. */
    Scripts script(String command) {
        return Scripts.in(folder, key, command);
    }

    /** The command has ended, and everything it said is here: its folder can go. */
    void over(String command) {
        over.add(command);
    }

    /** Commands whose folders the next one removes. */
    String gone() {
        List<String> some = new ArrayList<>();
        while (some.size() < GONE_AT_ONCE && !over.isEmpty()) {
            some.add(over.poll());
        }
        return String.join(" ", some);
    }

    void close() throws InterruptedException {
        exchange.ask(script("bye").bye());
    }
}
