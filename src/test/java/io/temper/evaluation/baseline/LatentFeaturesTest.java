package io.temper.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatentFeaturesTest {
    /** Encodes a microstructure as its hard fraction and counts how many it was asked for. */
    private static final class FractionEncoder implements VaeReg {
        int asked;

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            asked += microstructures.size();
            return microstructures.stream()
                    .map(m -> new Prediction(Map.of(), new double[] {m.hardFraction(), 1}))
                    .toList();
        }

        @Override
        public ModelCard card() {
            throw new UnsupportedOperationException("features need no card");
        }

        @Override
        public LatentPrior prior(DesignTarget target) {
            throw new UnsupportedOperationException("features need no prior");
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            throw new UnsupportedOperationException("features need no decoder");
        }

        @Override
        public double strangeness(Microstructure m) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void of_memoized_encodesEachMicrostructureOnceAndKeepsTheOrder() {
        FractionEncoder model = new FractionEncoder();
        Features features = new MemoizedFeatures(new LatentFeatures(model));
        Microstructure empty = new Microstructure(2, 2, 2, new byte[8]);
        Microstructure half = new Microstructure(2, 2, 2, new byte[] {1, 1, 1, 1, 0, 0, 0, 0});
        assertThat(features.of(List.of(empty))).isDeepEqualTo(new double[][] {{0, 1}});
        assertThat(features.of(List.of(half, empty))).isDeepEqualTo(new double[][] {{0.5, 1}, {0, 1}});
        assertThat(model.asked).isEqualTo(2);
        assertThat(features.name()).isEqualTo("vae");
    }
}
