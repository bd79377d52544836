package io.temper.material;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The voxel file formats, chosen by the ending of the file's name. */
public final class MicrostructureFormats {
    private static final Map<String, MicrostructureFormat> BY_ENDING = new TreeMap<>(Map.of(
            ".npy", new NpyFormat(),
            ".vti", new VtiFormat(),
            ".nrrd", new NrrdFormat(),
            ".tif", new TiffFormat(),
            ".tiff", new TiffFormat()));

    private MicrostructureFormats() {}

    /** @throws IllegalArgumentException if the ending is not one of a known format */
    public static MicrostructureFormat forFile(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = Math.max(name.lastIndexOf('.'), 0);
        MicrostructureFormat format = BY_ENDING.get(name.substring(dot).toLowerCase(Locale.ROOT));
        if (format == null) {
            throw new IllegalArgumentException("%s: the ending names no voxel format; use one of %s"
                    .formatted(file, String.join(" ", BY_ENDING.keySet())));
        }
        return format;
    }

    /** Reads a microstructure; see {@link MicrostructureFormat#read}. */
    public static Microstructure read(Path file) throws IOException {
        return forFile(file).read(file);
    }

    /** Writes a microstructure, whole or not at all; see {@link MicrostructureFormat#write}. */
    public static void write(Path file, Microstructure microstructure) throws IOException {
        forFile(file).write(file, microstructure);
    }
}
