package io.temper.events;

import io.temper.events.EventRefusedException.Fault;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The microstructures of events, {@code HASH.npy} each: a run computes on what was there when its event was accepted, whatever
 * becomes of the sender's file.
 */
final class Shelf {
    private final Path folder;
    private final List<Path> roots;
    private final long mostBytes;
    private final long mostVoxels;

    /** @param roots folders that links may lead into; none if empty */
    Shelf(Path folder, List<Path> roots, long mostBytes, long mostVoxels) {
        this.folder = folder;
        this.roots = roots;
        this.mostBytes = mostBytes;
        this.mostVoxels = mostVoxels;
    }

    /** Reads a file that an event names. @throws EventRefusedException if it may not or cannot be read */
    Microstructure link(String name) throws EventRefusedException {
        try {
            Path file = Path.of(name).toRealPath();
            for (Path root : roots) {
                if (Files.exists(root) && file.startsWith(root.toRealPath())) {
                    return read(file);
                }
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw refused("file '%s' is not there, or cannot be read".formatted(name));
        }
        // whether it is there is nobody's business then
        throw refused("file '%s' is in none of the folders of temper.events.roots: add its folder or move it"
                .formatted(name));
    }

    /** Reads a file that is whole. @throws EventRefusedException if it is not, or is no microstructure */
    Microstructure read(Path file) throws EventRefusedException {
        try {
            BasicFileAttributes before =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!before.isRegularFile()) {
                throw refused("file '%s' is no ordinary file".formatted(file));
            }
            byte[] contents;
            try (InputStream in = Files.newInputStream(file)) {
                contents = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
            }
            if (contents.length > mostBytes) {
                throw refused("file '%s' has more than %d bytes (temper.uploads.max-bytes)".formatted(file, mostBytes));
            }
            BasicFileAttributes after =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (contents.length != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
                throw refused("file '%s' changes while it is read: write it elsewhere and move it here when it is whole"
                        .formatted(file));
            }
            return MicrostructureFormats.forContents(contents).decode(contents, mostVoxels);
        } catch (IOException e) {
            throw refused("file '%s' cannot be read: %s".formatted(file, e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw refused("file '%s': %s".formatted(file, e.getMessage()));
        }
    }

    /** Keeps a microstructure; returns its hash. */
    String keep(Microstructure m) throws IOException {
        String hash = m.sha256();
        if (!Files.exists(file(hash))) {
            Files.createDirectories(folder);
            new NpyFormat().write(file(hash), m);
        }
        return hash;
    }

    Microstructure find(String hash) throws IOException {
        return new NpyFormat().read(file(hash));
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".npy");
    }

    private static EventRefusedException refused(String why) {
        return new EventRefusedException(Fault.IMPOSSIBLE, why);
    }
}
