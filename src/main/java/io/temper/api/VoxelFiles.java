package io.temper.api;

import io.temper.material.MicrostructureFormat;
import io.temper.material.MicrostructureFormats;
import io.temper.material.NpyFormat;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Voxel files in formats that they are not kept in: made when they are asked for, in a folder of this process's own, where the
 * few that were asked for last stay until it ends.
 */
@ApplicationScoped
class VoxelFiles {
    private static final int MOST = 32;

    /** @param modified of the file that it was made from */
    private record Source(Path npy, FileTime modified, String ending) {}

    private final Map<Source, Path> made = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Path folder;
    private int count;

    /**
     * The microstructure of an {@code .npy} file in another format.
     *
     * @param ending of the format's files, with the dot
     */
    synchronized Path in(String ending, Path npy) throws IOException {
        Source source = new Source(npy, Files.getLastModifiedTime(npy), ending);
        Path file = made.get(source);
        if (file != null && Files.exists(file)) {
            return file;
        }
        MicrostructureFormat format = MicrostructureFormats.forFile(Path.of("a" + ending));
        if (folder == null) {
            folder = Files.createTempDirectory("temper-files");
        }
        Path fresh = folder.resolve(++count + ending);
        format.write(fresh, new NpyFormat().read(npy));
        made.put(source, fresh);
        forget(MOST);
        return fresh;
    }

    /** Whoever is being sent a file that goes still gets all of it. */
    private void forget(int most) throws IOException {
        for (Iterator<Path> eldest = made.values().iterator(); made.size() > most; ) {
            Files.deleteIfExists(eldest.next());
            eldest.remove();
        }
    }

    @PreDestroy
    synchronized void close() throws IOException {
        forget(0);
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
