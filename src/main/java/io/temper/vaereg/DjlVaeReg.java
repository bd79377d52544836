package io.temper.vaereg;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.device.Batching;
import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.DescriptorGraph;
import io.temper.vaereg.network.TrainedWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inference with a trained model through DJL's TensorFlow engine.
 *
 * <p>Each call of the engine uses one thread, so that the same input gives the same bits; batches are cut into pieces of
 * fixed size, which run side by side.
 */
public final class DjlVaeReg implements VaeReg {
    private final ModelCard card;
    private final InferenceAids aids;
    private final InverseInference inverse;
    private final LatentSurvey.@Nullable Fitted survey;
    private final ViewAverage average;
    private final Batching batching = TensorFlowRuntime.batching();
    private final DescriptorGraph descriptors = new DescriptorGraph();
    private final Model model;
    private final NDManager manager;
    private final TfSymbolBlock encoder;
    private final TfSymbolBlock generator;
    private final TfSymbolBlock decoder;

    private DjlVaeReg(ModelCard card, InferenceAids aids, Model model) {
        this.card = card;
        this.aids = aids;
        this.inverse = new InverseInference(card, aids, this::generate);
        this.survey = aids.survey() == null ? null : aids.survey().fit();
        this.average = new ViewAverage(card, aids.deviationFactor(), descriptors);
        this.model = model;
        this.manager = model.getNDManager();
        this.encoder = (TfSymbolBlock) model.getBlock();
        this.generator = new TfSymbolBlock(encoder.getSavedModelBundle(), "generate");
        this.decoder = new TfSymbolBlock(encoder.getSavedModelBundle(), "decode");
    }

    /** Loads the model that comes with temper. @throws IOException if it cannot be unpacked or is corrupt */
    public static DjlVaeReg bundled() throws IOException {
        return load(ModelFolder.bundled());
    }

    /** Loads a model from a folder written by training. @throws IOException if it is missing or corrupt */
    public static DjlVaeReg load(Path folder) throws IOException {
        ModelCard card = ModelFolder.check(folder);
        TensorFlowRuntime.engine();
        Model model = Model.newInstance("vaereg", ai.djl.Device.cpu(), "TensorFlow");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("SignatureDefKey", "encode");
        options.put(
                "ConfigProto",
                Base64.getEncoder().encodeToString(TensorFlowRuntime.threads(1).toByteArray()));
        try {
            model.load(folder, null, options);
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            throw new IOException("the model in %s cannot be loaded: %s".formatted(folder, e.getMessage()), e);
        }
        return new DjlVaeReg(card, ModelFolder.aids(folder), model);
    }

    /** This model without its calibration, for comparison; shares native memory, so close only one of the two. */
    public DjlVaeReg withoutCalibration() {
        return new DjlVaeReg(card, aids.withCalibration(List.of()), model);
    }

    /** This model settling by another survey; shares native memory, so close only one of the two. */
    public DjlVaeReg withSurvey(LatentSurvey survey) {
        return new DjlVaeReg(card, aids.withSurvey(survey), model);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    /** What inference needs beside the weights. */
    public InferenceAids aids() {
        return aids;
    }

    /**
     * The network's weights, read again from where this model was loaded from.
     *
     * @throws IOException if another model lies there by now
     */
    public TrainedWeights weights() throws IOException {
        return SavedWeights.read(model.getModelPath(), card.sha256());
    }

    @Override
    public LatentPrior prior(DesignTarget target) {
        return inverse.prior(target);
    }

    @Override
    public List<LatentPrior.Mode> settle(DesignTarget target, List<LatentPrior.Mode> modes) {
        return survey == null ? modes : new Settling(this, target, survey).settle(modes);
    }

    private InverseInference.Modes generate(double[] c) {
        float[] values = new float[c.length];
        for (int i = 0; i < c.length; i++) {
            values[i] = (float) c[i];
        }
        Map<String, float[]> out = run(generator, values, new Shape(1, c.length));
        return new InverseInference.Modes(output(out, "log_weights"), output(out, "means"), output(out, "log_vars"));
    }

    @Override
    public List<PhaseField> decode(List<double[]> z) {
        int n = card.size();
        int latent = card.latentSize();
        return inPieces(z, batching.items(1), piece -> {
            float[] flat = new float[piece.size() * latent];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = (float) piece.get(i / latent)[i % latent];
            }
            float[] logits = output(run(decoder, flat, new Shape(piece.size(), latent)), "logits");
            return IntStream.range(0, piece.size())
                    .mapToObj(i -> new PhaseField(n, Arrays.copyOfRange(logits, i * n * n * n, (i + 1) * n * n * n)))
                    .toList();
        });
    }

    @Override
    public List<Prediction> predict(List<Microstructure> microstructures) {
        int n = card.size();
        for (Microstructure m : microstructures) {
            if (m.nx() != n || m.ny() != n || m.nz() != n) {
                throw new IllegalArgumentException("%s: this model takes %d x %d x %d voxels".formatted(m, n, n, n));
            }
        }
        return inPieces(microstructures, batching.items(ViewAverage.VIEWS), this::predictTogether);
    }

    private List<Prediction> predictTogether(List<Microstructure> piece) {
        int views = ViewAverage.VIEWS;
        Map<String, float[]> out =
                run(encoder, average.input(piece), new Shape((long) piece.size() * views, average.width()));
        float[] means = output(out, "c_mean");
        float[] logVars = output(out, "c_log_var");
        float[] z = output(out, "z_mean");
        int latent = card.latentSize();
        return IntStream.range(0, piece.size())
                .mapToObj(j -> new Prediction(
                        average.estimates(means, logVars, j * views),
                        IntStream.range(j * views * latent, j * views * latent + latent)
                                .mapToDouble(i -> z[i])
                                .toArray()))
                .toList();
    }

    @Override
    public double strangeness(Microstructure m) {
        if (aids.reference() == null) {
            throw new IllegalStateException("this model was made without a reference of what is familiar");
        }
        return aids.reference().strangeness(m);
    }

    private <A, B> List<B> inPieces(List<A> all, int size, Function<List<A>, List<B>> compute) {
        IntStream pieces = IntStream.range(0, (all.size() + size - 1) / size);
        return (batching.sideBySide() ? pieces.parallel() : pieces)
                .mapToObj(i -> compute.apply(all.subList(i * size, Math.min(all.size(), (i + 1) * size))))
                .flatMap(List::stream)
                .toList();
    }

    /** Runs one signature; outputs by name, C order. */
    private Map<String, float[]> run(TfSymbolBlock block, float[] input, Shape shape) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray array = scope.create(input, shape);
            NDList result = block.forward(new ParameterStore(scope, false), new NDList(array), false);
            Map<String, float[]> values = new LinkedHashMap<>();
            for (NDArray out : result) {
                values.put(out.getName(), out.toFloatArray());
                out.close();
            }
            return values;
        }
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        float[] values = outputs.get(name);
        if (values == null) {
            throw new IllegalStateException(
                    "the model gives no output '%s', only %s".formatted(name, outputs.keySet()));
        }
        return values;
    }

    @Override
    public void close() {
        descriptors.close();
        model.close();
    }
}
