package io.temper.uploads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a kept microstructure, {@code ID.json} beside its {@code ID.npy}, so that a start need not read all voxels. */
final class UploadNote {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UploadNote() {}

    static void write(Path voxels, Upload upload) throws IOException {
        ObjectNode note = JSON.createObjectNode();
        note.put("name", upload.name());
        note.put("created", upload.created().toString());
        upload.size().forEach(note.putArray("size")::add);
        note.put("hardFraction", upload.hardFraction());
        upload.correlationLength().forEach(note.putArray("correlationLength")::add);
        AtomicFile.write(file(voxels), JSON.writeValueAsBytes(note));
    }

    /** Empty for a file that is not one of those kept. */
    static Optional<Upload> find(Path voxels) throws IOException {
        String id = voxels.getFileName().toString().replaceFirst("\\.npy$", "");
        if (!Upload.isId(id) || !Files.isRegularFile(file(voxels))) {
            return Optional.empty();
        }
        try {
            JsonNode note = JSON.readTree(file(voxels).toFile());
            List<Integer> size = new ArrayList<>();
            note.required("size").forEach(n -> size.add(n.intValue()));
            List<Double> lengths = new ArrayList<>();
            note.required("correlationLength").forEach(l -> lengths.add(l.doubleValue()));
            return Optional.of(new Upload(
                    id,
                    note.required("name").isNull() ? null : note.get("name").textValue(),
                    Instant.parse(note.required("created").asText()),
                    List.copyOf(size),
                    note.required("hardFraction").doubleValue(),
                    List.copyOf(lengths)));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(
                    "%s is damaged: delete it and the .npy beside it (%s)".formatted(file(voxels), e.getMessage()), e);
        }
    }

    static void remove(Path voxels) throws IOException {
        Files.deleteIfExists(file(voxels));
    }

    private static Path file(Path voxels) {
        return voxels.resolveSibling(voxels.getFileName().toString().replaceFirst("npy$", "json"));
    }
}
