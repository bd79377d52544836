package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.AnalyticMaterial;
import io.temper.design.Candidate;
import io.temper.design.DesignEvent;
import io.temper.design.DesignLoop;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.Step;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.design.GeneratorPoint;
import io.temper.design.NearestSamples;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped routes in a plain Camel application, over a world that can be written down. */
class DesignRoutesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final FemSolver ANALYTIC = new AnalyticMaterial.Solver();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {20, 35, 80})
    void design_shippedRoutes_bothMorphologiesMeetTheTarget(int target) throws Exception {
        DesignRun run = design(request("C11=" + target), ANALYTIC);

        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        List<CandidateReport> candidates = run.report().candidates();
        assertThat(candidates).extracting(CandidateReport::id).containsExactlyInAnyOrder("mode1", "mode2");
        assertThat(candidates).allSatisfy(c -> {
            assertThat(c.accepted()).isTrue();
            assertThat(Math.abs(c.error().get(Property.C11))).isLessThan(0.02);
        });
        assertThat(Math.abs(candidates.get(0).error().get(Property.C11))).isLessThan(0.01);
        assertThat(candidates.stream().map(c -> longest(c.correlationLength()))).containsExactlyInAnyOrder(0, 2);
        assertThat(run.evaluations()).isLessThanOrEqualTo(12);
    }

    @Test
    void design_severalComponents_sampleIsTunedUntilItMeetsThem() throws Exception {
        Models models = Models.of(new AnalyticMaterial.Model());
        GeneratorPoint start = new GeneratorPoint(new Sigma(1, 1, 5), 0.35, 3, 0);
        NearestSamples samples = (target, phases, count) -> List.of(new NearestSamples.Sample(7, start, 0.2));
        DesignLoop loop = new DesignLoop(models, samples);
        FemResult wanted = ANALYTIC.solve(
                new FemProblem(start.field(15).atFraction(0.5), Phases.PAPER, new TreeSet<>(List.of(1, 3)), 1e-4),
                folder.resolve("wanted"));
        String target = "C11=%s,C33=%s"
                .formatted(
                        wanted.stiffness().require(Property.C11),
                        wanted.stiffness().require(Property.C33));
        try (LoopContext context = new LoopContext(ROUTES, models, loop, ANALYTIC)) {
            DesignRun run = context.design(request(target), folder);

            CandidateReport sample = run.report().candidates().stream()
                    .filter(c -> c.origin().equals("sample"))
                    .findFirst()
                    .orElseThrow();
            assertThat(sample.id()).isEqualTo("sample7");
            assertThat(sample.accepted()).isTrue();
            assertThat(sample.mode()).isNull();
            assertThat(sample.sample().point()).isEqualTo(start);
            assertThat(sample.history()).extracting(Step::action).startsWith("sample", "tune");
            Microstructure m = new NpyFormat().read(folder.resolve(sample.file()));
            assertThat(sample.generator().field(15).atFraction(sample.hardFraction()))
                    .isEqualTo(m);
        }
    }

    @Test
    void design_oneComponent_samplesAreNotAsked() throws Exception {
        Models models = Models.of(new AnalyticMaterial.Model());
        NearestSamples none = (target, phases, count) -> {
            throw new IOException("there is no need for samples");
        };
        DesignLoop loop = new DesignLoop(models, none);
        try (LoopContext context = new LoopContext(ROUTES, models, loop, ANALYTIC)) {
            assertThat(context.design(request("C11=35"), folder).status()).isEqualTo(DesignStatus.SUCCEEDED);
        }
    }

    @Test
    void design_candidateFiles_giveTheReportedStiffness() throws Exception {
        DesignRun run = design(request("C11=35"), ANALYTIC);

        for (CandidateReport c : run.report().candidates()) {
            Microstructure m = new NpyFormat().read(folder.resolve(c.file()));
            FemResult again = ANALYTIC.solve(
                    new FemProblem(m, Phases.PAPER, new TreeSet<>(List.of(1)), 1e-4), folder.resolve("again"));
            assertThat(again.stiffness().require(Property.C11))
                    .isCloseTo(c.verified().get(Property.C11), within(1e-12));
            assertThat(c.error().get(Property.C11)).isCloseTo(c.verified().get(Property.C11) / 35 - 1, within(1e-12));
            assertThat(c.hardFraction()).isCloseTo(m.hardFraction(), within(1e-12));
            assertThat(c.history()).extracting(Step::action).startsWith("infer", "anneal");
        }
    }

    @Test
    void design_reportJson_isTheReportAndHasTheProvenance() throws Exception {
        DesignRun run = design(request("C11=35"), ANALYTIC);

        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(folder.resolve("report.json").toFile());
        assertThat(json).isEqualTo(mapper.readTree(mapper.writeValueAsBytes(run.report())));
        assertThat(json.at("/status").asText()).isEqualTo("succeeded");
        assertThat(json.at("/target/C11").asDouble()).isEqualTo(35);
        assertThat(json.at("/candidates/0/surrogate/C11/mean").isNumber()).isTrue();
        assertThat(json.at("/provenance/seed").asLong()).isZero();
        assertThat(json.at("/provenance/model/sha256").asText()).isEqualTo("00");
        assertThat(json.at("/provenance/solver/versions/0").asText()).isEqualTo("1.0");
        assertThat(json.at("/provenance/temper").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void design_sameSeedTwice_sameCandidates() throws Exception {
        DesignRun first = design(request("C11=35"), ANALYTIC);
        DesignRun second = design(request("C11=35"), ANALYTIC);

        assertThat(voxels(second)).isEqualTo(voxels(first)).hasSize(2);
        assertThat(second.report().candidates())
                .usingRecursiveComparison()
                .isEqualTo(first.report().candidates());
    }

    @Test
    void design_twoComponents_oneMorphologyMeetsBoth() throws Exception {
        // z-fibres with 55 % hard
        DesignRun run = design(request("C11=39.84,C33=67.6"), ANALYTIC);

        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        CandidateReport best = run.report().candidates().get(0);
        assertThat(best.mode()).isEqualTo(1);
        assertThat(best.error())
                .hasSize(2)
                .allSatisfy((p, e) -> assertThat(Math.abs(e)).isLessThan(0.02));
        assertThat(run.report().candidates().get(1).accepted()).isFalse();
    }

    @Test
    void design_otherPhasesThanTheModels_reachesATargetBeyondTheModelsAndSaysSo() throws Exception {
        Phases stiffer = new Phases(new Phase(400, 0.2), new Phase(3, 0.4));
        DesignRun run = design(request("C11=150", 0.02, DesignRequest.Budget.DEFAULT, stiffer), ANALYTIC);

        assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(run.report().provenance()).containsKey("note").containsEntry("phases", stiffer);
    }

    @Test
    void design_fewEvaluations_stopsWithTheBestSoFarAndTheReason() throws Exception {
        DesignRun run = design(request("C11=35", 1e-6, new DesignRequest.Budget(3, 600), Phases.PAPER), ANALYTIC);

        assertThat(run.status()).isEqualTo(DesignStatus.STOPPED);
        assertThat(run.reason()).startsWith("the budget of 3 evaluations is spent; 0 of 2 candidates within");
        assertThat(run.evaluations()).isEqualTo(3);
        CandidateReport best = run.report().candidates().get(0);
        assertThat(best.error()).isNotEmpty();
        assertThat(folder.resolve(best.file())).exists();
    }

    @Test
    void design_noTime_endsWithoutAnEvaluation() throws Exception {
        DesignRun run = design(request("C11=35", 0.02, new DesignRequest.Budget(9, 1e-9), Phases.PAPER), ANALYTIC);

        assertThat(run.status()).isEqualTo(DesignStatus.FAILED);
        assertThat(run.reason()).isEqualTo("nothing could be verified: the budget of 1.0E-9 s is spent");
        assertThat(run.evaluations()).isZero();
    }

    @Test
    void design_solverThatAlwaysFails_failsWithItsReason() throws Exception {
        DesignRun run = design(request("C11=35"), failing(f -> true));

        assertThat(run.status()).isEqualTo(DesignStatus.FAILED);
        assertThat(run.reason()).isEqualTo("nothing could be verified: exit code 1");
        assertThat(run.evaluations()).isEqualTo(4);
        assertThat(run.report().candidates()).allSatisfy(c -> {
            assertThat(c.history()).extracting(Step::failure).containsExactly("exit code 1", "exit code 1");
            assertThat(c.verified()).isEmpty();
            assertThat(c.file()).isNull();
        });
    }

    @Test
    void design_solverThatFailsOnce_recordsItAndTriesAgain() throws Exception {
        DesignRun run = design(request("C11=35"), failing(f -> f.endsWith("1-mode1")));

        assertThat(run.status()).isEqualTo(DesignStatus.SUCCEEDED);
        Candidate mode1 = run.candidates().get(0);
        assertThat(mode1.history().get(0).failure()).isEqualTo("exit code 1");
        assertThat(mode1.history().get(1).succeeded()).isTrue();
        assertThat(mode1.history().get(1).proposal())
                .isSameAs(mode1.history().get(0).proposal());
    }

    @Test
    void design_solverThatFailsForOneCandidate_skipsItAndGoesOn() throws Exception {
        DesignRun run = design(request("C11=35"), failing(f -> f.toString().endsWith("mode1")));

        assertThat(run.status()).isEqualTo(DesignStatus.SUCCEEDED);
        assertThat(run.reason()).startsWith("1 of 2 candidates within 2.00 %");
        assertThat(run.candidates().get(0).history()).hasSize(2);
        assertThat(run.report().candidates().get(0).id()).isEqualTo("mode2");
    }

    @Test
    void design_unknownSolver_failsAndNamesIt() throws Exception {
        DesignRun run = design(request("C11=35"));

        assertThat(run.status()).isEqualTo(DesignStatus.FAILED);
        assertThat(run.reason()).contains("analytic");
    }

    @Test
    void design_anyRun_numbersItsEventsAndEndsWithTheOutcome() throws Exception {
        DesignRequest strict = request("C11=35", 0.002, DesignRequest.Budget.DEFAULT, Phases.PAPER);
        List<DesignEvent> events = design(strict, ANALYTIC).events();

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).number()).isEqualTo(i + 1);
        }
        assertThat(events).extracting(DesignEvent::stage).contains("infer", "verify", "decide", "anneal", "trim");
        DesignEvent last = events.get(events.size() - 1);
        assertThat(last.stage()).isEqualTo("accept");
        assertThat(last.message()).startsWith("succeeded: 2 of 2 candidates");
        assertThat(last.bestError()).isLessThan(0.01);
    }

    @Test
    void design_stepInsertedBetweenInferAndVerify_changesEveryMicrostructure() throws Exception {
        Path routes = copyOfRoutes();
        edit(routes.resolve("infer.camel.yaml"), "      uri: direct:propose\n      steps:\n", """
      uri: direct:propose
      steps:
        - bean:
            beanType: %s
""".formatted(
                        ReverseAxes.class.getName()));

        try (LoopContext context = new LoopContext(routes, ANALYTIC)) {
            DesignRun run = context.design(request("C11=35"), folder);

            assertThat(run.status()).as(run.reason()).isEqualTo(DesignStatus.SUCCEEDED);
            // mode 1 has fibres along z and mode 2 along x: now it is the other way round
            assertThat(run.candidates().stream().map(c -> longest(c.base().correlationLength())))
                    .containsExactly(0, 2);
        }
    }

    @Test
    void design_solverSwappedInTheRouteFile_isTheOneThatRuns() throws Exception {
        Path routes = copyOfRoutes();
        edit(routes.resolve("verify.camel.yaml"), "fem:${variable.design.request.solver}", "fem:other");
        FemSolver other = renamed("other");

        try (LoopContext context = new LoopContext(routes, ANALYTIC, other)) {
            DesignRun run = context.design(request("C11=35"), folder);

            assertThat(run.report().candidates())
                    .allSatisfy(c -> assertThat(c.solver().name()).isEqualTo("other"));
        }
    }

    @Test
    void design_stepThatThrows_failsWithItsMessage() throws Exception {
        Path routes = copyOfRoutes();
        edit(routes.resolve("infer.camel.yaml"), "        - to: vaereg:decode\n", """
        - throwException:
            exceptionType: java.lang.IllegalStateException
            message: out of ideas
""");

        try (LoopContext context = new LoopContext(routes, ANALYTIC)) {
            DesignRun run = context.design(request("C11=35"), folder);

            assertThat(run.status()).isEqualTo(DesignStatus.FAILED);
            assertThat(run.reason()).isEqualTo("out of ideas");
        }
    }

    /** A step of a user's own: axes reversed. */
    public static final class ReverseAxes {
        public Microstructure reversed(Microstructure m) {
            byte[] voxels = new byte[m.size()];
            int i = 0;
            for (int z = 0; z < m.nz(); z++) {
                for (int y = 0; y < m.ny(); y++) {
                    for (int x = 0; x < m.nx(); x++) {
                        voxels[i++] = (byte) (m.isHard(x, y, z) ? 1 : 0);
                    }
                }
            }
            return new Microstructure(m.nz(), m.ny(), m.nx(), voxels);
        }
    }

    private DesignRun design(DesignRequest request, FemSolver... solvers) throws Exception {
        try (LoopContext context = new LoopContext(ROUTES, (Object[]) solvers)) {
            return context.design(request, folder);
        }
    }

    private static DesignRequest request(String target) {
        return request(target, 0.02, DesignRequest.Budget.DEFAULT, Phases.PAPER);
    }

    private static DesignRequest request(String target, double tolerance, DesignRequest.Budget budget, Phases phases) {
        return new DesignRequest(
                DesignTarget.parse(target), tolerance, budget, 0, phases, "analytic", FemProblem.DEFAULT_RTOL);
    }

    private static FemSolver failing(Predicate<Path> when) {
        return new FemSolver() {
            @Override
            public String name() {
                return "analytic";
            }

            @Override
            public FemResult solve(FemProblem problem, Path folder) throws FemException {
                if (when.test(folder)) {
                    throw new FemException(FemException.Reason.CRASHED, "exit code 1");
                }
                return ANALYTIC.solve(problem, folder);
            }
        };
    }

    private static FemSolver renamed(String name) {
        return new FemSolver() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public FemResult solve(FemProblem problem, Path folder) throws FemException {
                FemResult r = ANALYTIC.solve(problem, folder);
                return new FemResult(r.stiffness(), r.iterations(), r.residual(), r.seconds(), name, r.version());
            }
        };
    }

    private Path copyOfRoutes() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("routes"));
        for (Path file : LoopContext.files(ROUTES)) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsOnlyOnce(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static List<String> voxels(DesignRun run) {
        return run.candidates().stream()
                .map(c -> c.base().microstructure().sha256())
                .toList();
    }

    private static int longest(List<Double> lengths) {
        int longest = 0;
        for (int i = 1; i < 3; i++) {
            longest = lengths.get(i) > lengths.get(longest) ? i : longest;
        }
        return longest;
    }
}
