package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.FemResult;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.material.Stiffness;
import io.temper.vaereg.FakeModels;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignLoopTest {
    private static final VaeReg MODEL = new AnalyticMaterial.Model();
    private static final DesignLoop LOOP = new DesignLoop(MODEL);

    @TempDir
    Path folder;

    @Test
    void open_unreachableTarget_saysTheBoundsAndLeavesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOOP.open("d", request("C11=500"), folder.resolve("d")))
                .withMessageContaining("500")
                .withMessageContaining("161.5");
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void open_propertyThatTheModelDoesNotKnow_saysWhichItKnows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOOP.open("d", request("C22=30"), folder))
                .withMessageContaining("[C11, C33], not C22");
    }

    @Test
    void open_folderThatIsAFile_saysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        assertThatThrownBy(() -> LOOP.open("d", request("C11=35"), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("taken");
    }

    @Test
    void begin_modesOfLittleWeight_keepsFourAndAllOfEnoughWeight() throws IOException {
        DesignRun run = LOOP.open("d", request("C11=35"), folder);
        LOOP.begin(run, LOOP.choose(run, prior(0.7, 0.2, 0.099, 1e-3, 1e-9)));
        assertThat(run.candidates()).extracting(Candidate::id).containsExactly("mode1", "mode2", "mode3", "mode4");
        run = LOOP.open("d", request("C11=35"), folder);
        LOOP.begin(run, LOOP.choose(run, prior(0.2, 0.2, 0.2, 0.2, 0.2)));
        assertThat(run.candidates()).hasSize(5);
    }

    @Test
    void record_anythingButAResult_isAFailedEvaluation() throws IOException {
        DesignRun run = proposed();
        Stiffness other = new Stiffness(Map.of(3, new double[6]));
        LOOP.record(run, run.pending().get(0), new FemResult(other, List.of(), 0, 1, "s", "1"));
        assertThat(run.pending()).as("not twice between two decisions").isEmpty();
        LOOP.decide(run);
        LOOP.record(run, run.pending().get(0), new IllegalStateException());
        LOOP.decide(run);

        assertThat(run.candidates().get(0).history())
                .extracting(Evaluation::failure)
                .satisfiesExactly(
                        f -> assertThat(f).startsWith("the solver's step gave no stiffness for C11=35"),
                        f -> assertThat(f).isEqualTo("java.lang.IllegalStateException"));
        assertThat(run.evaluations()).isEqualTo(2);
        assertThat(run.pending()).as("given up").isEmpty();
    }

    @Test
    void pending_anEvaluation_hasANumberAndFolderOfItsOwn() throws IOException {
        DesignRun run = proposed();
        assertThat(run.pending())
                .extracting(Verification::folder)
                .containsExactly(folder.resolve("evaluations/1-mode1"));
    }

    @Test
    void isInTime_clockPassesTheBudget_isFalse() throws IOException {
        Instant[] now = {Instant.EPOCH};
        InstantSource clock = () -> now[0];
        DesignLoop loop = new DesignLoop(Models.of(MODEL), new MorphologyCentres(), LoopSettings.DEFAULT, clock);
        DesignRun run = loop.open("d", request("C11=35"), folder);
        loop.start(run);
        now[0] = Instant.EPOCH.plusMillis(599_999);
        assertThat(run.isInTime()).isTrue();
        now[0] = Instant.EPOCH.plusSeconds(600);
        assertThat(run.isInTime()).isFalse();
        assertThat(run.report().seconds()).isEqualTo(600);
    }

    @Test
    void listen_eventsThatFollow_areHeardInOrder() throws IOException {
        DesignRun run = LOOP.open("d", request("C11=35"), folder);
        List<DesignEvent> heard = new ArrayList<>();
        run.listen(heard::add);
        LOOP.start(run);
        LOOP.begin(run, LOOP.choose(run, prior(1, 0)));
        assertThat(heard)
                .isEqualTo(run.events())
                .extracting(DesignEvent::number)
                .containsExactly(1, 2);
    }

    @Test
    void listen_listenerThatThrows_doesNotStopTheOthers() throws IOException {
        DesignRun run = LOOP.open("d", request("C11=35"), folder);
        List<DesignEvent> heard = new ArrayList<>();
        run.listen(e -> {
            throw new IllegalStateException("gone");
        });
        run.listen(heard::add);
        LOOP.start(run);
        assertThat(heard).hasSize(1);
    }

    @Test
    void fail_folderIsGone_endsTheDesignAllTheSame() throws IOException {
        DesignRun run = LOOP.open("d", request("C11=35"), folder.resolve("d"));
        Files.delete(folder.resolve("d/report.json"));
        Files.delete(folder.resolve("d/latent.json"));
        Files.delete(folder.resolve("d"));
        Files.createFile(folder.resolve("d"));
        LOOP.fail(run, new IOException("disk full"));
        assertThat(run.status()).isEqualTo(DesignStatus.FAILED);
        assertThat(run.reason()).isEqualTo("disk full");
    }

    @Test
    void report_beforeTheLoop_isQueuedAndEmpty() throws IOException {
        DesignReport report = LOOP.open("d", request("C11=35"), folder).report();
        assertThat(report.status()).isEqualTo(DesignStatus.QUEUED);
        assertThat(report.candidates()).isEmpty();
        assertThat(folder.resolve("report.json")).content().contains("\"status\" : \"queued\"");
    }

    @Test
    void open_retrainingForOtherPhasesThanTheModels_saysSo() {
        Phases other = new Phases(new io.temper.material.Phase(200, 0.3), new io.temper.material.Phase(2, 0.3));
        DesignRequest request = new DesignRequest(
                DesignTarget.parse("C11=35"), 0.02, DesignRequest.Budget.DEFAULT, 0, other, "s", 1e-4, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOOP.open("d", request, folder.resolve("d")))
                .withMessageContaining("cannot be retrained for other phases");
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void open_newModelMeanwhile_eachDesignKeepsItsOwnUntilItsEnd() throws IOException {
        FakeModels source = new FakeModels();
        source.add("v0001-00000001", new AnalyticMaterial.Model());
        DesignLoop loop = new DesignLoop(new Models(source));
        DesignRun first = loop.open("1", request("C11=35"), folder.resolve("1"));
        VaeReg bundled = first.vaeReg();
        source.supersede("bundled", "v0001-00000001");
        DesignRun second = loop.open("2", request("C11=35"), folder.resolve("2"));

        assertThat(first.version().name()).isEqualTo("bundled");
        assertThat(first.vaeReg()).isSameAs(bundled);
        assertThat(second.version().name()).isEqualTo("v0001-00000001");
        assertThat(source.closed()).isEmpty();
        loop.fail(first, new IOException("enough"));
        assertThat(source.closed()).containsExactly("bundled");
        loop.fail(second, new IOException("enough"));
        assertThat(source.closed()).as("the current one stays").containsExactly("bundled");
    }

    @Test
    void open_thatFails_givesItsModelBack() {
        FakeModels source = new FakeModels();
        source.add("v0001-00000001", new AnalyticMaterial.Model());
        Models models = new Models(source);
        DesignLoop loop = new DesignLoop(models);
        assertThatIllegalArgumentException().isThrownBy(() -> loop.open("d", request("C22=30"), folder));
        models.close();
        assertThat(source.closed()).containsExactly("bundled");
    }

    @Test
    void columns_retrainingAllowed_areAllThatTheModelPredicts() throws IOException {
        DesignRequest request = new DesignRequest(
                DesignTarget.parse("C11=35"), 0.02, DesignRequest.Budget.DEFAULT, 0, Phases.PAPER, "s", 1e-4, true);
        assertThat(LOOP.open("d", request, folder).columns()).isEqualTo("1,3");
        assertThat(LOOP.open("d", request("C11=35"), folder).columns()).isEqualTo("1");
    }

    private DesignRun proposed() throws IOException {
        DesignRun run = LOOP.open("d", request("C11=35"), folder);
        LOOP.start(run);
        LOOP.begin(run, LOOP.choose(run, prior(1)));
        double[] z = {-1, 0, 0};
        PhaseField field = MODEL.decode(List.of(z)).get(0);
        LOOP.propose(
                run,
                run.tasks().get(0),
                z,
                field,
                field.microstructure(),
                MODEL.predict(List.of(field.microstructure())).get(0),
                null);
        return run;
    }

    private static LatentPrior prior(double... weights) {
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (double weight : weights) {
            modes.add(new LatentPrior.Mode(modes.size() + 1, weight, new double[3], new double[3]));
        }
        return new LatentPrior(modes);
    }

    private static DesignRequest request(String target) {
        return new DesignRequest(
                DesignTarget.parse(target), 0.02, DesignRequest.Budget.DEFAULT, 0, Phases.PAPER, "s", 1e-4);
    }
}
