package io.temper.vaereg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Weights of a training on disk in single precision, for the training to go on from. */
public final class KeptWeights {
    private KeptWeights() {}

    public static void write(Path file, TrainedWeights weights) throws IOException {
        NetworkShape shape = weights.shape();
        SafeTensors.write(
                file,
                new SafeTensors.Content(
                        weights.arrays(),
                        Map.of("shape", shape.toString(), "loss", Double.toString(weights.validationLoss()))));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is missing, damaged, or of another network
     */
    public static TrainedWeights read(Path file, NetworkShape shape) throws IOException {
        SafeTensors.Content content = SafeTensors.read(file);
        String made = content.metadata().getOrDefault("shape", "");
        if (!shape.toString().equals(made)) {
            throw new IOException(
                    "%s holds a network of %s, not of %s: use another folder".formatted(file, made, shape));
        }
        return new TrainedWeights(
                shape, content.arrays(), Double.parseDouble(content.metadata().getOrDefault("loss", "NaN")));
    }
}
