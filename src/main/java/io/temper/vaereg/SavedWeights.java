package io.temper.vaereg;

import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat16;

/** Reads the weights of an exported model back, so that it can be trained further. */
public final class SavedWeights {
    private SavedWeights() {}

    /**
     * Every variable of a model, in C order, as it is kept: rounded to half precision.
     *
     * @param sha256 hash that the model's card must have
     * @throws IOException with one clear line if the model is missing, damaged or another one
     */
    public static TrainedWeights read(Path folder, String sha256) throws IOException {
        ModelCard card = ModelFolder.check(folder);
        if (!card.sha256().equals(sha256)) {
            throw new IOException(
                    "the model in %s was replaced by another one while it was in use: load it again".formatted(folder));
        }
        TensorFlowRuntime.prepareTraining();
        try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString())) {
            Map<String, float[]> weights = of(bundle);
            NetworkShape shape =
                    NetworkShape.of(card.latentSize(), card.properties().size(), card.modes(), weights.keySet());
            return new TrainedWeights(shape, weights, null);
        }
    }

    private static Map<String, float[]> of(SavedModelBundle bundle) {
        List<String> names = new ArrayList<>();
        Iterator<GraphOperation> operations = bundle.graph().operations();
        while (operations.hasNext()) {
            GraphOperation operation = operations.next();
            if (operation.type().equals("VariableV2")) {
                names.add(operation.name());
            }
        }
        var runner = bundle.session().runner();
        names.forEach(runner::fetch);
        Map<String, float[]> weights = new LinkedHashMap<>();
        try (var values = runner.run()) {
            for (int i = 0; i < names.size(); i++) {
                weights.put(names.get(i), floats((TFloat16) values.get(i)));
            }
        }
        return weights;
    }

    private static float[] floats(TFloat16 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        FloatDataBuffer into = DataBuffers.of(values, false, false);
        tensor.copyTo(into);
        return values;
    }
}
