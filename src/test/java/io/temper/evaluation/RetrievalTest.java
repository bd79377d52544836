package io.temper.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.training.TrainingData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    @Test
    void nearest_targetTurned_findsTheSampleThroughASymmetryAndOnlyInTheTrainingPart() {
        TrainingData data = new TrainingData(
                List.of(Property.C11, Property.C22, Property.C33),
                List.of(
                        sample(10, 20, 40, Split.TRAIN),
                        sample(10, 11, 12, Split.TRAIN),
                        sample(41, 20, 10, Split.VALIDATION),
                        sample(40, 20, 10, Split.TEST)));
        DesignTarget target = new DesignTarget(Map.of(Property.C11, 41.0, Property.C22, 20.0, Property.C33, 10.0));
        InverseAccuracy.Row found =
                new Retrieval(data).nearest(List.of(target)).rows().get(0);
        assertThat(found.achieved())
                .containsEntry(Property.C11, 40.0)
                .containsEntry(Property.C22, 20.0)
                .containsEntry(Property.C33, 10.0);
        assertThat(found.error()).isCloseTo(1 / 41.0, within(1e-12));
    }

    private static TrainingData.Sample sample(double c11, double c22, double c33, Split part) {
        return new TrainingData.Sample(
                () -> new Microstructure(51, 51, 51, new byte[51 * 51 * 51]),
                Map.of(Property.C11, c11, Property.C22, c22, Property.C33, c33),
                part);
    }
}
