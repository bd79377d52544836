package io.temper.fem.voxel;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Many evaluations in one warm process. {@code manifest.json} is
 * {@code {"format":"temper-fem-batch-1","evaluations":["absolute folder", ...]}}; each folder gets its {@code result.json}, or
 * {@code failure.json} with one line of {@code message}, as soon as its turn is over.
 */
record VoxelBatch(List<Path> evaluations) {
    static final String FORMAT = "temper-fem-batch-1";
    static final String FAILURE = "failure.json";

    VoxelBatch {
        evaluations = List.copyOf(evaluations);
    }

    /** @throws IllegalArgumentException one clear line, if the file is not a manifest */
    static VoxelBatch read(Path manifest) throws IOException {
        if (!Files.isRegularFile(manifest)) {
            throw new IllegalArgumentException("there is no file %s".formatted(manifest));
        }
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(manifest))) {
            return parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is not JSON: %s".formatted(manifest, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(manifest, e.getMessage()), e);
        }
    }

    private static VoxelBatch parse(JsonParser json) throws IOException {
        String format = "missing";
        List<Path> evaluations = new ArrayList<>();
        JsonFields.expect(json.nextToken(), JsonToken.START_OBJECT, "the manifest");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "format" -> format = JsonFields.text(json, name);
                case "evaluations" -> evaluations.addAll(folders(json, name));
                default -> throw new IllegalArgumentException("'%s' is not known".formatted(name));
            }
        }
        if (!FORMAT.equals(format)) {
            throw new IllegalArgumentException("format is %s, but must be %s".formatted(format, FORMAT));
        }
        return new VoxelBatch(evaluations);
    }

    private static List<Path> folders(JsonParser json, String name) throws IOException {
        JsonFields.expect(json.currentToken(), JsonToken.START_ARRAY, name);
        List<Path> folders = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            folders.add(folder(JsonFields.text(json, name)));
        }
        return folders;
    }

    private static Path folder(String text) {
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // falls through to the one message
        }
        throw new IllegalArgumentException("evaluation '%s' is not an absolute folder".formatted(text));
    }

    /** Goes through the list; a failure that cannot even be written down is a line on {@code err}. */
    void run(VoxelSession session, PrintStream err) {
        for (Path folder : evaluations) {
            try {
                Files.deleteIfExists(folder.resolve(Evaluation.RESULT));
                Files.deleteIfExists(folder.resolve(FAILURE));
                solve(folder, session);
            } catch (IOException e) {
                err.println("voxel: " + folder + ": " + e.getMessage());
            }
        }
    }

    private static void solve(Path folder, VoxelSession session) throws IOException {
        try {
            new Evaluation(folder).run(session);
        } catch (IOException | RuntimeException e) {
            fail(folder, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            fail(folder, VoxelMain.OUT_OF_MEMORY);
        }
    }

    private static void fail(Path folder, String message) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no such folder");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("message", message.replaceAll("\\R", " "));
            json.writeEndObject();
        }
        new Evaluation(folder).write(FAILURE, bytes.toByteArray());
    }
}
