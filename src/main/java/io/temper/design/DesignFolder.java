package io.temper.design;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.temper.material.AtomicFile;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a design leaves in its folder; every file is written whole or not at all. */
final class DesignFolder {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Name of the voxels that a request starts from within the folder. */
    private static final String START = "start.npy";

    private DesignFolder() {}

    static void writeStart(Path folder, Microstructure voxels) throws IOException {
        Files.createDirectories(folder);
        MicrostructureFormats.write(folder.resolve(START), voxels);
    }

    /** @throws IOException if it is missing, or not what the request names */
    static Microstructure readStart(Path folder, String start) throws IOException {
        Path file = folder.resolve(START);
        if (Files.notExists(file)) {
            throw new IOException("%s, which the design starts from, is missing: design anew".formatted(file));
        }
        Microstructure voxels = MicrostructureFormats.read(file);
        if (!voxels.sha256().startsWith(start)) {
            throw new IOException(
                    "%s is not the microstructure %s that the design starts from: design anew".formatted(file, start));
        }
        return voxels;
    }

    /** Name of a candidate's voxels within the folder; for ParaView they lie beside it as {@code .vti}. */
    static String voxelFile(Candidate candidate) {
        return candidate.id() + ".npy";
    }

    static void writeVoxels(DesignRun run, Candidate candidate, Microstructure voxels) throws IOException {
        writing(run, () -> {
            MicrostructureFormats.write(run.folder().resolve(voxelFile(candidate)), voxels);
            MicrostructureFormats.write(run.folder().resolve(candidate.id() + ".vti"), voxels);
        });
    }

    static void writeReport(DesignRun run, DesignReport report) throws IOException {
        writing(run, () -> {
            AtomicFile.write(run.folder().resolve("report.json"), JSON.writeValueAsBytes(report));
            AtomicFile.write(run.folder().resolve(LatentTrace.FILE), JSON.writeValueAsBytes(LatentTrace.of(run)));
        });
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    /** A full disk is no reason to end a design that can wait. */
    private static void writing(DesignRun run, Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException e) {
            if (run.isDurable()) {
                throw run.stuck(e);
            }
            throw e;
        }
    }
}
