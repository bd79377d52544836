package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.AnalyticMaterial;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodedSamplesTest {
    private static final List<DesignTarget> TARGETS = IntStream.range(0, 40)
            .mapToObj(i -> new DesignTarget(Map.of(Property.C11, 15.0 + i, Property.C33, 60.0 - i)))
            .toList();

    @TempDir
    Path folder;

    private final AtomicInteger solved = new AtomicInteger();
    private final AnalyticMaterial.Model model = new AnalyticMaterial.Model();

    private final FemSolver solver = new FemSolver() {
        private final FemSolver exact = new AnalyticMaterial.Solver();

        @Override
        public String name() {
            return exact.name();
        }

        @Override
        public FemResult solve(FemProblem problem, Path own) throws FemException {
            solved.incrementAndGet();
            return exact.solve(problem, own);
        }
    };

    private List<TrainingData.Sample> label() throws Exception {
        return new DecodedSamples(model, DecodedSamples.ofPrior(model, TARGETS), TARGETS.size(), true, solver, folder)
                .label();
    }

    @Test
    void label_stoppedInTheMiddleOfALine_solvesOnlyWhatIsMissing() throws Exception {
        List<TrainingData.Sample> whole = label();
        assertThat(solved).hasValue(40);
        Path file = folder.resolve("decoded.csv");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 4));

        List<TrainingData.Sample> again = label();
        assertThat(solved).hasValue(41);
        assertThat(Files.readString(file).lines()).hasSize(41).doesNotHaveDuplicates();
        for (int i = 0; i < TARGETS.size(); i++) {
            assertThat(again.get(i).value(Property.C11)).isEqualTo(whole.get(i).value(Property.C11));
        }
    }

    @Test
    void label_linesOfAnotherModel_areForgotten() throws Exception {
        label();
        Path file = folder.resolve("decoded.csv");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("model .*", "model ff"));
        label();
        assertThat(solved).hasValue(80);
        assertThat(Files.readString(file).lines())
                .hasSameElementsAs(text.lines().toList());
    }

    @Test
    void label_linesOfOtherProperties_saySo() throws Exception {
        Files.writeString(folder.resolve("decoded.csv"), "# model 00\n0,1,2,3\n");
        assertThatThrownBy(this::label).hasMessageContaining("[C11, C33]").hasMessageContaining("delete the file");
    }

    @Test
    void label_aTenth_isForValidation() throws Exception {
        assertThat(label()).filteredOn(s -> s.part() == Split.VALIDATION).hasSize(4);
    }

    @Test
    void label_notTrimmed_isWhatThePointsDecodeTo() throws Exception {
        DecodedSamples.Points points = (number, random) -> new double[] {0, 0.1 * number, 0};
        List<TrainingData.Sample> samples = new DecodedSamples(model, points, 3, false, solver, folder).label();
        for (int i = 0; i < 3; i++) {
            Microstructure m =
                    model.decode(List.of(new double[] {0, 0.1 * i, 0})).get(0).microstructure();
            FemProblem problem =
                    new FemProblem(m, model.card().phases(), new TreeSet<>(List.of(1)), FemProblem.DEFAULT_RTOL);
            assertThat(samples.get(i).value(Property.C11))
                    .isEqualTo(solver.solve(problem, folder).stiffness().require(Property.C11));
        }
    }
}
