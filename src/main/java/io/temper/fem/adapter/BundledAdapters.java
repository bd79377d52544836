package io.temper.fem.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The adapters that come in temper's jar, unpacked for an application that has no folder of its own; gone when it is closed.
 *
 * @param folder for an {@link AdapterRegistry}
 */
public record BundledAdapters(Path folder) implements AutoCloseable {
    /** Named one by one, since a class path cannot be listed; a test holds them against the folder. */
    static final List<String> FILES = List.of(
            "abaqus/adapter.yaml",
            "calculix/adapter.yaml",
            "dolfinx/adapter.yaml",
            "dolfinx/homogenise.py",
            "fans/adapter.yaml",
            "fans/homogenise.py",
            "voxel/adapter.yaml");

    /** Unpacks them to a temporary folder. */
    public static BundledAdapters unpack() throws IOException {
        BundledAdapters adapters = new BundledAdapters(Files.createTempDirectory("temper-adapters-"));
        for (String file : FILES) {
            try (InputStream in = BundledAdapters.class.getResourceAsStream("bundled/" + file)) {
                if (in == null) {
                    throw new IOException("temper's jar lacks %s: build it anew".formatted(file));
                }
                Path to = adapters.folder.resolve(file);
                Files.createDirectories(to.getParent());
                Files.copy(in, to);
            }
        }
        return adapters;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
