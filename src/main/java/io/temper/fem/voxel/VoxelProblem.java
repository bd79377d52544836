package io.temper.fem.voxel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code problem.json} asks for.
 *
 * @param columns load cases, numbers 1..6
 * @param rtol relative residual at which to stop [-]
 * @param microstructure the voxels' file, relative to the folder of {@code problem.json}
 * @param size nx, ny, nz that the file must have
 */
public record VoxelProblem(
        Phases phases, SortedSet<Integer> columns, double rtol, String microstructure, List<Integer> size) {
    public static final String FORMAT = "temper-fem-1";

    public VoxelProblem {
        if (columns.isEmpty() || columns.first() < 1 || columns.last() > 6) {
            throw new IllegalArgumentException("columns %s: give at least one of 1..6".formatted(columns));
        }
        if (!(rtol > 0 && rtol <= 0.1)) {
            throw new IllegalArgumentException("rtol %s must be above 0 and at most 0.1".formatted(rtol));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException one clear line, if it is not a problem
     */
    public static VoxelProblem read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file %s".formatted(file));
        }
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
            return new Reader(json).read();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static final class Reader {
        private final JsonParser json;
        private @Nullable String format;
        private @Nullable Phase hard;
        private @Nullable Phase soft;
        private @Nullable String microstructure;
        private double rtol = Double.NaN;
        private List<Integer> size = List.of();
        private final SortedSet<Integer> columns = new TreeSet<>();

        Reader(JsonParser json) {
            this.json = json;
        }

        VoxelProblem read() throws IOException {
            JsonFields.expect(json.nextToken(), JsonToken.START_OBJECT, "the problem");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(name);
            }
            if (!FORMAT.equals(format)) {
                throw new IllegalArgumentException("format is %s, but must be %s".formatted(format, FORMAT));
            }
            if (hard == null || soft == null || microstructure == null || size.size() != 3) {
                throw new IllegalArgumentException("hard, soft, microstructure and size (three numbers) are needed");
            }
            return new VoxelProblem(new Phases(hard, soft), columns, rtol, microstructure, size);
        }

        private void field(String name) throws IOException {
            switch (name) {
                case "format" -> format = JsonFields.text(json, name);
                case "microstructure" -> microstructure = JsonFields.text(json, name);
                case "rtol" -> rtol = JsonFields.number(json, name);
                case "columns" -> columns.addAll(integers(name));
                case "size" -> size = integers(name);
                case "hard" -> hard = phase(name);
                case "soft" -> soft = phase(name);
                default -> throw new IllegalArgumentException("'%s' is not known".formatted(name));
            }
        }

        private Phase phase(String name) throws IOException {
            JsonFields.expect(json.currentToken(), JsonToken.START_OBJECT, name);
            double E = Double.NaN;
            double nu = Double.NaN;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "E" -> E = JsonFields.number(json, key);
                    case "nu" -> nu = JsonFields.number(json, key);
                    default -> throw new IllegalArgumentException("%s has E and nu, not '%s'".formatted(name, key));
                }
            }
            return new Phase(E, nu);
        }

        private List<Integer> integers(String name) throws IOException {
            JsonFields.expect(json.currentToken(), JsonToken.START_ARRAY, name);
            List<Integer> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                JsonFields.expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, name);
                values.add(json.getIntValue());
            }
            return values;
        }
    }
}
