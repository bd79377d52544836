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
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Inference with a trained model through DJL's TensorFlow engine.
 *
 * <p>Each call of the engine uses one thread, so that the same input gives the same bits; batches are cut into pieces of
 * fixed size, which run side by side.
 */
public final class DjlVaeReg implements VaeReg {
    private static final int DECODED_AT_ONCE = 4;
    /** Corners that the network sees a cell from, spread over the 51 voxels of each axis. */
    private static final int[][] ORIGINS = {{0, 0, 0}, {13, 26, 38}, {26, 38, 13}, {38, 13, 26}};

    private final ModelCard card;
    private final Model model;
    private final NDManager manager;
    private final TfSymbolBlock encoder;
    private final TfSymbolBlock generator;
    private final TfSymbolBlock decoder;

    private DjlVaeReg(ModelCard card, Model model) {
        this.card = card;
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
        Model model = Model.newInstance("vaereg", "TensorFlow");
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
        return new DjlVaeReg(card, model);
    }

    /** This model without its calibration, for comparison; shares native memory, so close only one of the two. */
    public DjlVaeReg withoutCalibration() {
        return new DjlVaeReg(card.withoutCalibration(), model);
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public LatentPrior prior(DesignTarget target) {
        int p = card.properties().size();
        double[] wanted = new double[p];
        for (int i = 0; i < p; i++) {
            Double value = target.values().get(card.properties().get(i));
            if (value == null || target.values().size() != p) {
                throw new IllegalArgumentException(
                        "target %s: this model infers microstructures from %s, no more and no less"
                                .formatted(target, card.properties()));
            }
            wanted[i] = value;
        }
        // the weights come from the target itself, each mode's mean from what must be asked of that mode
        float[] logWeights = output(generate(wanted), "log_weights");
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (int k = 0; k < card.modes(); k++) {
            Map<String, float[]> out = generate(asked(k + 1, wanted));
            modes.add(new LatentPrior.Mode(
                    k + 1,
                    Math.exp(logWeights[k]),
                    slice(output(out, "means"), k * card.latentSize(), card.latentSize()),
                    slice(output(out, "log_vars"), k * card.latentSize(), card.latentSize())));
        }
        modes.sort(Comparator.comparingDouble(LatentPrior.Mode::weight).reversed());
        return new LatentPrior(modes);
    }

    private double[] asked(int mode, double[] wanted) {
        return card.calibration().stream()
                .filter(curve -> curve.mode() == mode)
                .findFirst()
                .map(curve -> new double[] {curve.ask(wanted[0])})
                .orElse(wanted);
    }

    /** @param values of the properties [GPa] */
    private Map<String, float[]> generate(double[] values) {
        float[] c = new float[values.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = (float) ((Math.log(values[i]) - card.logMean().get(i))
                    / card.logDeviation().get(i));
        }
        return run(generator, c, new Shape(1, c.length));
    }

    @Override
    public List<PhaseField> decode(List<double[]> z) {
        int n = card.size();
        int latent = card.latentSize();
        return inPieces(z, DECODED_AT_ONCE, piece -> {
            float[] flat = new float[piece.size() * latent];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = (float) piece.get(i / latent)[i % latent];
            }
            float[] logits = output(run(decoder, flat, new Shape(piece.size(), latent)), "logits");
            return IntStream.range(0, piece.size())
                    .mapToObj(i ->
                            new PhaseField(n, java.util.Arrays.copyOfRange(logits, i * n * n * n, (i + 1) * n * n * n)))
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
        return inPieces(microstructures, 1, piece -> List.of(predict(piece.get(0))));
    }

    /** A periodic cell has no origin, but the network sees one: its answers for a few origins are averaged. */
    private Prediction predict(Microstructure m) {
        int n = card.size();
        float[] x = new float[ORIGINS.length * m.size()];
        for (int i = 0; i < ORIGINS.length; i++) {
            Tensors.voxels(m, ORIGINS[i], x, i * m.size());
        }
        return prediction(run(encoder, x, new Shape(ORIGINS.length, n, n, n)));
    }

    /** q(c|x) is Gaussian in ln c, so the value is log-normal: its median and, to first order, its deviation. */
    private Prediction prediction(Map<String, float[]> out) {
        Map<Property, Estimate> values = new EnumMap<>(Property.class);
        double[] c = mean(output(out, "c_mean"), v -> v);
        double[] variance = mean(output(out, "c_log_var"), Math::exp);
        for (int j = 0; j < c.length; j++) {
            double deviation = card.logDeviation().get(j);
            double value = Math.exp(card.logMean().get(j) + deviation * c[j]);
            values.put(card.properties().get(j), new Estimate(value, value * deviation * Math.sqrt(variance[j])));
        }
        return new Prediction(values, mean(output(out, "z_mean"), v -> v));
    }

    /** Mean over the origins of f of each entry of [origins * entries]. */
    private static double[] mean(float[] values, DoubleUnaryOperator f) {
        double[] mean = new double[values.length / ORIGINS.length];
        for (int i = 0; i < values.length; i++) {
            mean[i % mean.length] += f.applyAsDouble(values[i]) / ORIGINS.length;
        }
        return mean;
    }

    private static <A, B> List<B> inPieces(List<A> all, int size, Function<List<A>, List<B>> compute) {
        return IntStream.range(0, (all.size() + size - 1) / size)
                .parallel()
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

    private static double[] slice(float[] values, int from, int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = values[from + i];
        }
        return out;
    }

    @Override
    public void close() {
        model.close();
    }
}
