package io.temper.material;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The voxel file formats: those of this package, and those that other packages provide as services. */
public final class MicrostructureFormats {
    private static final List<MicrostructureFormat> ALL = Stream.concat(
                    Stream.of(new NpyFormat(), new VtiFormat(), new NrrdFormat(), new TiffFormat()),
                    ServiceLoader.load(MicrostructureFormat.class, MicrostructureFormat.class.getClassLoader()).stream()
                            .map(ServiceLoader.Provider::get))
            .toList();
    private static final Map<String, MicrostructureFormat> BY_ENDING = new TreeMap<>();

    static {
        ALL.forEach(format -> format.endings().forEach(ending -> BY_ENDING.put(ending, format)));
    }

    private MicrostructureFormats() {}

    /** Endings of the known formats' files, with the dot. */
    public static List<String> endings() {
        return List.copyOf(BY_ENDING.keySet());
    }

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

    /** The format that a file's contents begin as, whatever it is called. @throws FormatException if there is none */
    public static MicrostructureFormat forContents(byte[] file) {
        return ALL.stream()
                .filter(format -> format.begins(file))
                .findFirst()
                .orElseThrow(() -> new FormatException(
                        "it begins as no known voxel file does: send one of " + String.join(" ", BY_ENDING.keySet())));
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
