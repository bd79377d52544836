package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
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

    @BeforeEach
    void startMachine() throws Exception {
        machine = new TestingMachine().start();
    }

    private void start() throws Exception {
        way = OpcUaSettings.open(machine.url()).way(folder);
        await().atMost(RECONNECTED).until(() -> machine.listeners() == 2);
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
        await().atMost(RECONNECTED)
                .untilAsserted(() -> assertThat(way.letters()).hasSize(n));
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
    void opcua_valueIsMeasured_isComparedWithASimulationInOneRun() throws Exception {
        Path voxels = folder.resolve("S1.npy");
        new NpyFormat().write(voxels, new Microstructure(2, 2, 2, new byte[] {0, 1, 0, 1, 0, 1, 0, 1}));
        run(office -> office.events().offerFile(voxels, "test"), 1);
        start();
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35120, "2026-11-23T09:05:00Z");
        untilEvents(2);
        way.close();

        List<RunRow> runs = run(office -> {}, 2);
        assertThat(runs.get(0).result().at("/comparison/measured").doubleValue())
                .isEqualTo(35.12);
    }

    /** What waits is run, by a solver that knows the answer. */
    private List<RunRow> run(Consumer<EventOffice> before, int runs) throws Exception {
        Stages stages = new Stages() {
            @Override
            public Optional<Surrogate> predict(Microstructure m, Phases phases) {
                return Optional.empty();
            }

            @Override
            public FemResult simulate(Microstructure m, Phases phases, Path own) throws FemException {
                return new AnalyticMaterial.Solver()
                        .solve(new FemProblem(m, phases, new TreeSet<>(List.of(1)), 1e-4), own);
            }

            @Override
            public String solver() {
                return "analytic";
            }

            @Override
            public String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) {
                throw new UnsupportedOperationException();
            }
        };
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null)) {
            EventOffice office = new EventOffice(
                    database,
                    folder.resolve("events"),
                    new EventOffice.Limits(10, Duration.ZERO, 1, List.of(folder), 1 << 20, 1 << 20),
                    Rules.DEFAULT,
                    stages,
                    id -> Optional.empty(),
                    ResultOutbox.NONE,
                    WayIn.NOBODY);
            before.accept(office);
            await().atMost(RECONNECTED)
                    .untilAsserted(() -> assertThat(office.queries().runs(null, null, 10))
                            .hasSize(runs)
                            .allSatisfy(r -> assertThat(r.state()).isEqualTo("done")));
            office.stop(Duration.ofSeconds(5));
            return office.queries().runs(null, null, 10);
        }
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
    void opcua_machineIsSwitchedOnLater_isListenedTo() throws Exception {
        machine.write("Specimen", "S1", "2026-11-23T09:00:00Z");
        machine.write("C11", 35000, "2026-11-23T09:05:00Z");
        machine.close();
        way = OpcUaSettings.open(machine.url()).way(folder);
        Thread.sleep(300);
        machine.start();

        untilEvents(1);
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
            way = OpcUaSettings.open(network.url()).way(folder);
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
    void opcua_noNodeOfTheSpecimen_isRefusedWithTheMend() {
        OpcUaSettings named = OpcUaSettings.open(machine.url()).specimen("Specimen");

        assertThatThrownBy(() -> named.way(folder)).hasMessageContaining("such as ns=2;s=Specimen");
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
