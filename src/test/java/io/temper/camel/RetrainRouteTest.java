package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.AnalyticMaterial;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.design.Retrainer;
import io.temper.design.RetrainingTask;
import io.temper.design.TurnedModel;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.DesignTarget;
import io.temper.material.Phases;
import io.temper.vaereg.FakeModels;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The arrow {@code retrain} of the shipped routes. C11 = C33 cannot be met by the fibres along z and x that the first model knows,
 * but by fibres along y, which the retrained one has learnt.
 */
class RetrainRouteTest {
    private static final String NEXT = "v0001-00000001";
    private static final FemSolver SOLVER = new AnalyticMaterial.Solver();

    @TempDir
    Path folder;

    private final FakeModels source = new FakeModels();
    private final List<RetrainingTask> asked = new ArrayList<>();

    @BeforeEach
    void retrained() {
        source.add(NEXT, new TurnedModel());
    }

    private Retrainer giving(Retrainer.Outcome outcome) {
        return task -> {
            asked.add(task);
            task.progress().accept("epoch 1 of 1");
            return outcome;
        };
    }

    private DesignRun design(boolean allowed, int evaluations, Object... beans) throws Exception {
        DesignRequest request = new DesignRequest(
                DesignTarget.parse("C11=33,C33=33"),
                0.02,
                new DesignRequest.Budget(evaluations, 600),
                0,
                Phases.PAPER,
                "analytic",
                FemProblem.DEFAULT_RTOL,
                allowed);
        try (LoopContext context = new LoopContext(Path.of("routes"), new Models(source), beans)) {
            return context.design(request, folder);
        }
    }

    @Test
    void design_betterModel_infersAnewAndAccepts() throws Exception {
        DesignRun run = design(true, 80, SOLVER, giving(new Retrainer.Better(source.version(NEXT))));

        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(run.report().candidates())
                .extracting(CandidateReport::id)
                .containsExactlyInAnyOrder("mode1", "mode2", "mode1-r1", "mode2-r1");
        CandidateReport best = run.report().candidates().get(0);
        assertThat(best.id()).isEqualTo("mode1-r1");
        assertThat(best.model()).isEqualTo(NEXT);
        assertThat(best.error().values()).allMatch(e -> Math.abs(e) < 0.02);
        assertThat(best.history()).extracting(DesignReport.Step::action).contains("anneal");
        assertThat(stages(run))
                .containsSubsequence("infer", "verify", "decide", "anneal", "retrain", "infer", "accept");
        assertThat(source.current()).isEqualTo(NEXT);
        assertThat(source.closed()).as("given back at once").containsExactly("bundled");
    }

    @Test
    void design_betterModel_reportTellsBothVersionsAndEverySample() throws Exception {
        DesignRun run = design(true, 80, SOLVER, giving(new Retrainer.Better(source.version(NEXT))));

        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/provenance/model/version").asText()).isEqualTo("bundled");
        JsonNode retraining = json.at("/retrainings/0");
        assertThat(retraining.get("parent").asText()).isEqualTo("bundled");
        assertThat(retraining.get("version").asText()).isEqualTo(NEXT);
        assertThat(retraining.get("outcome").asText()).contains("better than bundled", "MAPE 0.05 -> 0.02");
        assertThat(retraining.get("samples")).hasSize(16);
        int evaluations = run.report().candidates().stream()
                        .mapToInt(c -> c.history().size())
                        .sum()
                + 16;
        assertThat(run.evaluations()).as("samples are evaluations").isEqualTo(evaluations);
        assertThat(json.at("/evaluations").asInt()).isEqualTo(evaluations);
    }

    @Test
    void design_retrainer_getsAllThatWasVerifiedAndTheSamples() throws Exception {
        DesignRun run = design(true, 80, SOLVER, giving(new Retrainer.NotBetter("no")));

        RetrainingTask task = asked.get(0);
        assertThat(asked).hasSize(1);
        assertThat(task.parent().name()).isEqualTo("bundled");
        assertThat(task.target()).isEqualTo(run.request().goals().asked().orElseThrow());
        assertThat(task.seconds()).isBetween(1.0, 600.0);
        assertThat(task.points()).allMatch(p -> p.knows(run.model().properties()));
        assertThat(task.points())
                .filteredOn(p -> p.origin().equals(LabelledPoint.SAMPLE))
                .hasSize(16)
                .allMatch(p -> p.microstructure().nx() == run.model().size());
        assertThat(task.points()).extracting(LabelledPoint::origin).contains("infer", "anneal");
        assertThat(stages(run)).contains("retrain");
        assertThat(run.events()).extracting(DesignEvent::message).contains("epoch 1 of 1");
    }

