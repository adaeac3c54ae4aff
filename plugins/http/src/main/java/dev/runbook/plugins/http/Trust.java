package dev.runbook.plugins.http;

import dev.runbook.engine.model.EffectFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which certificate authorities are trusted: the Java installation's, and those of a file. */
final class Trust {
    private Trust() {}

    /** With the authorities of a PEM file in addition. */
    static SSLContext alsoIn(Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(authorities(pem)), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new EffectFailed("http: ca: cannot use " + pem + ": " + broken.getMessage(), broken);
        }
    }

    /** Those of the file, and the usual ones. */
    static KeyStore authorities(Path pem) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (Certificate each : certificates(pem)) {
            all.setCertificateEntry("extra-" + number++, each);
        }
        for (X509Certificate each : usual()) {
            all.setCertificateEntry("usual-" + number++, each);
        }
        return all;
    }

    private static Collection<? extends Certificate> certificates(Path pem) throws IOException {
        if (!Files.isRegularFile(pem)) {
            throw new EffectFailed(
                    "http: ca: there is no file " + pem + "; the path is relative to the runbook's folder.");
        }
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException unreadable) {
            throw new EffectFailed(
                    "http: ca: expected certificates in PEM form in " + pem + ": " + unreadable.getMessage(),
                    unreadable);
        }
        throw new EffectFailed(
                "http: ca: found no certificate in " + pem + "; expected PEM, -----BEGIN CERTIFICATE-----");
    }

    static List<X509Certificate> usual() throws GeneralSecurityException {
        List<X509Certificate> usual = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager authorities) {
                usual.addAll(List.of(authorities.getAcceptedIssuers()));
            }
        }
        return usual;
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
