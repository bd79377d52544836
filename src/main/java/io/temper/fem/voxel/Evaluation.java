package io.temper.fem.voxel;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A folder with {@code problem.json} and voxels, in which {@code result.json} appears whole or not at all. */
record Evaluation(Path folder) {
    static final String RESULT = "result.json";

    /**
     * Reads, solves and writes.
     *
     * @throws IllegalArgumentException for bad input
     * @throws ArithmeticException if there is no convergence
     */
    void run(VoxelSession session) throws IOException {
        long start = System.nanoTime();
        VoxelProblem problem = VoxelProblem.read(folder.resolve("problem.json"));
        Microstructure m = new NpyFormat().read(folder.resolve(problem.microstructure()));
        List<Integer> size = List.of(m.nx(), m.ny(), m.nz());
        if (!size.equals(problem.size())) {
            throw new IllegalArgumentException("%s has size %s, but problem.json says %s"
                    .formatted(problem.microstructure(), size, problem.size()));
        }
        VoxelSolution solution = session.solve(m, problem.phases(), problem.columns(), problem.rtol());
        write(RESULT, json(solution, (System.nanoTime() - start) * 1e-9));
    }

    /** Leaves a file in the folder, whole or not at all. */
    void write(String name, byte[] bytes) throws IOException {
        Path written = Files.write(folder.resolve(name + ".tmp"), bytes);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] json(VoxelSolution solution, double seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("format", VoxelProblem.FORMAT);
            json.writeStringField("solver", "voxel");
            json.writeStringField("version", VoxelMain.VERSION);
            stiffness(json, solution);
            json.writeArrayFieldStart("iterations");
            for (int n : solution.iterations()) {
                json.writeNumber(n);
            }
            json.writeEndArray();
            json.writeNumberField("residual", solution.residual());
            json.writeNumberField("seconds", seconds);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Six rows of six, null where the column was not solved. */
    private static void stiffness(JsonGenerator json, VoxelSolution solution) throws IOException {
        json.writeArrayFieldStart("C");
        for (int row = 0; row < 6; row++) {
            json.writeStartArray();
            for (int j = 1; j <= 6; j++) {
                double[] column = solution.stiffness().column(j).orElse(null);
                if (column == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(column[row]);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
