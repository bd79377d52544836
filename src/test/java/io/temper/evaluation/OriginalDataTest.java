package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.training.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalDataTest {
    private static final Map<String, Object> OWN =
            Map.of("datasetSeed", 1, "samplesPerFilter", 10, "filters", List.of("1,1,7", "7,1,1"));

    @TempDir
    Path folder;

    private Path file;
    private LabelTable table;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("labels.csv");
        table = SmallTable.write(file, 10, 1);
    }

    private static ModelCard card(List<Property> properties, Phases phases, Map<String, Object> training) {
        List<Double> ones = Collections.nCopies(properties.size(), 1.0);
        return new ModelCard(properties, 51, 16, 2, phases, ones, ones, ones, ones, "00", training);
    }

    @Test
    void draw_itsOwnTable_partsAreApartAndTheTestPartIsLeftAlone() throws IOException {
        OriginalData data = OriginalData.draw(file, card(List.of(Property.C11), Phases.PAPER, OWN), 3);

        assertThat(data.known()).filteredOn(s -> s.part() == Split.TRAIN).hasSize(12);
        List<TrainingData.Sample> watched =
                data.known().stream().filter(s -> s.part() != Split.TRAIN).toList();
        assertThat(watched).hasSize(2).allMatch(s -> s.part() == Split.VALIDATION);
        assertThat(data.rest()).hasSize(2).allMatch(s -> s.part() == Split.VALIDATION);
        assertThat(labels(watched)).doesNotContainAnyElementsOf(labels(data.rest()));
        List<Double> known = labels(data.known());
        known.addAll(labels(data.rest()));
        assertThat(known).doesNotHaveDuplicates().hasSize(16);
        List<Double> test =
                labels(TrainingData.of(table, List.of(Property.C11), 0).samples(Split.TEST));
        assertThat(known).doesNotContainAnyElementsOf(test);
    }

    @Test
    void draw_modelOfAnotherFold_leavesThatFoldsTestPartAlone() throws IOException {
        List<Property> c11 = List.of(Property.C11);
        for (int fold = 0; fold < DatasetRecipe.FOLDS; fold++) {
            Map<String, Object> training = new HashMap<>(OWN);
            training.put("fold", fold);
            OriginalData data = OriginalData.draw(file, card(c11, Phases.PAPER, training), 3);

            List<Double> known = labels(data.known());
            known.addAll(labels(data.rest()));
            assertThat(known)
                    .hasSize(16)
                    .doesNotContainAnyElementsOf(
                            labels(TrainingData.of(table, c11, fold).samples(Split.TEST)));
        }
    }

    @Test
    void card_foldThatThereIsNot_refused() {
        for (Object fold : List.of(-1, 5, 1.5, "2")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> card(List.of(Property.C11), Phases.PAPER, Map.of("fold", fold)))
                    .withMessage("fold %s must be 0 to 4".formatted(fold));
        }
    }

    private static List<Double> labels(List<TrainingData.Sample> samples) {
        return new java.util.ArrayList<>(
                samples.stream().map(s -> s.value(Property.C11)).toList());
    }

    @Test
    void draw_sameSeed_sameSamplesInTheSameOrder() throws IOException {
        ModelCard card = card(List.of(Property.C11), Phases.PAPER, OWN);
        List<Double> first = labels(OriginalData.draw(file, card, 3).known());
        assertThat(labels(OriginalData.draw(file, card, 3).known())).isEqualTo(first);
        assertThat(labels(OriginalData.draw(file, card, 4).known())).isNotEqualTo(first);
    }

    @Test
    void draw_tableOfAnotherDataset_saysInWhatItDiffers() {
        ModelCard card = card(List.of(Property.C11), Phases.PAPER, Map.of("datasetSeed", 2));
        assertThatThrownBy(() -> OriginalData.draw(file, card, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("datasetSeed 1, the model was trained on 2");
    }

    @Test
    void draw_labelOrPhaseMissing_refused() {
        Phases other = new Phases(new Phase(200, 0.3), Phases.PAPER.soft());
        for (ModelCard card : List.of(
                card(List.of(Property.C11, Property.C22), Phases.PAPER, OWN),
                card(List.of(Property.C11), other, OWN))) {
            assertThatThrownBy(() -> OriginalData.draw(file, card, 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the model was trained for")
                    .hasMessageContaining("give its own table");
        }
    }
}
