package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.StiffnessBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTableTest {
    private static final LabelTable.Header HEADER = new LabelTable.Header(
            new DatasetRecipe(List.of(new Sigma(1, 1, 2), new Sigma(2, 1, 1)), 3, 9),
            8,
            Phases.PAPER,
            List.of(Property.C11),
            1e-4);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("labels.csv");
    }

    /** Labels with the Voigt bound, and fails at an evaluation of its own choice. */
    private static final class Voigt implements FemSolver {
        private final int failAt;
        private int calls;

        Voigt(int failAt) {
            this.failAt = failAt;
        }

        @Override
        public String name() {
            return "voigt";
        }

        @Override
        public FemResult solve(FemProblem p, Path unused) throws FemException {
            if (++calls == failAt) {
                throw new FemException(FemException.Reason.CRASHED, "out of luck");
            }
            double f = p.microstructure().hardFraction();
            return new FemResult(StiffnessBounds.of(p.phases(), f).voigt(), List.of(1), 0, 0, "voigt", "1");
        }
    }

    @Test
    void label_failedHalfway_goesOnWhereItStopped() throws Exception {
        Voigt failing = new Voigt(4);
        assertThatThrownBy(() -> new DatasetLabeller(failing, folder)
                        .label(LabelTable.open(file, HEADER), (done, total, left) -> {}))
                .isInstanceOf(FemException.class);
        LabelTable half = LabelTable.open(file, HEADER);
        assertThat(half.missing()).hasSize(3);
        assertThatThrownBy(half::complete).hasMessageContaining("3 of 6");

        Voigt second = new Voigt(0);
        List<Integer> progress = new ArrayList<>();
        new DatasetLabeller(second, folder).label(half, (done, total, left) -> progress.add(done));
        assertThat(second.calls).isEqualTo(3);
        assertThat(progress).containsExactly(4, 5, 6);

        Path undisturbed = folder.resolve("undisturbed.csv");
        new DatasetLabeller(new Voigt(0), folder)
                .label(LabelTable.open(undisturbed, HEADER), (done, total, left) -> {});
        assertThat(file).hasSameTextualContentAs(undisturbed);
    }

    @Test
    void open_lastRowCutShort_dropsThatRowOnly() throws Exception {
        labelled();
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 5));
        LabelTable table = LabelTable.open(file, HEADER);
        assertThat(table.missing()).extracting(Sample::index).containsExactly(5);
        new DatasetLabeller(new Voigt(0), folder).label(table, (done, total, left) -> {});
        assertThat(Files.readString(file)).isEqualTo(whole);
    }

    @Test
    void open_otherRecipe_refused() throws Exception {
        labelled();
        LabelTable.Header other = new LabelTable.Header(
                new DatasetRecipe(HEADER.recipe().filters(), 3, 10), 8, Phases.PAPER, List.of(Property.C11), 1e-4);
        assertThatThrownBy(() -> LabelTable.open(file, other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("seed=9")
                .hasMessageContaining("seed=10");
    }

    @Test
    void open_rowTwice_saysWhere() throws Exception {
        labelled();
        String row = Files.readAllLines(file).get(3);
        Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> LabelTable.open(file, HEADER))
                .hasMessageContaining("line 9")
                .hasMessageContaining("sample 1 is there twice");
    }

    @Test
    void open_impossibleValue_saysWhere() throws Exception {
        labelled();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String[] parts = lines.get(2).split(",");
        parts[6] = "-3";
        lines.set(2, String.join(",", parts));
        Files.write(file, lines);
        assertThatThrownBy(() -> LabelTable.open(file, HEADER))
                .hasMessageContaining("line 3")
                .hasMessageContaining("-3");
    }

    @Test
    void open_seedChanged_saysItIsNotTheRecipes() throws Exception {
        labelled();
        String text = Files.readString(file);
        String seed = "," + HEADER.recipe().samples().get(0).seed() + ",";
        Files.writeString(file, text.replace(seed, ",1,"));
        assertThatThrownBy(() -> LabelTable.open(file, HEADER)).hasMessageContaining("not the recipe's");
    }

    private void labelled() throws Exception {
        new DatasetLabeller(new Voigt(0), folder).label(LabelTable.open(file, HEADER), (done, total, left) -> {});
    }
}
