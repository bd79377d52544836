package io.temper.vaereg.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.generation.LabelTable;
import io.temper.generation.Split;
import io.temper.material.AtomicFile;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The latent maps of models: each is made once, in the background, and kept in a file named by the model's hash. Safe for use
 * by several threads at once.
 */
public final class LatentMaps implements AutoCloseable {
    /** As many samples as a map shows. */
    static final int SAMPLES = 400;

    private static final int BATCH = 8;
    private static final System.Logger LOG = System.getLogger(LatentMaps.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path labels;
    private final Map<String, CompletableFuture<LatentMap>> maps = new HashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "latent-map");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY); // designs come first
        return thread;
    });

    /** Gives a model for as long as its map takes. */
    @FunctionalInterface
    public interface Loader {
        Models.Lease load() throws IOException;
    }

    /**
     * @param folder where maps are kept; made with the first one
     * @param labels table that the models were trained on; read when it is needed
     */
    public LatentMaps(Path folder, Path labels) {
        this.folder = folder;
        this.labels = labels;
    }

    /** The map of a model if it is there. */
    public Optional<LatentMap> find(String sha256) {
        CompletableFuture<LatentMap> map;
        synchronized (maps) {
            map = maps.get(sha256);
        }
        if (map != null && map.isDone() && !map.isCompletedExceptionally()) {
            return Optional.of(map.join());
        }
        return map == null ? read(sha256) : Optional.empty();
    }

    /**
     * The map of a model; empty while it is being made, which begins with the first call.
     *
     * @param model asked for only if the map must be made
     * @throws IllegalStateException with one clear line if it cannot be made; the next call tries again
     */
    public Optional<LatentMap> get(String sha256, Loader model) {
        synchronized (maps) {
            CompletableFuture<LatentMap> map = maps.computeIfAbsent(
                    sha256,
                    key -> read(key)
                            .map(CompletableFuture::completedFuture)
                            .orElseGet(() -> CompletableFuture.supplyAsync(() -> make(key, model), worker)));
            if (!map.isDone()) {
                return Optional.empty();
            }
            try {
                return Optional.of(map.join());
            } catch (CompletionException e) {
                maps.remove(sha256);
                String why =
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                throw new IllegalStateException("no map of the latent space: " + why, e);
            }
        }
    }

    private Path file(String sha256) {
        if (!sha256.matches("[0-9a-f]{1,64}")) {
            throw new IllegalArgumentException("'%s' is not the hash of a model".formatted(sha256));
        }
        return folder.resolve(sha256 + ".json");
    }

    private Optional<LatentMap> read(String sha256) {
        Path file = file(sha256);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            LatentMap map = JSON.readValue(file.toFile(), LatentMap.class);
            return Optional.of(map).filter(m -> m.sha256().equals(sha256));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "latent map {0} cannot be read and is made again: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private LatentMap make(String sha256, Loader loader) {
        try (Models.Lease lease = loader.load()) {
            LatentMap map = map(lease.model());
            try {
                AtomicFile.write(file(sha256), JSON.writeValueAsBytes(map));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the latent map is not kept: {0}", e.getMessage());
            }
            return map;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Encodes samples of the training part, evenly taken from its morphologies. */
    private LatentMap map(VaeReg model) throws IOException {
        LabelTable table = LabelTable.read(labels);
        int c11 = table.header().properties().indexOf(Property.C11);
        if (c11 < 0
                || table.header().size() != model.card().size()
                || !table.header().phases().equals(model.card().phases())) {
            throw new IOException("label table %s is not what the model was trained on: it needs C11, %d voxels, %s"
                    .formatted(labels, model.card().size(), model.card().phases()));
        }
        List<LabelTable.Row> rows = spread(table, model.card().fold());
        double[][] z = new double[rows.size()][];
        for (int from = 0; from < z.length; from += BATCH) {
            List<LabelTable.Row> some = rows.subList(from, Math.min(z.length, from + BATCH));
            List<Microstructure> voxels = some.stream()
                    .map(r -> r.sample().generate(table.header().size()))
                    .toList();
            List<Prediction> encoded = model.predict(voxels);
            for (int i = 0; i < encoded.size(); i++) {
                z[from + i] = encoded.get(i).latent();
            }
        }
        double[] values = rows.stream().mapToDouble(r -> r.values().get(c11)).toArray();
        return LatentMap.of(model.card().sha256(), z, values);
    }

    private static List<LabelTable.Row> spread(LabelTable table, int fold) {
        Set<Integer> training = table.header().recipe().samples(Split.TRAIN, fold).stream()
                .map(s -> s.index())
                .collect(Collectors.toSet());
        List<LabelTable.Row> all = table.rows().stream()
                .filter(r -> training.contains(r.sample().index()))
                .toList();
        int count = Math.min(SAMPLES, all.size());
        List<LabelTable.Row> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(all.get((int) ((long) i * all.size() / count)));
        }
        return taken;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
