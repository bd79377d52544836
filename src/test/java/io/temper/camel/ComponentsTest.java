package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.annealing.AnnealingResult;
import io.temper.design.AnalyticMaterial;
import io.temper.design.LatentSearch;
import io.temper.design.RetrainingTask;
import io.temper.design.TurnedModel;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Axis;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The components as any Camel application would use them: by their URIs. */
class ComponentsTest {
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final Recorder SOLVER = new Recorder();
    private static ProducerTemplate template;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        CAMEL.getRegistry().bind("model", VaeReg.class, new AnalyticMaterial.Model());
        CAMEL.getRegistry().bind("solver", FemSolver.class, SOLVER);
        CAMEL.start();
        template = CAMEL.createProducerTemplate();
    }

    @AfterAll
    static void stop() throws Exception {
        CAMEL.close();
    }

    @Test
    void microstructureGenerate_options_areTheGenerators() {
        Microstructure m = template.requestBody(
                "microstructure:generate?sigma=1,1,3&fraction=0.4&size=12&seed=7", null, Microstructure.class);
        assertThat(m).isEqualTo(new GaussianFilterGenerator(12, 12, 12).generate(Sigma.parse("1,1,3"), 0.4, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.npy", "m.vti", "m.nrrd", "m.tif"})
    void microstructureWriteAndRead_anyFormat_isTheSame(String name) {
        Path file = folder.resolve(name);
        Microstructure m = sample();
        assertThat(template.requestBody("microstructure:write?file=" + file, m)).isSameAs(m);
        assertThat(template.requestBody("microstructure:read?file=" + file, (Object) null))
                .isEqualTo(m);
        assertThat(template.requestBody("microstructure:read", file)).isEqualTo(m);
        assertThat(template.requestBody("microstructure:read", file.toFile())).isEqualTo(m);
    }

    @Test
    void microstructureTrim_fraction_fromTheHeaderBeforeTheOption() {
        PhaseField field = new AnalyticMaterial.Model()
                .decode(List.of(new double[] {1, 0, 0}))
                .get(0);
        assertThat(template.requestBody("microstructure:trim", field)).isEqualTo(field.microstructure());
        assertThat(template.requestBody("microstructure:trim?fraction=0.3", field))
                .isEqualTo(field.atFraction(0.3));
        assertThat(template.requestBodyAndHeader(
                        "microstructure:trim?fraction=0.3", field, MicrostructureConstants.FRACTION, 0.2))
                .isEqualTo(field.atFraction(0.2));
    }

    @Test
    void microstructureDescribe_fibres_namesTheirAxis() {
        TwoPointCorrelation described = template.requestBody(
                "microstructure:describe",
                new GaussianFilterGenerator(21, 21, 21).generate(new Sigma(1, 1, 5), 0.5, 0),
                TwoPointCorrelation.class);
        assertThat(described.longestAxis()).isEqualTo(Axis.Z);
    }

    @Test
    void vaereg_targetToPrediction_oneByOneOrAsAList() {
        LatentPrior prior = template.requestBody("vaereg:infer", "C11=35", LatentPrior.class);
        List<?> settled = template.requestBodyAndHeader(
                "vaereg:settle",
                prior.modes(),
                VaeRegConstants.TARGET,
                new DesignTarget(Map.of(Property.C11, 35.0)),
                List.class);
        assertThat(settled).hasSameSizeAs(prior.modes()).hasOnlyElementsOfType(LatentPrior.Mode.class);
        double[] mean = prior.modes().get(0).mean();
        PhaseField field = template.requestBody("vaereg:decode", mean, PhaseField.class);
        List<?> fields = template.requestBody("vaereg:decode", List.of(mean, mean), List.class);
        assertThat(fields)
                .hasSize(2)
                .allSatisfy(f -> assertThat(((PhaseField) f).logits()).isEqualTo(field.logits()));

        Prediction one = template.requestBody("vaereg:predict", field.microstructure(), Prediction.class);
        assertThat(one.mean(Property.C11)).isCloseTo(35, within(0.1));
        List<?> predictions = template.requestBody("vaereg:predict", List.of(field, field), List.class);
        assertThat(predictions)
                .hasSize(2)
                .allSatisfy(p -> assertThat(((Prediction) p).values()).isEqualTo(one.values()));
    }

    @Test
    void anneal_options_areTheSchedules() {
        DesignTarget target = DesignTarget.parse("C11=35");
        LatentPrior.Mode mode =
                new AnalyticMaterial.Model().prior(target).modes().get(0);
        LatentSearch search = new LatentSearch(target, mode, new double[] {-1, 0, 0}, 1);
        AnnealingResult result = template.requestBody(
                "anneal:latent?iterations=3&chains=2&startTemperature=8&endTemperature=2",
                search,
                AnnealingResult.class);
        assertThat(result.trace())
                .extracting(AnnealingResult.Iteration::temperature)
                .containsExactly(8.0, 4.0, 2.0);
        assertThat(result.ends()).as("chains").hasSize(2);
    }

    @Test
    void fem_options_areTheProblems() {
        template.requestBodyAndHeader(
                "fem:recorder?columns=1,3&rtol=1e-6&hard=70:0.2&soft=1:0.4", sample(), FemConstants.FOLDER, folder);
        assertThat(SOLVER.folder).isEqualTo(folder);
        assertThat(SOLVER.problem.microstructure()).isEqualTo(sample());
        assertThat(SOLVER.problem.columns()).containsExactly(1, 3);
        assertThat(SOLVER.problem.rtol()).isEqualTo(1e-6);
        assertThat(SOLVER.problem.phases()).isEqualTo(new Phases(new Phase(70, 0.2), new Phase(1, 0.4)));
    }

    @Test
    void fem_voxelFile_isReadAndSolvedInAFolderOfItsOwn() {
        Path file = folder.resolve("m.npy");
        template.requestBody("microstructure:write?file=" + file, sample());
        template.requestBody("fem:recorder?workFolder=" + folder.resolve("work"), file.toFile());
        Path first = SOLVER.folder;
        template.requestBody("fem:recorder?workFolder=" + folder.resolve("work"), file.toFile());
        assertThat(SOLVER.problem.microstructure()).isEqualTo(sample());
        assertThat(SOLVER.problem.columns()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(SOLVER.problem.phases()).isEqualTo(Phases.PAPER);
        assertThat(SOLVER.folder).isNotEqualTo(first);
        assertThat(SOLVER.folder.getParent()).isEqualTo(folder.resolve("work"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vaereg:dream                         | unknown operation 'dream': use one of [infer, settle, decode, predict, retrain]
            microstructure:melt                  | unknown operation 'melt'
            anneal:steel                         | unknown operation 'steel': use one of [latent]
            fem:recorder?columns=0               | columns [0]: give at least one of 1..6
            fem:recorder?columns=x               | columns 'x' is not a list such as 1 or 1,2,3, nor all
            fem:recorder?hard=-1:0.3             | Young's modulus -1.0 GPa must be a positive finite number
            fem:recorder?rtol=2                  | rtol 2.0 must be above 0 and at most 0.1
            vaereg:settle                        | vaereg:settle needs the target in header CamelVaeRegTarget
            fem:nobody                           | no solver 'nobody'
            microstructure:generate              | microstructure:generate needs a fraction
            microstructure:write                 | microstructure:write needs a file
            anneal:latent?startTemperature=0.1   | cooling from temperature 0.1 to 0.25
            """)
    void anyComponent_badUse_isOneClearLine(String uri, String message) {
        assertThatThrownBy(() -> template.requestBody(uri, sample()))
                .satisfies(e -> assertThat(causes(e)).anyMatch(m -> m.contains(message)));
    }

    @Test
    void vaereg_modelInTheHeader_isAskedInsteadOfTheComponents() {
        double[] z = {-1, 0, 0};
        PhaseField turned = template.requestBodyAndHeader(
                "vaereg:decode", z, VaeRegConstants.MODEL, new TurnedModel(), PhaseField.class);
        assertThat(TwoPointCorrelation.of(turned.microstructure()).longestAxis())
                .isEqualTo(Axis.Y);
        PhaseField own = template.requestBody("vaereg:decode", z, PhaseField.class);
        assertThat(TwoPointCorrelation.of(own.microstructure()).longestAxis()).isEqualTo(Axis.Z);
    }

    @Test
    void vaeregRetrain_noRetrainer_saysHowToBindOne() {
        RetrainingTask task = new RetrainingTask(
                "d",
                DesignTarget.parse("C11=35"),
                new io.temper.vaereg.versions.ModelVersion("bundled", "00", null, null, null, true),
                new AnalyticMaterial.Model(),
                List.of(new io.temper.vaereg.versions.LabelledPoint(
                        sample(), io.temper.material.Stiffness.of(Phases.PAPER.hard()), "sample")),
                1,
                0,
                line -> {});
        assertThatThrownBy(() -> template.requestBody("vaereg:retrain", task))
                .satisfies(e -> assertThat(causes(e))
                        .anyMatch(m -> m.contains("bind exactly one Retrainer in Camel's registry")));
    }

    @Test
    void vaereg_severalModels_saysHowToNameOne() throws Exception {
        try (DefaultCamelContext several = new DefaultCamelContext()) {
            several.getRegistry().bind("one", VaeReg.class, new AnalyticMaterial.Model());
            several.getRegistry().bind("other", VaeReg.class, new TurnedModel());
            several.start();
            assertThatThrownBy(() -> several.createProducerTemplate().requestBody("vaereg:infer", "C11=35"))
                    .satisfies(e -> assertThat(causes(e)).anyMatch(m -> m.contains("2 VAE-Reg models are bound")));
        }
    }

    @Test
    void vaereg_modelFolderWithoutModel_saysWhich() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getComponent("vaereg", VaeRegComponent.class)
                    .setModelFolder(folder.resolve("none").toString());
            camel.start();
            assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("vaereg:infer", "C11=35"))
                    .satisfies(e -> assertThat(causes(e))
                            .anyMatch(m -> m.contains(folder.resolve("none").toString())));
        }
    }

    @Test
    void anneal_modeOfAPrior_isSearchedForTheTargetThatWasInferred() {
        Object prior = template.requestBody("vaereg:infer", "C11=35");
        assertThat(template.requestBodyAndHeader(
                        "anneal:latent?iterations=3&seed=2", prior, VaeRegConstants.TARGET, "C11=35"))
                .isInstanceOf(AnnealingResult.class);
        assertThatThrownBy(() -> template.requestBody("anneal:latent", prior))
                .satisfies(e -> assertThat(causes(e))
                        .anyMatch(m -> m.contains("needs the target in header CamelVaeRegTarget")));
    }

    private static List<String> causes(Throwable e) {
        return java.util.stream.Stream.iterate(e, t -> t != null, Throwable::getCause)
                .map(t -> String.valueOf(t.getMessage()))
                .toList();
    }

    private static Microstructure sample() {
        return new GaussianFilterGenerator(8, 9, 10).generate(new Sigma(1, 1, 2), 0.4, 1);
    }

    /** Keeps what it was asked. */
    private static final class Recorder implements FemSolver {
        private FemProblem problem;
        private Path folder;

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public FemResult solve(FemProblem problem, Path folder) throws FemException {
            this.problem = problem;
            this.folder = folder;
            return new FemResult(new io.temper.material.Stiffness(Map.of()), List.of(), 0, 0, name(), "1");
        }
    }
}
