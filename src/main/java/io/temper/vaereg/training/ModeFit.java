package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The generator of a trained model fitted again with another number of modes K, the encoder and decoder being as they are.
 *
 * @param trainingKl mean KL divergence of q(z|x) from p(z|c) over the training part [nats]
 * @param validationKl the same over the validation part: the part of the likelihood's bound that K changes
 */
public record ModeFit(TrainedWeights weights, double trainingKl, double validationKl) {
    /**
     * Fits it.
     *
     * @param folder of the finished training
     * @throws IOException if the folder lacks the encoded samples
     */
    public static ModeFit of(TrainedWeights trained, Path folder, int modes, TrainingSettings settings)
            throws IOException {
        NetworkShape shape = trained.shape().withModes(modes);
        EncodedSet training = EncodedSet.read(trainingFile(folder));
        EncodedSet validation = EncodedSet.read(validationFile(folder));
        boolean same = modes == trained.shape().modes();
        Map<String, float[]> weights = new LinkedHashMap<>(trained.arrays());
        Map<String, float[]> generator = new LinkedHashMap<>(trained.arrays());
        generator.keySet().removeIf(name -> !name.startsWith("generator."));
        if (!same) {
            generator = new GeneratorRefit(shape, training)
                    .run(null, settings.seed(), settings.refitSteps(), settings.threads())
                    .weights();
        }
        weights.putAll(generator);
        try (GeneratorGraph graph = new GeneratorGraph(shape, settings.seed(), settings.threads())) {
            graph.assign(generator);
            return new ModeFit(
                    new TrainedWeights(shape, weights, trained.validationLoss()),
                    graph.kl(training),
                    graph.kl(validation));
        }
    }

    static Path trainingFile(Path folder) {
        return folder.resolve("encoded-training.safetensors");
    }

    static Path validationFile(Path folder) {
        return folder.resolve("encoded-validation.safetensors");
    }
}