    @Test
    void design_noBetterModel_stopsWithTheReason() throws Exception {
        DesignRun run = design(true, 80, SOLVER, giving(new Retrainer.NotBetter("MAPE 3.1 -> 3.4 %")));

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason()).endsWith("; retraining: no better model: MAPE 3.1 -> 3.4 %");
        assertThat(run.report().candidates()).hasSize(2);
        assertThat(source.current()).isEqualTo("bundled");
        assertThat(source.loaded()).containsExactly("bundled");
    }

    @Test
    void design_notAllowed_stopsAndSaysThatRetrainingCouldHelp() throws Exception {
        DesignRun run = design(false, 80, SOLVER, giving(new Retrainer.Better(source.version(NEXT))));

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason())
                .endsWith("; retraining the model could help: allow it (--retrain, or \"retrain\": true)");
        assertThat(asked).isEmpty();
        assertThat(stages(run)).doesNotContain("retrain");
    }

    @Test
    void design_retrainerThatThrows_keepsWhatWasFound() throws Exception {
        Retrainer broken = task -> {
            throw new IOException("the dataset is gone");
        };
        DesignRun run = design(true, 80, SOLVER, broken);

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason()).endsWith("; retraining: failed: the dataset is gone");
    }

    @Test
    void design_noRetrainer_saysSo() throws Exception {
        DesignRun run = design(true, 80, SOLVER);

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason())
                .endsWith(
                        "retraining: failed: nothing to retrain with: bind exactly one Retrainer in Camel's registry");
    }

    @Test
    void design_newModelThatCannotBeLoaded_goesOnWithTheOld() throws Exception {
        DesignRun run = design(true, 80, SOLVER, giving(new Retrainer.Better(source.version("v0002-00000002"))));

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason()).endsWith("; retraining: failed: there is no version v0002-00000002");
        assertThat(source.current()).isEqualTo("bundled");
    }

    @Test
    void design_littleBudget_labelsHalfOfWhatIsLeft() throws Exception {
        int spent = design(true, 80, SOLVER, giving(new Retrainer.NotBetter("no")))
                        .report()
                        .retrainings()
                        .get(0)
                        .samples()
                        .get(0)
                        .number()
                - 1;

        DesignRun run = design(true, spent + 7, SOLVER, giving(new Retrainer.Better(source.version(NEXT))));
        assertThat(run.report().retrainings().get(0).samples()).hasSize(3);
        assertThat(run.evaluations()).isLessThanOrEqualTo(spent + 7);
    }

    @Test
    void design_samplesThatFail_areRecordedAndLeftOut() throws Exception {
        FemSolver picky = new FemSolver() {
            @Override
            public String name() {
                return "analytic";
            }

            @Override
            public FemResult solve(FemProblem problem, Path own) throws FemException {
                if (own.toString().endsWith("-sample")
                        && own.getFileName().toString().startsWith("2")) {
                    throw new FemException(FemException.Reason.CRASHED, "exit code 1");
                }
                return SOLVER.solve(problem, own);
            }
        };
        DesignRun run = design(true, 80, picky, giving(new Retrainer.NotBetter("no")));

        DesignReport.Retraining retraining = run.report().retrainings().get(0);
        long failed =
                retraining.samples().stream().filter(s -> s.failure() != null).count();
        assertThat(failed).isPositive();
        assertThat(asked.get(0).points())
                .hasSize(retraining.points())
                .filteredOn(p -> p.origin().equals(LabelledPoint.SAMPLE))
                .hasSize((int) (16 - failed));
    }

    private static List<String> stages(DesignRun run) {
        return run.events().stream().map(DesignEvent::stage).toList();
    }
}
