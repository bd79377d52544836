package io.temper.vaereg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.Descriptors;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.network.Parameters;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.network.VaeRegNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A trained model on disk: a TensorFlow SavedModel with signatures {@code encode}, {@code generate} and {@code decode}, its
 * weights in half precision, {@code inference.json} ({@link InferenceAids}) and {@code card.json}.
 */
public final class ModelFolder {
    public static final String CARD = "card.json";
    static final String AIDS = "inference.json";
    /** The files of a SavedModel as TensorFlow names them, relative to its folder, and the aids. */
    public static final List<String> FILES =
            List.of("saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001", AIDS);

    private static final String BUNDLED = "model/";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectMapper COMPACT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ModelFolder() {}

    /**
     * Writes a model; an existing one is replaced only when the new one is whole.
     *
     * @param cardOf makes it from the hash of the weights as they were written
     */
    public static ModelCard write(
            Path folder, TrainedWeights weights, InferenceAids aids, Function<String, ModelCard> cardOf)
            throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path temporary = Files.createTempDirectory(parent, "." + folder.getFileName());
        try {
            export(temporary, weights);
            Files.writeString(temporary.resolve(AIDS), COMPACT.writeValueAsString(aids) + "\n");
            ModelCard card = cardOf.apply(hash(temporary));
            Files.writeString(temporary.resolve(CARD), JSON.writeValueAsString(card) + "\n");
            deleteTree(folder);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            return card;
        } finally {
            deleteTree(temporary);
        }
    }

    private static void export(Path folder, TrainedWeights weights) throws IOException {
        TensorFlowRuntime.prepareTraining();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = new Parameters(tf, Parameters.Precision.HALF, new SplittableRandom(0));
            VaeRegNetwork network = new VaeRegNetwork(tf, parameters, weights.shape(), new SplittableRandom(0));
            int n = NetworkShape.GRID;
            int voxels = n * n * n;
            Operand<TFloat32> x = input(tf, "x", voxels + Descriptors.COUNT);
            Operand<TFloat32> seen = part(tf, x, 0, voxels);
            Operand<TFloat32> descriptors = part(tf, x, voxels, Descriptors.COUNT);
            Operand<TFloat32> c = input(tf, "c", weights.shape().properties());
            Operand<TFloat32> z = input(tf, "z", weights.shape().latent());
            VaeRegNetwork.Encoding q = network.encode(tf.reshape(seen, tf.constant(new int[] {-1, n, n, n})));
            VaeRegNetwork.Regression r = network.predict(q.trunk(), descriptors);
            VaeRegNetwork.Prior p = network.generate(c);
            Operand<TFloat32> logits = network.decode(z);
            try (Session session = new Session(graph)) {
                parameters.assign(session, weights.exported());
                SavedModelBundle.exporter(folder.toString())
                        .withSession(session)
                        .withSignatures(
                                Signature.builder("encode")
                                        .input("x", x)
                                        .output("z_mean", q.zMean())
                                        .output("z_log_var", q.zLogVar())
                                        .output("c_mean", r.mean())
                                        .output("c_log_var", r.logVar())
                                        .build(),
                                Signature.builder("generate")
                                        .input("c", c)
                                        .output("log_weights", p.logWeights())
                                        .output("means", p.means())
                                        .output("log_vars", p.logVars())
                                        .build(),
                                Signature.builder("decode")
                                        .input("z", z)
                                        .output("logits", logits)
                                        .build())
                        .export();
            }
        }
    }

    /** Columns from..from + count of [n, any]. */
    private static Operand<TFloat32> part(Ops tf, Operand<TFloat32> x, int from, int count) {
        return tf.slice(x, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
    }

    private static Operand<TFloat32> input(Ops tf, String name, long... shape) {
        long[] batch = new long[shape.length + 1];
        batch[0] = -1;
        System.arraycopy(shape, 0, batch, 1, shape.length);
        return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(batch)));
    }

    /**
     * Reads a model's card and checks its files against the hash in it.
     *
     * @throws IOException with one clear line if a file is missing or differs from what was trained
     */
    public static ModelCard check(Path folder) throws IOException {
        for (String file : FILES) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new IOException(
                        "the model in %s lacks %s: give a folder written by 'train'".formatted(folder, file));
            }
        }
        ModelCard card = read(folder, CARD, ModelCard.class);
        String hash = hash(folder);
        if (!hash.equals(card.sha256())) {
            throw new IOException("the model in %s is corrupt: its files hash to %s, its card says %s"
                    .formatted(folder, hash.substring(0, 12), card.sha256()));
        }
        return card;
    }

    /** Reads the aids of a model that was checked. */
    static InferenceAids aids(Path folder) throws IOException {
        try {
            return COMPACT.readValue(Files.readString(folder.resolve(AIDS)), InferenceAids.class);
        } catch (JsonProcessingException e) { // its hash was right, so it is as it was written
            throw new IOException(
                    "the model in %s is of another version of temper (%s): train it again, or choose one by 'model use'"
                            .formatted(folder, e.getOriginalMessage()),
                    e);
        }
    }

    private static <T> T read(Path folder, String file, Class<T> type) throws IOException {
        try {
            return COMPACT.readValue(Files.readString(folder.resolve(file)), type);
        } catch (JsonProcessingException e) {
            String why =
                    e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
            throw new IOException("%s is damaged: %s".formatted(folder.resolve(file), why), e);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "the model in %s lacks %s: give a folder written by 'train'".formatted(folder, file), e);
        }
    }

    /** The model that comes with temper, unpacked from the jar to the user's cache unless it is there already. */
    public static Path bundled() throws IOException {
        ModelCard card;
        try (InputStream in = resource(CARD)) {
            card = JSON.readValue(in, ModelCard.class);
        }
        Path cache = Path.of(System.getProperty("user.home", "."), ".cache", "temper");
        Path folder = cache.resolve("vaereg-" + card.sha256().substring(0, 16));
        if (Files.isRegularFile(folder.resolve(CARD))) {
            try {
                check(folder);
                return folder;
            } catch (IOException damaged) {
                deleteTree(folder);
            }
        }
        Files.createDirectories(cache);
        Path temporary = Files.createTempDirectory(cache, ".vaereg");
        try {
            for (String file : Stream.concat(FILES.stream(), Stream.of(CARD)).toList()) {
                Path to = temporary.resolve(file);
                Files.createDirectories(to.getParent());
                try (InputStream in = resource(file)) {
                    Files.copy(in, to);
                }
            }
            if (!Files.exists(folder)) {
                Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            deleteTree(temporary);
        }
        return folder;
    }

    private static InputStream resource(String file) throws IOException {
        InputStream in = ModelFolder.class.getResourceAsStream(BUNDLED + file);
        if (in == null) {
            throw new IOException(
                    "this build of temper carries no model (%s is missing): give one with --model".formatted(file));
        }
        return in;
    }

    private static String hash(Path folder) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                digest.update(file.getBytes(StandardCharsets.US_ASCII));
                digest.update(Files.readAllBytes(folder.resolve(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
