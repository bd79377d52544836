package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temper.app.EventSettings;
import io.temper.app.OpcUaMachines;
import io.temper.app.OpcUaValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of a real OPC UA server. */
class OpcUaWayIT {
    private static final Duration RECONNECTED = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private TestingMachine machine;
    private WayIn way;

    /** Settings as a user has them. */
    record Settings(
            String url,
            Optional<String> specimen,
            int queue,
            String security,
            Optional<Path> certificate,
            Optional<Path> keyStore,
            Optional<String> keyStorePassword,
            Optional<String> user,
            Optional<String> password)
            implements EventSettings.Opcua {
        static Settings open(String url) {
            Optional<String> none = Optional.empty();
            return new Settings(
                    url,
                    Optional.of(TestingMachine.SPECIMEN),
                    5,
                    "None",
                    Optional.empty(),
                    Optional.empty(),
                    none,
                    none,
                    none);
        }
    }

    @BeforeEach
    void startMachine() throws Exception {
        machine = new TestingMachine().start();
    }

    private void start() throws Exception {
        start(Settings.open(machine.url()));
        await().atMost(RECONNECTED).until(() -> machine.listeners() == 2);
    }

    private void start(Settings connection) throws Exception {
        Map<String, String> settings = Map.of(
                "temper.events.opcua.url", machine.url(),
                "temper.events.opcua.node", TestingMachine.C11,
                "temper.events.opcua.property", "C11",
                "temper.events.opcua.unit", "MPa",
                "temper.events.opcua.uncertainty", "350",
                "temper.events.opcua.interval", "100");
        Map<String, Object> beans =
                Map.of("opcua", OpcUaMachines.component(connection), "eventsOpcua", new OpcUaValues(connection));
        way = new WayIn(folder, "opcua", beans, settings);
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
        machine.close();
    }

    private void untilEvents(int n) {
        await().atMost(RECONNECTED).untilAsserted(() -> assertThat(way.events()).hasSize(n));
    }

    private void untilLetters(int n) {
        await().untilAsserted(() -> assertThat(way.letters()).hasSize(n));
    }

