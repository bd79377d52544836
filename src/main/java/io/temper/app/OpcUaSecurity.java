package io.temper.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/** Whom temper speaks to by OPC UA, and as whom. */
final class OpcUaSecurity {
    private OpcUaSecurity() {}

    /** @throws IllegalArgumentException if a password would be sent in the clear, or any machine would be trusted */
    static void check(EventSettings.Opcua settings) {
        boolean secure = policy(settings.security()) != SecurityPolicy.None;
        if (secure && (settings.certificate().isEmpty() || settings.keyStore().isEmpty())) {
            throw new IllegalArgumentException(
                    "temper.events.opcua.security=%s needs .certificate, the machine's, and .key-store, temper's own"
                            .formatted(settings.security()));
        }
        if (!secure && settings.user().isPresent()) {
            throw new IllegalArgumentException(
                    "temper.events.opcua.user: the password would be readable on its way; set temper.events.opcua.security");
        }
    }

    static SecurityPolicy policy(String name) {
        try {
            return SecurityPolicy.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "temper.events.opcua.security=%s is none of %s"
                            .formatted(name, Arrays.toString(SecurityPolicy.values())),
                    e);
        }
    }

    /** Of all certificates that of the settings is trusted; temper's own is the only one of its key store. */
    static void apply(EventSettings.Opcua settings, OpcUaClientConfigBuilder config)
            throws IOException, GeneralSecurityException {
        if (settings.certificate().isEmpty() || settings.keyStore().isEmpty()) {
            return;
        }
        own(settings.keyStore().get(), settings.keyStorePassword().orElse("").toCharArray(), config);
        X509Certificate pinned = read(settings.certificate().get());
        CertificateValidator only = (chain, uri, hosts) -> {
            if (!chain.get(0).equals(pinned)) {
                throw new UaException(
                        StatusCodes.Bad_CertificateUntrusted,
                        "its certificate is not that of temper.events.opcua.certificate");
            }
        };
        config.setCertificateValidator(only);
        settings.user()
                .ifPresent(user -> config.setIdentityProvider(
                        new UsernameProvider(user, settings.password().orElse(""), only)));
    }

    private static void own(Path file, char[] password, OpcUaClientConfigBuilder config)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), password);
        String alias = store.aliases().nextElement();
        if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
            throw new IOException("temper.events.opcua.key-store '%s' has no key of its own".formatted(file));
        }
        X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
        config.setKeyPair(new KeyPair(certificate.getPublicKey(), key));
        config.setCertificate(certificate);
        config.setCertificateChain(new X509Certificate[] {certificate});
    }

    private static X509Certificate read(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
