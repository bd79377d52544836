package io.temper.api;

import io.temper.material.MicrostructureFormats;
import jakarta.ws.rs.core.EntityTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The files of one design that may be read from outside.
 *
 * @param folder of the design; nothing outside it is ever given out
 */
record DesignFiles(Path folder) {
    /** The file of that name, if there is one within the folder, links followed. */
    Optional<Path> find(String name) {
        try {
            Path root = folder.toRealPath();
            Path file = root.resolve(name).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Voxels in a format that they are not kept in, made of their {@code .npy} if there is one. */
    Optional<Path> otherwise(String name, VoxelFiles voxels) {
        int dot = name.lastIndexOf('.');
        if (dot < 1 || !MicrostructureFormats.endings().contains(name.substring(dot))) {
            return Optional.empty();
        }
        return find(name.substring(0, dot) + ".npy").map(npy -> {
            try {
                return voxels.in(name.substring(dot), npy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Changes with the content: of its SHA-256. */
    static EntityTag tag(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return new EntityTag(HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Nothing is ever served as a page but the report, so that a solver's log cannot bring a script. */
    static String mediaType(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.equals("report.html")) {
            return "text/html;charset=UTF-8";
        } else if (name.endsWith(".json")) {
            return "application/json";
        } else if (name.endsWith(".log") || name.endsWith(".txt")) {
            return "text/plain;charset=UTF-8";
        }
        return "application/octet-stream";
    }
}
