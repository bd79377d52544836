package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temper.app.OpcUaMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real OPC UA server that encrypts. */
class OpcUaSecurityIT {
    @TempDir
    Path folder;

    private TestingMachine machine;
    private WayIn way;

    @BeforeEach
    void startMachine() throws Exception {
        machine = new TestingMachine().secured().start();
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
        machine.close();
    }

    @Test
    void opcua_secureMachine_isSpokenToIfItIsTheOne() throws Exception {
        way = settings("secret", machine.certificate()).way(folder);
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(way.events()).hasSize(1));
    }

    @Test
    void opcua_wrongCertificateOrPassword_isNotSpokenTo() throws Exception {
        X509Certificate other =
                TestingMachine.certificate(KeyPairGenerator.getInstance("RSA").generateKeyPair());
        for (OpcUaSettings wrong : List.of(settings("secret", other), settings("wrong", machine.certificate()))) {
            way = wrong.way(folder);
            int before = machine.asked();
            await().atMost(Duration.ofSeconds(30)).until(() -> machine.asked() >= before + 3);
            assertThat(machine.listeners()).isZero();
            way.close();
        }
    }

    @Test
    void opcua_passwordInTheClear_isRefused() {
        OpcUaSettings clear = new OpcUaSettings(
                machine.url(),
                Optional.of(TestingMachine.SPECIMEN),
                5,
                "None",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("temper"),
                Optional.of("secret"));

        assertThatThrownBy(() -> OpcUaMachines.component(clear)).hasMessageContaining("readable on its way");
    }

    /** With a key store as docs/events.md has it made. */
    private OpcUaSettings settings(String password, X509Certificate certificate) throws Exception {
        Path trusted = Files.write(folder.resolve(certificate.getSerialNumber() + ".der"), certificate.getEncoded());
        Path store = folder.resolve("temper.p12");
        if (!Files.exists(store)) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String command =
                    keytool + " -genkeypair -alias temper -keyalg RSA -keysize 2048 -validity 3650 -dname CN=temper"
                            + " -ext san=uri:urn:temper -ext ku=digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment"
                            + " -keystore " + store + " -storepass changeit";
            assertThat(new ProcessBuilder(command.split(" "))
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
        return new OpcUaSettings(
                machine.url(),
                Optional.of(TestingMachine.SPECIMEN),
                5,
                "Basic256Sha256",
                Optional.of(trusted),
                Optional.of(store),
                Optional.of("changeit"),
                Optional.of("temper"),
                Optional.of(password));
    }
}
