package io.temper.fem.launch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which job a command became: the file {@code slurm.json} in its folder. It is written with the job's name before the job is
 * submitted, and again with its number, so that neither a lost answer nor a killed temper leads to a second job.
 *
 * @param name of the job, like no other's
 * @param task number within the job's array
 * @param job number of the job; null as long as the answer of the scheduler is not known
 */
record SlurmRecord(String name, int task, @Nullable String job) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SlurmRecord of(String number) {
        return new SlurmRecord(name, task, number);
    }

    static Optional<SlurmRecord> read(Path folder) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(folder)), SlurmRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException("%s is not a job of Slurm: remove it".formatted(file(folder)), e);
        }
    }

    void write(Path folder) throws IOException {
        AtomicFile.write(file(folder), JSON.writeValueAsBytes(this));
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(file(folder));
    }

    /** Where script and logs of a job of that name lie: beside the folder of each of its commands. */
    static Path folder(Path command, String name) {
        return command.resolveSibling(name);
    }

    private static Path file(Path folder) {
        return folder.resolve("slurm.json");
    }
}
