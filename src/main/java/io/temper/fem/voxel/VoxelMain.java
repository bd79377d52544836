package io.temper.fem.voxel;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The voxel solver as a process of its own: {@code VoxelMain FOLDER [THREADS]} reads {@code problem.json} and the voxels in
 * the folder and leaves {@code result.json}. Exit code 0; 1 if it cannot be solved, 2 for bad input, both with one line on
 * standard error.
 */
public final class VoxelMain {
    /** Changes with every change that may change a digit of the result. */
    public static final String VERSION = "1.0";

    private VoxelMain() {}

    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    /** Exit code; errors go to {@code err}. */
    static int run(String[] args, PrintStream err) {
        try {
            if (args.length == 1 && args[0].equals("--version")) {
                System.out.println(VERSION);
                return 0;
            }
            if (args.length < 1 || args.length > 2) {
                throw new IllegalArgumentException("usage: VoxelMain FOLDER [THREADS], or VoxelMain --version");
            }
            solve(
                    Path.of(args[0]),
                    args.length == 2 ? threads(args[1]) : Runtime.getRuntime().availableProcessors());
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            err.println("voxel: " + e.getMessage());
            return 2;
        } catch (ArithmeticException e) {
            err.println("voxel: " + e.getMessage());
            return 1;
        } catch (OutOfMemoryError e) {
            err.println("voxel: out of memory: raise -Xmx or coarsen the grid");
            return 1;
        }
    }

    private static int threads(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("threads '%s' is not a number".formatted(text), e);
        }
    }

    private static void solve(Path folder, int threads) throws IOException {
        long start = System.nanoTime();
        VoxelProblem problem = VoxelProblem.read(folder.resolve("problem.json"));
        Microstructure m = new NpyFormat().read(folder.resolve(problem.microstructure()));
        List<Integer> size = List.of(m.nx(), m.ny(), m.nz());
        if (!size.equals(problem.size())) {
            throw new IllegalArgumentException("%s has size %s, but problem.json says %s"
                    .formatted(problem.microstructure(), size, problem.size()));
        }
        VoxelSolution solution = new VoxelSolver(problem.phases(), threads).solve(m, problem.columns(), problem.rtol());
        Path written =
                Files.write(folder.resolve("result.json.tmp"), json(solution, (System.nanoTime() - start) * 1e-9));
        Files.move(written, folder.resolve("result.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] json(VoxelSolution solution, double seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("format", VoxelProblem.FORMAT);
            json.writeStringField("solver", "voxel");
            json.writeStringField("version", VERSION);
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
