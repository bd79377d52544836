package io.temper.vaereg.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.AnalyticMaterial;
import io.temper.vaereg.FakeModels;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final String NEXT = "v0001-00000001";

    private final FakeModels source = new FakeModels();
    private final Models models = new Models(source);

    ModelsTest() {
        source.add(NEXT, new AnalyticMaterial.Model());
    }

    @Test
    void current_beforeTheFirstLease_loadsNothing() throws IOException {
        assertThat(source.loaded()).isEmpty();
        models.current().close();
        models.current().close();
        assertThat(source.loaded()).as("kept for the next").containsExactly("bundled");
    }

    @Test
    void current_superseded_oldOneLivesAsLongAsItsLeases() throws IOException {
        Models.Lease one = models.current();
        Models.Lease two = models.current();
        source.supersede("bundled", NEXT);
        Models.Lease three = models.current();

        assertThat(three.version().name()).isEqualTo(NEXT);
        one.close();
        one.close();
        assertThat(source.closed()).as("closing twice counts once").isEmpty();
        assertThat(two.model().card()).isNotNull();
        two.close();
        assertThat(source.closed()).containsExactly("bundled");
        assertThatThrownBy(() -> two.model().card()).hasMessage("bundled was closed");
        assertThat(three.model().card()).isNotNull();
    }

    @Test
    void current_newOneCannotBeLoaded_saysWhyAndKeepsTheOld() throws IOException {
        Models.Lease lease = models.current();
        source.supersede("bundled", "v0009-00000009");
        assertThatIOException().isThrownBy(models::current).withMessage("there is no version v0009-00000009");
        lease.close();
        assertThat(source.closed()).isEmpty();
    }

    @Test
    void lease_ofAVersionThatIsNotCurrent_isClosedWithItsLastLease() throws IOException {
        models.current().close();
        models.lease(NEXT).close();
        assertThat(source.closed()).containsExactly(NEXT);
    }

    @Test
    void view_modelChanges_asksTheOneThatIsCurrentThen() throws IOException {
        VaeReg view = models.view();
        assertThat(view.card().sha256()).isEqualTo("00");
        source.supersede("bundled", NEXT);
        view.card();
        assertThat(source.loaded()).containsExactly("bundled", NEXT);
        assertThat(source.closed()).containsExactly("bundled");
        view.close();
        assertThat(view.card()).isNotNull();
    }

    @Test
    void close_leaseIsOpen_closesWithIt() throws IOException {
        Models.Lease lease = models.current();
        models.close();
        assertThat(source.closed()).isEmpty();
        lease.close();
        assertThat(source.closed()).containsExactly("bundled");
    }

    @Test
    void given_model_isNeverSuperseded() throws IOException {
        Models given = Models.of(new AnalyticMaterial.Model());
        assertThat(given.supersede(ModelVersion.GIVEN, NEXT)).isFalse();
        try (Models.Lease lease = given.current()) {
            assertThat(lease.version().name()).isEqualTo("given");
            assertThat(lease.version().sha256()).isEqualTo("00");
        }
    }

    /** Whoever holds a lease can use its model, whatever the others do: a closed one would throw. */
    @Test
    void leases_manyThreadsAndChangesOfModel_neverMeetAClosedModel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            SplittableRandom random = new SplittableRandom(t);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    try (Models.Lease lease = models.current()) {
                        boolean back = random.nextBoolean();
                        source.supersede(back ? NEXT : "bundled", back ? "bundled" : NEXT);
                        assertThat(lease.model().card()).isNotNull();
                    }
                }
                return null;
            }));
        }
        for (Future<?> f : all) {
            f.get();
        }
        threads.shutdown();
        models.close();
        assertThat(source.closed()).hasSameSizeAs(source.loaded());
    }
}
