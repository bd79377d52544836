package io.temper.vaereg;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import io.temper.material.CubeSymmetry;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inference with a trained model through DJL's TensorFlow engine.
 *
 * <p>Each call of the engine uses one thread, so that the same input gives the same bits; batches are cut into pieces of
 * fixed size, which run side by side.
 */
public final class DjlVaeReg implements VaeReg {
    /** Corners that the network sees a cell from, spread over the 51 voxels of each axis. */
    private static final int[][] ORIGINS = {{0, 0, 0}, {13, 26, 38}, {26, 38, 13}, {38, 13, 26}};

    private final ModelCard card;
    private final InferenceAids aids;
    /** By mode, from 1. */
    private final Map<Integer, Calibration.Map> calibration;

    private final List<CubeSymmetry> symmetries;
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
        this.calibration = aids.calibration().stream().collect(Collectors.toMap(Calibration::mode, Calibration::fit));
        this.symmetries = views(card.properties());
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

    @Override
    public ModelCard card() {
        return card;
    }

    /** What inference needs beside the weights. */
    public InferenceAids aids() {
        return aids;
    }

    /**
     * The network's weights by name, read again from where this model was loaded from.
     *
     * @throws IOException if another model lies there by now
     */
    Map<String, float[]> weights() throws IOException {
        return SavedWeights.read(model.getModelPath(), card.sha256());
    }

    /**
     * p(z|c*). What the target leaves open is marginalised over p(c_open | c_wanted), so that any subset of the properties
     * may be wanted and the same network serves them all: each likely completion gives the generator's modes for it.
     */
    @Override
    public LatentPrior prior(DesignTarget target) {
        List<Property> properties = card.properties();
        target.values().keySet().forEach(p -> {
            if (!properties.contains(p)) {
                throw new IllegalArgumentException(
                        "target %s: this model infers microstructures from %s".formatted(target, properties));
            }
        });
        int[] known = IntStream.range(0, properties.size())
                .filter(i -> target.values().containsKey(properties.get(i)))
                .toArray();
        double[] wanted = Arrays.stream(known)
                .mapToDouble(i -> card.standardised(
                        i, Objects.requireNonNull(target.values().get(properties.get(i)))))
                .toArray();
        List<GaussianMixture.Completion> completions = known.length == properties.size()
                ? List.of(new GaussianMixture.Completion(1, wanted))
                : aids.labels().complete(known, wanted);
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (int j = 0; j < completions.size(); j++) {
            modes.addAll(modes(j, completions.get(j)));
        }
        return LatentPrior.distinct(modes);
    }

    /** The generator's modes for a whole c; those of next to no weight are left out. */
    private List<LatentPrior.Mode> modes(int completion, GaussianMixture.Completion c) {
        if (c.weight() < LatentPrior.LEAST_WEIGHT) {
            return List.of();
        }
        // the weights come from c itself, each mode's mean from what must be asked of that mode
        float[] logWeights = output(generate(c.point()), "log_weights");
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (int k = 0; k < card.modes(); k++) {
            double weight = c.weight() * Math.exp(logWeights[k]);
            if (weight >= LatentPrior.LEAST_WEIGHT) {
                Calibration.Map map = calibration.get(k + 1);
                Map<String, float[]> out = generate(map == null ? c.point() : map.ask(c.point()));
                modes.add(new LatentPrior.Mode(
                        completion * card.modes() + k + 1,
                        weight,
                        slice(output(out, "means"), k * card.latentSize(), card.latentSize()),
                        slice(output(out, "log_vars"), k * card.latentSize(), card.latentSize())));
            }
        }
        return modes;
    }

    /** @param c standardised properties */
    private Map<String, float[]> generate(double[] c) {
        float[] values = new float[c.length];
        for (int i = 0; i < c.length; i++) {
            values[i] = (float) c[i];
        }
        return run(generator, values, new Shape(1, c.length));
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
        return inPieces(microstructures, batching.items(ORIGINS.length), this::predictTogether);
    }

    /** Symmetries to look through, one for each origin: the identity, and turns for which the model knows all components. */
    private static List<CubeSymmetry> views(List<Property> properties) {
        List<CubeSymmetry> known = CubeSymmetry.all().stream()
                .filter(s -> properties.stream().map(s::source).allMatch(properties::contains))
                .toList();
        return IntStream.range(0, ORIGINS.length)
                .mapToObj(i -> known.get(i * known.size() / ORIGINS.length))
                .toList();
    }

    /**
     * A periodic cell has no origin and its axes no order, but the network sees both: its answers for a few views are
     * averaged. q(c|x) is Gaussian in ln c, so the value is log-normal: its median and, to first order, its deviation.
     */
    private List<Prediction> predictTogether(List<Microstructure> piece) {
        int views = ORIGINS.length;
        int voxels = piece.get(0).size();
        int width = voxels + DescriptorTable.COUNT;
        float[] x = new float[piece.size() * views * width];
        for (int j = 0; j < piece.size(); j++) {
            float[] own = descriptors.of(piece.get(j));
            for (int i = 0; i < views; i++) {
                int at = (j * views + i) * width;
                Tensors.voxels(piece.get(j), symmetries.get(i), ORIGINS[i], x, at);
                DescriptorTable.exchange(own, symmetries.get(i), x, at + voxels);
            }
        }
        Map<String, float[]> out = run(encoder, x, new Shape(piece.size() * views, width));
        return IntStream.range(0, piece.size())
                .mapToObj(j -> prediction(out, j * views))
                .toList();
    }

    /** @param first row of the outputs that belongs to the microstructure's first view */
    private Prediction prediction(Map<String, float[]> out, int first) {
        float[] means = output(out, "c_mean");
        float[] logVars = output(out, "c_log_var");
        List<Property> properties = card.properties();
        int count = properties.size();
        int views = ORIGINS.length;
        double[] c = new double[count];
        double[] variance = new double[count];
        for (int i = 0; i < views; i++) {
            for (int p = 0; p < count; p++) {
                int q = properties.indexOf(symmetries.get(i).source(properties.get(p)));
                int at = (first + i) * count + p;
                // the seen property p is the original's property q
                c[q] += card.standardised(q, card.value(p, means[at])) / views;
                variance[q] += Math.exp(logVars[at]) / views;
            }
        }
        Map<Property, Estimate> values = new EnumMap<>(Property.class);
        for (int p = 0; p < count; p++) {
            double value = card.value(p, c[p]);
            double deviation = card.logDeviation().get(p)
                    * Math.sqrt(variance[p])
                    * aids.deviationFactor().get(p);
            values.put(properties.get(p), new Estimate(value, value * deviation));
        }
        int latent = card.latentSize();
        return new Prediction(values, slice(output(out, "z_mean"), first * latent, latent));
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

    private static double[] slice(float[] values, int from, int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = values[from + i];
        }
        return out;
    }

    @Override
    public void close() {
        descriptors.close();
        model.close();
    }
}
