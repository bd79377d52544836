package io.temper.vaereg.training;

import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of a training on disk in single precision, for the training to go on from. */
public final class KeptWeights {
    private KeptWeights() {}

    public static void write(Path file, TrainedWeights weights) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("shape", weights.shape().toString());
        Double loss = weights.validationLoss();
        if (loss != null) {
            metadata.put("loss", loss.toString());
        }
        SafeTensors.write(file, new SafeTensors.Content(weights.arrays(), metadata));
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
        String loss = content.metadata().get("loss");
        return new TrainedWeights(shape, content.arrays(), loss == null ? null : Double.valueOf(loss));
    }
}
