package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.FemResult;
import io.temper.fem.FemTask;
import io.temper.fem.Fingerprint;
import io.temper.fem.ProblemWriter;
import io.temper.fem.ResultReader;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A task's folder. Its file {@code evaluation} says by a {@link Fingerprint} what the other files belong to, and is written
 * last: what stands beside another one, or beside none, is not taken.
 */
record EvaluationFolder(FemTask task, String fingerprint) {
    static final String RESULT = "result.json";
    static final String FAILURE = "failure.json";
    private static final String EVALUATION = "evaluation";

    Path path() {
        return task.folder();
    }

    Path result() {
        return path().resolve(RESULT);
    }

    Path failure() {
        return path().resolve(FAILURE);
    }

    /** Whether what lies in the folder belongs to this evaluation. */
    boolean isOurs() {
        try {
            return Files.readString(path().resolve(EVALUATION)).equals(fingerprint);
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the folder with the problem in it and no result. */
    void begin() throws FemException {
        make(path());
        try {
            Files.deleteIfExists(path().resolve(EVALUATION));
            Files.deleteIfExists(result());
            Files.deleteIfExists(failure());
            ProblemWriter.write(task.problem(), path());
            AtomicFile.write(path().resolve(EVALUATION), fingerprint.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new FemException(Reason.IO, "folder %s cannot be written: %s".formatted(path(), e), e);
        }
    }

    /** The result, checked. @param seconds wall time of the evaluation */
    FemResult read(String solver, double seconds) throws FemException {
        return new ResultReader(task.problem()).read(result(), seconds, solver);
    }

    /** The result that was left by a solver whose temper was killed, if it is whole and passes all checks. */
    Optional<FemResult> finished(String solver) {
        try {
            if (!isOurs() || !Files.exists(result())) {
                return Optional.empty();
            }
            Duration took = Duration.between(
                    Files.getLastModifiedTime(path().resolve(EVALUATION)).toInstant(),
                    Files.getLastModifiedTime(result()).toInstant());
            return Optional.of(read(solver, took.toNanos() * 1e-9));
        } catch (IOException | FemException e) {
            return Optional.empty(); // it is solved again
        }
    }

    /** Nothing in the folder is to be taken any more, not even what may still come. */
    void invalidate() {
        try {
            Files.deleteIfExists(path().resolve(EVALUATION));
        } catch (IOException e) {
            // a folder that cannot be written, which the failure at hand tells about
        }
    }

    static Path make(Path folder) throws FemException {
        try {
            return Files.createDirectories(folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new FemException(Reason.IO, "cannot make folder %s: %s".formatted(folder, e), e);
        }
    }
}