    @Test
    void opcua_valueIsMeasured_isAnEventOfItsSpecimen() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35120.5, "2026-11-23T09:05:00.1234567Z");
        untilEvents(1);

        EventRow event = way.events().get(0);
        assertThat(event.subject()).isEqualTo("S1");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-11-23T09:05:00.123Z"));
        assertThat(event.data().toString())
                .isEqualTo("{\"property\":\"C11\",\"value\":35.1205,\"unit\":\"GPa\",\"uncertainty\":0.35}");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_manyAtOnce_eachHasItsOwnSpecimen() throws Exception {
        start();
        for (int i = 1; i <= 4; i++) {
            machine.write("Specimen", "S" + i, "2026-11-23T09:0%d:00Z".formatted(i));
            machine.write("C11", 35000f, "2026-11-23T09:0%d:30Z".formatted(i));
        }
        untilEvents(4);

        assertThat(way.events()).extracting(EventRow::subject).containsExactly("S4", "S3", "S2", "S1");
    }

    @Test
    void opcua_sameValueAgain_isAnotherMeasurement() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        machine.write("C11", 35000, "2026-11-23T09:06:00Z");

        untilEvents(2);
    }

    @Test
    void opcua_noMeasurement_isADeadLetterAndTheNextIsTaken() throws Exception {
        start();
        machine.write("C11", 1, "2026-11-23T08:30:00Z"); // of no specimen
        untilLetters(1);
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 2, new StatusCode(StatusCodes.Bad_SensorFailure), "2026-11-23T09:01:00Z");
        machine.write("C11", Double.NaN, "2026-11-23T09:02:00Z");
        machine.write("C11", 35000, "2026-11-23T09:03:00Z");
        untilEvents(1);

        assertThat(way.letters())
                .extracting(DeadLetter::reason)
                .satisfiesExactly(
                        nan -> assertThat(nan).startsWith("value NaN of node").contains("no finite number"),
                        bad -> assertThat(bad).contains("value 2").contains("Bad_SensorFailure"),
                        whose -> assertThat(whose).contains("value 1").contains("named no specimen"));
    }

    @Test
    void opcua_clockIsSetBack_measurementIsTaken() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        untilEvents(1);
        machine.write("C11", 35000, "2026-11-23T08:05:00Z");
        untilEvents(2);

        assertThat(way.events()).extracting(EventRow::subject).containsOnly("S1");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_machineIsRestarted_listensAgainAndTakesNothingTwice() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        untilEvents(1);
        machine.close();
        machine.start();
        await().atMost(RECONNECTED).until(() -> machine.listeners() == 2);
        machine.write("C11", 36000, "2026-11-23T09:06:00Z");
        untilEvents(2);

        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_temperIsRestarted_takesNothingTwiceAndWhatCameLast() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        untilEvents(1);
        way.close();
        machine.write("Specimen", "S2", "2026-11-23T09:10:00Z"); // the value is still that of S1
        start();
        Thread.sleep(500); // it is told again
        way.close();
        machine.write("C11", 36000, "2026-11-23T09:15:00Z");
        start();
        untilEvents(2);

        assertThat(way.events().get(0).subject()).isEqualTo("S2");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_temperCannotKeepThem_theyWaitAtTheMachine() throws Exception {
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("temper.db"));
                Statement lock = other.createStatement()) {
            lock.execute("begin immediate");
            for (int i = 1; i <= 4; i++) {
                machine.write("C11", 35000 + i, "2026-11-23T09:0%d:00Z".formatted(i));
                Thread.sleep(300);
            }
            lock.execute("rollback");
        }
        untilEvents(4);

        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_networkIsAway_valuesWaitAtTheMachine() throws Exception {
        try (Relay network = new Relay(machine.port())) {
            start(Settings.open(network.url()));
            await().atMost(RECONNECTED).until(() -> machine.listeners() == 2);
            machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
            machine.write("C11", 35000, "2026-11-23T09:05:00Z");
            untilEvents(1);
            network.cut();
            machine.write("C11", 36000, "2026-11-23T09:06:00Z");
            machine.write("Specimen", "S2", "2026-11-23T09:07:00Z");
            machine.write("C11", 37000, "2026-11-23T09:08:00Z");
            Thread.sleep(1000);
            assertThat(way.events()).hasSize(1);
            network.restore();
            untilEvents(3);
        }

        assertThat(way.events()).extracting(EventRow::subject).containsExactly("S2", "S1", "S1");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void opcua_secureMachine_isSpokenToIfItIsTheOne() throws Exception {
        secure();
        start(settings("secret", machine.certificate()));
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        untilEvents(1);
    }

    @Test
    void opcua_wrongCertificateOrPassword_isNotSpokenTo() throws Exception {
        secure();
        X509Certificate other =
                TestingMachine.certificate(KeyPairGenerator.getInstance("RSA").generateKeyPair());
        for (Settings wrong : List.of(settings("secret", other), settings("wrong", machine.certificate()))) {
            start(wrong);
            Thread.sleep(2000);
            assertThat(machine.listeners()).isZero();
            way.close();
        }
    }

    @Test
    void opcua_passwordInTheClear_isRefused() {
        Settings clear = new Settings(
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

    private void secure() throws Exception {
        machine.close();
        machine = new TestingMachine().secured().start();
    }

    /** With a key store as docs/events.md has it made. */
    private Settings settings(String password, X509Certificate certificate) throws Exception {
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
        return new Settings(
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

    @Test
    void opcua_nameCameAfterTheValueWhileTemperWasAway_isADeadLetter() throws Exception {
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        machine.write("Specimen", "S2", "2026-11-23T09:10:00Z");
        start();
        untilLetters(1);

        assertThat(way.letters().get(0).reason()).contains("whose it is cannot be said");
        assertThat(way.events()).isEmpty();
    }
}
