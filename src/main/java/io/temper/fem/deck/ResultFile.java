package io.temper.fem.deck;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.temper.fem.voxel.VoxelProblem;
import io.temper.material.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code result.json}, whole or not at all. */
final class ResultFile {
    private ResultFile() {}

    static void write(Path file, String solver, DeckResult result, double seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("format", VoxelProblem.FORMAT);
            json.writeStringField("solver", solver);
            json.writeStringField("version", result.version());
            stiffness(json, result);
            json.writeArrayFieldStart("iterations");
            for (int n : result.iterations()) {
                json.writeNumber(n);
            }
            json.writeEndArray();
            json.writeNumberField("residual", result.residual());
            json.writeNumberField("seconds", seconds);
            json.writeEndObject();
        }
        AtomicFile.write(file, bytes.toByteArray());
    }

    /** Six rows of six, null where the column was not solved. */
    private static void stiffness(JsonGenerator json, DeckResult result) throws IOException {
        json.writeArrayFieldStart("C");
        for (int i = 0; i < 6; i++) {
            json.writeStartArray();
            for (int j = 1; j <= 6; j++) {
                double[] column = result.columns().get(j);
                if (column == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(column[i]);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
