package io.temper.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.camel.LoopContext;
import io.temper.design.AnalyticMaterial;
import io.temper.design.Candidate;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.Journal;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Designs that lose their process after a step, whichever it is, and go on from their journal. */
class InterruptedDesignTest {
    @TempDir
    Path folder;

    /** What is solved, in order; one folder may fail. */
    private static final class Counting implements FemSolver {
        private final FemSolver solver = new AnalyticMaterial.Solver();
        private final List<String> solved = new ArrayList<>();
        private final String failing;

        Counting(String failing) {
            this.failing = failing;
        }

        @Override
        public String name() {
            return solver.name();
        }

        @Override
        public FemResult solve(FemProblem problem, Path own) throws FemException {
            solved.add(own.getFileName().toString());
            if (own.endsWith(failing)) {
                throw new FemException(FemException.Reason.CRASHED, "exit code 1");
            }
            return solver.solve(problem, own);
        }
    }

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps what it is given, and ends the process that gave it after so many times. */
    private record Fatal(Journal journal, int[] left) implements Journal {
        @Override
        public List<Entry> entries() {
            return journal.entries();
        }

        @Override
        public void append(List<Entry> entries, DesignReport after) {
            if (left[0] > 0) {
                journal.append(entries, after);
            }
            if (--left[0] <= 0) {
                throw new Killed();
            }
        }
    }

    private static DesignRequest request(String target, boolean retrain) {
        return new DesignRequest(
                DesignTarget.parse(target),
                0.02,
                new DesignRequest.Budget(30, 600),
                5,
                Phases.PAPER,
                "analytic",
                1e-4,
                retrain);
    }

    private DesignStore store(String id, DesignRequest request) throws IOException {
        DesignStore store = new DesignStore(
                Database.open(folder.resolve(id + ".db").toString(), null, null), Duration.ofSeconds(1));
        store.add(new NewRow(id, null, 0, Instant.now(), request, null), 9);
        return store;
    }

    @ParameterizedTest
    @CsvSource({"C11=35,none,false", "C11=80,2-mode2,false", "C11=33;C33=33,none,true"})
    void design_processGoneAfterAnyStep_endsAsUndisturbed(String target, String failing, boolean retrain)
            throws Exception {
        DesignRequest request = request(target.replace(';', ','), retrain);
        Counting undisturbed = new Counting(failing);
        DesignRun expected;
        try (LoopContext context = new LoopContext(Path.of("routes"), undisturbed)) {
            DesignStore store = store("u", request);
            expected = context.design(request, folder.resolve("u"), store.journal("u"));
        }
        Counting solver = new Counting(failing);
        int starts = 0;
        DesignStore store = store("k", request);
        try (LoopContext context = new LoopContext(Path.of("routes"), solver)) {
            while (!store.find("k").orElseThrow().status().isFinal() && starts < 500) {
                // every process takes one step more than it needs to say that it goes on
                Journal journal = new Fatal(store.journal("k"), new int[] {starts++ == 0 ? 1 : 2});
                try {
                    context.design(request, folder.resolve("k"), journal);
                } catch (Exception e) {
                    assertThat(e).hasRootCauseInstanceOf(Killed.class);
                }
            }
        }

        assertThat(starts).isGreaterThan(20);
        assertThat(solver.solved).as("solved, in order").isEqualTo(undisturbed.solved);
        DesignReport report = store.report("k").orElseThrow();
        assertThat(report)
                .usingRecursiveComparison()
                .ignoringFields("id", "seconds", "provenance")
                .isEqualTo(expected.report());
        for (Candidate c : expected.candidates()) {
            assertThat(folder.resolve("k").resolve(c.id() + ".npy"))
                    .hasSameBinaryContentAs(folder.resolve("u").resolve(c.id() + ".npy"));
        }
        DesignRow row = store.find("k").orElseThrow();
        assertThat(row.status()).isEqualTo(expected.status());
        assertThat(row.evaluations()).isEqualTo(expected.evaluations());
        assertThat(row.bestError()).isEqualTo(expected.report().bestError());
        assertThat(store.events("k", 0))
                .extracting(DesignEvent::message)
                .filteredOn(m -> !m.startsWith("the design goes on"))
                .isEqualTo(expected.events().stream().map(DesignEvent::message).toList());
    }
}
