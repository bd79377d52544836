package io.temper.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTableTest {
    private static final List<Property> SIX =
            List.of(Property.C11, Property.C21, Property.C31, Property.C22, Property.C32, Property.C33);
    private static final LabelTable.Header HEADER = new LabelTable.Header(
            new DatasetRecipe(List.of(new Sigma(1, 1, 2), new Sigma(2, 0.5, 1)), 3, 9), 8, Phases.PAPER, SIX, 1e-4);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("labels.csv");
    }

    /** Hill's estimate for the sample. */
    private static LabelTable.Row row(int index) {
        Sample sample = HEADER.recipe().samples().get(index);
        Stiffness hill =
                StiffnessBounds.of(Phases.PAPER, sample.hardFraction(8)).hill();
        return new LabelTable.Row(sample, SIX.stream().map(hill::require).toList(), "hill", "1");
    }

    private static LabelTable.Row row(int index, Property property, double value) {
        LabelTable.Row row = row(index);
        List<Double> values = new ArrayList<>(row.values());
        values.set(SIX.indexOf(property), value);
        return new LabelTable.Row(row.sample(), values, "hill", "1");
    }

    private LabelTable labelled(int... indices) throws IOException {
        LabelTable table = LabelTable.open(file, HEADER);
        for (int i : indices) {
            table.append(row(i));
        }
        return table;
    }

    /** Replaces a text in the file. */
    private void edit(String what, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    @Test
    void read_ownHeader_givesAllThatOpenWasGiven() throws Exception {
        LabelTable.Header other = new LabelTable.Header(
                new DatasetRecipe(DatasetRecipe.ALL_FILTERS, 139, -5),
                51,
                new Phases(new Phase(70.5, 0.21), new Phase(1e-3, -0.1)),
                List.of(Property.C44, Property.C21),
                1e-3);
        LabelTable.open(file, other);

        assertThat(LabelTable.read(file).header()).isEqualTo(other);
        assertThat(Files.readAllLines(file).get(0))
                .startsWith("# temper-labels-2 seed=-5 perFilter=139 filters=1:1:1;1:1:3;1:1:5;1:1:7;1:3:1;")
                .endsWith(" size=51 hard=70.5:0.21 soft=0.001:-0.1 rtol=0.001 unit=GPa");
    }

    @Test
    void append_valuesOfManyDigits_keepsEight() throws Exception {
        labelled(4);

        assertThat(LabelTable.read(file).rows()).hasSize(1).first().satisfies(kept -> {
            assertThat(kept.sample()).isEqualTo(row(4).sample());
            for (int p = 0; p < 6; p++) {
                double exact = row(4).values().get(p);
                assertThat(Math.abs(kept.values().get(p) / exact - 1)).isBetween(1e-12, 5e-8);
            }
        });
        assertThat(Files.readAllLines(file).get(2).split(",")[6].replace(".", ""))
                .hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void finish_rowsInAnyOrder_sortsThem() throws Exception {
        labelled(0, 1, 2, 3, 4, 5).finish();
        byte[] sorted = Files.readAllBytes(file);
        Files.delete(file);

        LabelTable table = labelled(3, 0, 5, 1, 4, 2);
        assertThat(file).content().isNotEqualTo(new String(sorted, java.nio.charset.StandardCharsets.US_ASCII));
        table.finish();

        assertThat(file).hasBinaryContent(sorted);
        assertThat(LabelTable.read(file).complete())
                .isEqualTo(table.complete())
                .extracting(r -> r.sample().index())
                .containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void complete_rowsMissing_saysHowManyAndWhich() throws Exception {
        LabelTable table = labelled(3, 0);

        assertThat(table.rows()).extracting(r -> r.sample().index()).containsExactly(0, 3);
        assertThat(table.missing()).extracting(Sample::index).containsExactly(1, 2, 4, 5);
        assertThatThrownBy(table::complete)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 2 of 6 samples, 4 are missing (1 2 4 5)")
                .hasMessageContaining("dataset label --labels " + file);
        assertThatThrownBy(table::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void read_lastRowCutShortAnywhere_dropsThatRowOnlyAndLeavesTheFile() throws Exception {
        labelled(0, 1);
        String whole = Files.readString(file);
        int second = whole.indexOf("\n1,") + 1;
        for (int end = second; end < whole.length(); end++) {
            Files.writeString(file, whole.substring(0, end));
            LabelTable table = LabelTable.read(file);
            assertThat(table.rows()).extracting(r -> r.sample().index()).containsExactly(0);
            assertThat(Files.size(file)).isEqualTo(end);
            table.append(row(1));
            assertThat(file).hasContent(whole);
        }
    }

    @Test
    void append_whatCannotBeTrue_isRefusedAndNothingIsWritten() throws Exception {
        LabelTable table = labelled(0, 1);
        byte[] before = Files.readAllBytes(file);
        Sample foreign = new Sample(2, new Sigma(1, 1, 2), 0.5, 77);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(row(2, Property.C11, Double.NaN)))
                .withMessage("C11 = NaN is not a finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(row(2, Property.C33, 161.6)))
                .withMessageContaining("Voigt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(row(1)))
                .withMessage("sample 1 has labels already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(new LabelTable.Row(foreign, row(2).values(), "hill", "1")))
                .withMessageContaining("fraction 0.5 is not the recipe's for sample 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(new LabelTable.Row(row(2).sample(), List.of(20.0), "hill", "1")))
                .withMessage("9 columns instead of 14");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void append_anotherProgramAppended_stopsAndLosesNothing() throws Exception {
        LabelTable mine = labelled(0);
        LabelTable.read(file).append(row(1));
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> mine.append(row(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another one labels into it");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void row_nameThatWouldBreakTheLine_isRefused() {
        for (String bad : List.of("", "a,b", "a\nb", "\u00e9")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new LabelTable.Row(row(0).sample(), row(0).values(), "voxel", bad))
                    .withMessageContaining("'" + bad + "'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            10 | 8 | C11 | 1e-4 | seed=9, not 10
            9  | 9 | C11 | 1e-4 | size=8, not 9
            9  | 8 | C33 | 1e-4 | properties [C11, C21, C31, C22, C32, C33], not [C33]
            9  | 8 | C11 | 1e-3 | rtol=1.0E-4, not 0.001; properties
            """)
    void open_madeOtherwise_saysWhatDiffers(long seed, int size, Property property, double rtol, String message)
            throws Exception {
        labelled(0);
        byte[] before = Files.readAllBytes(file);
        LabelTable.Header other = new LabelTable.Header(
                new DatasetRecipe(HEADER.recipe().filters(), 3, seed), size, Phases.PAPER, List.of(property), rtol);

        assertThatThrownBy(() -> LabelTable.open(file, other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        assertThat(file).hasBinaryContent(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            temper-labels-2    | temper-labels-1    | write temper-labels-2 there, and after perFilter=... a word like filters=1:1:7;7:1:1
            # temper-labels-2  | # other-labels     | it begins with '# other-labels
            seed=9             | seed=nine          | seed=nine is not a whole number
            perFilter=3        | perFilter=0        | 0 samples per filter
            filters=1:1:2      | filters=1:1        | sigma '1,1' is not three numbers
            filters=1:1:2      | filters=2:0.5:1    | none of them twice
            ` size=8`          | ``                 | has no size
            size=8             | size=1             | at least 2 voxels
            size=8             | size=8 sise=8      | {sise=8}, which is not known
            size=8             | size=8 size=9      | 'size=9', which is no name=value or there twice
            soft=2.4:0.3       | soft=2.4           | phase '2.4' is not E:nu
            rtol=1.0E-4        | rtol=1             | rtol 1.0 must be above 0
            unit=GPa           | unit=MPa           | unit is not GPa
            C11,C21            | C11,C11            | none of them twice
            C11,C21            | C11,C47            | unknown property 'C47'
            index,sigma_x      | sigma_x,index      | its columns are 'sigma_x,index
            """)
    void read_headerDamaged_saysWhat(String what, String by, String message) throws Exception {
        labelled(0, 1);
        edit(what, by);

        assertThatThrownBy(() -> LabelTable.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("label table " + file + ": ")
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "40"})
    void read_headerNotWhole_saysSo(int bytes) throws Exception {
        labelled(0);
        Files.writeString(file, Files.readString(file).substring(0, bytes));

        assertThatThrownBy(() -> LabelTable.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its two header lines are not whole");
    }

    @Test
    void read_nothingThere_saysHowToMakeIt() {
        for (Path none : List.of(file, folder)) {
            assertThatThrownBy(() -> LabelTable.read(none))
                    .isInstanceOf(IOException.class)
                    .hasMessage("there is no label table %s: make it with 'dataset label --labels %s'", none, none);
        }
    }

    /** Column by column of line 4, sample 1, what no row may hold. Its sample is 29.9 % hard: C11 from 4.6 to 50.5, C21 from -11.2 to 34.8 GPa. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0  | one       | index 'one' is not a whole number
            0  | 6         | index 6 is outside 0..5
            0  | -1        | index -1 is outside 0..5
            0  | 2         | is not the recipe's for sample 2
            1  | 3.0       | sigma_x 3.0 is not the recipe's for sample 1, which has 1.0
            2  | 3.0       | sigma_y 3.0 is not the recipe's
            3  | 3.0       | sigma_z 3.0 is not the recipe's
            4  | 0.5       | fraction 0.5 is not the recipe's
            5  | 12        | seed 12 is not the recipe's
            5  | 1.5       | seed '1.5' is not a whole number
            6  | ``        | C11 '' is not a number
            6  | x         | C11 'x' is not a number
            6  | NaN       | C11 = NaN is not a finite number
            7  | -Infinity | C21 = -Infinity is not a finite number
            8  | 1e999     | C31 = Infinity is not a finite number
            6  | -3        | C11 = -3.00000 GPa lies outside
            9  | 161       | C22 = 161.000 GPa lies outside
            10 | 80        | C32 = 80.0000 GPa lies outside
            11 | 3.3       | C33 = 3.30000 GPa lies outside
            12 | ``        | '' cannot be a solver's name
            13 | ``        | '' cannot be a solver's name
            13 | 1,2       | 15 columns instead of 14
            13 | \u00e9   | cannot be a solver's name
            """)
    void read_rowDamaged_saysWhereAndWhat(int column, String value, String message) throws Exception {
        labelled(0, 1, 2);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String[] parts = lines.get(3).split(",");
        parts[column] = value;
        lines.set(3, String.join(",", parts));
        Files.write(file, lines);

        assertThatThrownBy(() -> LabelTable.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("label table %s: line 4: ".formatted(file))
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    /** Each term is within its own bounds, but the three couplings cannot all be that large, or that small, together. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 12 12 | 30 30 30    | C is not positive definite
            12 12 12 | -10 -10 -10 | C is not positive definite
            40 40 40 | -10 -10 -10 | together break the Reuss and Voigt bounds
            12 12 12 | 11 11 11    | together break the Reuss and Voigt bounds
            """)
    void append_blockThatNoMaterialHas_isRefused(String diagonal, String couplings, String message) throws Exception {
        LabelTable table = labelled();
        String[] d = diagonal.split(" ");
        String[] c = couplings.split(" ");
        List<Double> values = List.of(
                Double.valueOf(d[0]),
                Double.valueOf(c[0]),
                Double.valueOf(c[1]),
                Double.valueOf(d[1]),
                Double.valueOf(c[2]),
                Double.valueOf(d[2]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.append(new LabelTable.Row(row(1).sample(), values, "hill", "1")))
                .withMessageContaining(message);
    }

    /** The bounds themselves are stiffnesses that a row may have. */
    @Test
    void append_theBoundsThemselves_areTaken() throws Exception {
        LabelTable table = labelled();
        for (int i = 0; i < 2; i++) {
            Sample sample = row(i).sample();
            StiffnessBounds bounds = StiffnessBounds.of(Phases.PAPER, sample.hardFraction(8));
            Stiffness bound = i == 0 ? bounds.voigt() : bounds.reuss();
            table.append(
                    new LabelTable.Row(sample, SIX.stream().map(bound::require).toList(), "bound", "1"));
        }
        assertThat(LabelTable.read(file).rows()).hasSize(2);
    }

    @Test
    void read_sameRowTwice_isToldFromAContradiction() throws Exception {
        labelled(0, 1, 2);
        String line = Files.readAllLines(file).get(3);
        String whole = Files.readString(file);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> LabelTable.read(file))
                .hasMessageContaining("line 6: sample 1 is also in line 4, with the same labels: remove one");

        String value = line.split(",")[6];
        Files.writeString(file, whole + line.replace(value, "20.5") + "\n");
        assertThatThrownBy(() -> LabelTable.read(file))
                .hasMessageContaining("line 6: sample 1 is also in line 4, with [" + value)
                .hasMessageContaining("instead of [20.5")
                .hasMessageContaining("remove the wrong line");
    }
}
