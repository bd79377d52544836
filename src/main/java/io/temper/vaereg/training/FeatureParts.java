package io.temper.vaereg.training;

import io.temper.generation.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the regressor is fitted to and what it is chosen by, kept beside the training that they come from. */
record FeatureParts(FeatureSet training, FeatureSet validation) {
    /** Random views of each sample to learn from. */
    private static final int VIEWS = 3;

    /** @param validationViews random views of each sample to choose by */
    static FeatureParts of(
            FeatureSet.Trunk trunk, TrainingData data, DescriptorTable descriptors, int validationViews) {
        return new FeatureParts(
                FeatureSet.of(trunk, data, descriptors, Split.TRAIN, VIEWS),
                FeatureSet.of(trunk, data, descriptors, Split.VALIDATION, validationViews));
    }

    /** Whether the folder holds both. */
    static boolean in(Path folder) {
        return Files.exists(trainingFile(folder)) && Files.exists(validationFile(folder));
    }

    static FeatureParts read(Path folder) throws IOException {
        return new FeatureParts(FeatureSet.read(trainingFile(folder)), FeatureSet.read(validationFile(folder)));
    }

    FeatureParts write(Path folder) throws IOException {
        training.write(trainingFile(folder));
        validation.write(validationFile(folder));
        return this;
    }

    private static Path trainingFile(Path folder) {
        return folder.resolve("features-training.safetensors");
    }

    private static Path validationFile(Path folder) {
        return folder.resolve("features-validation.safetensors");
    }
}
