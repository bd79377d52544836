package io.temper.vaereg.style;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays of an HDF5 file, named by their path without the leading slash, for example {@code block1_conv1/block1_conv1_W_1:0}. */
final class HdfWeightFile implements WeightFile {
    private static final int DEEPEST = 8;

    private final Path path;
    private final HdfFile file;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    HdfWeightFile(Path path) throws IOException {
        this.path = path;
        file = opened(path);
        try {
            checkWhole();
            collect(file, "", 0);
        } catch (IOException e) {
            file.close();
            throw e;
        } catch (RuntimeException e) {
            file.close();
            throw corrupt(path, "", e);
        }
    }

    private static HdfFile opened(Path path) throws IOException {
        try {
            return new HdfFile(path);
        } catch (RuntimeException e) { // the reader meets a corrupt file with exceptions of many types
            throw corrupt(path, "", e);
        }
    }

    /** The reader itself does not miss the end of a file. */
    private void checkWhole() throws IOException {
        long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        long size = Files.size(path);
        if (end > size) {
            throw new IOException("%s is truncated: it has %d of %d bytes".formatted(path, size, end));
        }
    }

    private void collect(Group group, String prefix, int depth) throws IOException {
        for (Node node : group) {
            String name = prefix + node.getName();
            if (node instanceof Dataset dataset) {
                datasets.put(name, dataset);
                shapes.put(name, dataset.getDimensions());
            } else if (node instanceof Group child && depth < DEEPEST) {
                collect(child, name + "/", depth + 1);
            }
            if (datasets.size() > MOST_ARRAYS) {
                throw new IOException("%s holds more than %d arrays: it is no VGG19".formatted(path, MOST_ARRAYS));
            }
        }
    }

    private static IOException corrupt(Path path, String what, RuntimeException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return new IOException(
                "%s%s cannot be read as HDF5, it is corrupt or truncated: %s".formatted(path, what, reason), e);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, int[]> shapes() {
        return shapes;
    }

    @Override
    public float[] read(String name) throws IOException {
        Object data;
        try {
            data = WeightFile.listed(datasets, name).getDataFlat();
        } catch (RuntimeException e) {
            throw corrupt(path, ": '" + name + "'", e);
        }
        if (data instanceof float[] values) {
            return values;
        }
        if (data instanceof double[] values) {
            float[] single = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                single[i] = (float) values[i];
            }
            return single;
        }
        throw new IOException("%s: '%s' holds no floating-point numbers".formatted(path, name));
    }

    @Override
    public void close() {
        file.close();
    }
}
