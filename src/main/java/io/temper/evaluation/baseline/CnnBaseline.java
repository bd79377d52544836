package io.temper.evaluation.baseline;

import io.temper.vaereg.cnn.RegressionCnn;
import io.temper.vaereg.cnn.RegressionCnnListener;
import io.temper.vaereg.cnn.RegressionCnnSettings;
import io.temper.vaereg.training.TrainingData;
import java.util.List;
import java.util.Locale;

/** The regression-only convolutional network. */
public final class CnnBaseline implements Baseline {
    private final RegressionCnnSettings settings;
    private final RegressionCnnListener listener;

    public CnnBaseline(RegressionCnnSettings settings, RegressionCnnListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "cnn";
    }

    @Override
    public TrainedBaseline train(TrainingData data) {
        RegressionCnn cnn = RegressionCnn.train(data, settings, listener);
        return new TrainedBaseline() {
            @Override
            public String chosen() {
                return String.format(Locale.ROOT, "validation error %.4f, %s", cnn.validationError(), settings);
            }

            @Override
            public double[][] predict(List<TrainingData.Sample> samples) {
                return cnn.predict(samples.stream()
                        .map(TrainingData.Sample::microstructure)
                        .toList());
            }

            @Override
            public void close() {
                cnn.close();
            }
        };
    }
}
