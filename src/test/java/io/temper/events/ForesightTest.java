package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.store.Database;
import io.temper.vaereg.Estimate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is predicted of events whose runs are far away. */
class ForesightTest {
    @TempDir
    Path folder;

    private final Sure surrogate = new Sure();
    private Database database;
    private EventOffice office;

    /** A surrogate that takes the hard phase's share for C11 and is sure, and no solver. */
    private static final class Sure implements Stages {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Optional<Surrogate> predict(Microstructure m, Phases phases) {
            asked.incrementAndGet();
            double c11 = phases.hard().youngsModulus() * m.hardFraction();
            return Optional.of(new Surrogate(Map.of(Property.C11, new Estimate(c11, 0.1)), "v1", 0.1, List.of()));
        }

        @Override
        public FemResult simulate(Microstructure m, Phases phases, Path folder) throws FemException {
            throw new FemException(FemException.Reason.NOT_STARTED, "there is no solver");
        }

        @Override
        public String solver() {
            return "none";
        }

        @Override
        public String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("temper.db").toString(), null, null);
    }

    private void start(Duration debounce) {
        office = new EventOffice(
                database,
                folder.resolve("events"),
                new EventOffice.Limits(500, debounce, 2, List.of(folder), 1 << 20, 1 << 20),
                Rules.DEFAULT,
                surrogate,
                id -> Optional.empty(),
                ResultOutbox.NONE,
                WayIn.NOBODY);
    }

    @AfterEach
    void stop() throws Exception {
        office.stop(Duration.ofSeconds(5));
        database.close();
    }

    private long offer(String id, String type, String data) {
        return offer(id, "S", type, data);
    }

    private long offer(String id, String specimen, String type, String data) {
        Receipt receipt = office.events().offer("""
                {"specversion": "1.0", "id": "%s", "source": "lab", "type": "io.temper.%s", "subject": "%s", "data": %s}""".formatted(id, type, specimen, data), "test");
        assertThat(receipt.reason()).isEmpty();
        return receipt.event().number();
    }

    private long microstructure() throws Exception {
        byte[] half = new byte[4 * 4 * 4];
        java.util.Arrays.fill(half, 0, 32, (byte) 1);
        Path file = folder.resolve("s.npy");
        new NpyFormat().write(file, new Microstructure(4, 4, 4, half));
        return offer("1", "microstructure.changed", "{\"file\": \"%s\"}".formatted(file));
    }

    private double c11(long event) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> office.queries().event(event).orElseThrow().prediction(), java.util.Objects::nonNull)
                .path("C11")
                .path("mean")
                .doubleValue();
    }

    @Test
    void offer_longDebounce_isPredictedBeforeItsRun() throws Exception {
        start(Duration.ofHours(1));
        long event = microstructure();

        assertThat(c11(event)).isEqualTo(60, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(office.queries().event(event).orElseThrow().state()).isEqualTo(EventState.ACCEPTED);
        assertThat(office.queries().runs(null, null, 9)).isEmpty();
        assertThat(office.queries().trail(event)).extracting(Audit::what).containsExactly("accepted", "predicted");
    }

    @Test
    void offer_waitsForAnotherOfItsSpecimen_isNotPredictedWithoutIt() throws Exception {
        start(Duration.ofHours(1));
        long first = microstructure();
        long second = offer("2", "phases.changed", "{\"hard\": {\"E\": {\"value\": 100, \"unit\": \"GPa\"}}}");
        assertThat(c11(first)).isPositive();
        office.stop(Duration.ofSeconds(5));

        assertThat(office.queries().event(second).orElseThrow().prediction()).isNull();
    }

    @Test
    void run_predictedAlready_asksTheSurrogateOnce() throws Exception {
        start(Duration.ofSeconds(2));
        long event = microstructure();
        assertThat(c11(event)).isPositive();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> office.queries().event(event).orElseThrow().state() == EventState.DONE);

        assertThat(office.queries().runs(event, null, 1).get(0).result().path("prediction"))
                .isEqualTo(office.queries().event(event).orElseThrow().prediction());
        assertThat(surrogate.asked).hasValue(1);
    }

    @Test
    void offer_whileOthersAreLookedAt_waitsForItsBurst() {
        start(Duration.ofHours(1));
        for (int i = 0; i < 300; i++) {
            offer("" + i, "S" + i, "phases.changed", "{\"hard\": {\"E\": {\"value\": 100, \"unit\": \"GPa\"}}}");
        }

        assertThat(office.queries().runs(null, null, 9)).isEmpty();
    }
}
