package io.temper.vaereg.style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Named arrays of floating-point numbers in a file. Opening one reads names and shapes, not data. */
interface WeightFile extends AutoCloseable {
    /** More arrays than any file of this kind has: a guard against corrupt ones. */
    int MOST_ARRAYS = 10_000;

    Path path();

    /** The shape of each array by name. */
    Map<String, int[]> shapes();

    /**
     * An array's values in C order.
     *
     * @param name one of {@link #shapes}
     * @throws IOException with one clear line if they cannot be read
     */
    float[] read(String name) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens a file by what it begins with, whatever its name. */
    static WeightFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is not a file: give VGG19 weights as .h5, .npz or .safetensors".formatted(file));
        }
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(9);
        }
        if (startsWith(head, 0x89, 'H', 'D', 'F')) {
            return new HdfWeightFile(file);
        }
        if (startsWith(head, 'P', 'K')) {
            return new NpzWeightFile(file);
        }
        if (head.length == 9 && head[8] == '{') {
            return new SafetensorsWeightFile(file);
        }
        throw new IOException("%s is no HDF5, npz or safetensors file: give VGG19 weights as .h5, .npz or .safetensors"
                .formatted(file));
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** What a file keeps under a name that it listed. */
    static <T> T listed(Map<String, T> entries, String name) {
        T found = entries.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the file lists no array '%s'".formatted(name));
        }
        return found;
    }

    /** Number of values of a shape, or -1 if it has a negative extent or is too large for an array. */
    static int count(int[] shape) {
        long count = 1;
        for (int extent : shape) {
            if (extent < 0) {
                return -1;
            }
            count *= extent;
            if (count > Integer.MAX_VALUE / Double.BYTES) {
                return -1;
            }
        }
        return (int) count;
    }
}
