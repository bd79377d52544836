package io.temper.evaluation.baseline;

import io.temper.vaereg.training.TrainingData;
import java.util.List;

/** A baseline that can predict; close it to free what it holds. */
public interface TrainedBaseline extends AutoCloseable {
    /** What was chosen on the validation part, for people to read; empty if nothing was. */
    String chosen();

    /** Predictions [samples][properties], GPa, from the samples' voxels alone. */
    double[][] predict(List<TrainingData.Sample> samples);

    @Override
    default void close() {}
}
