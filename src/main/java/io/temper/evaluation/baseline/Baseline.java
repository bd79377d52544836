package io.temper.evaluation.baseline;

import io.temper.vaereg.training.TrainingData;

/** A way to predict properties from voxels that VAE-Reg is compared with. */
public interface Baseline {
    /** Short name, as on the command line. */
    String name();

    /** Fits to the TRAIN part; what is to be chosen is chosen on the VALIDATION part. The TEST part is not looked at. */
    TrainedBaseline train(TrainingData data);
}
