package io.temper.fem.voxel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The voxel solver as a process of its own: {@code VoxelMain FOLDER [THREADS]} reads {@code problem.json} and the voxels in
 * the folder and leaves {@code result.json}; {@code VoxelMain --batch MANIFEST [THREADS]} does so for many folders. Exit code
 * 0; 1 if it cannot be solved, 2 for bad input, both with one line on standard error. A batch that went through its list ends
 * with 0, whatever became of the single evaluations.
 */
public final class VoxelMain {
    /** Changes with every change that may change a digit of the result. */
    public static final String VERSION = "1.0";

    static final String OUT_OF_MEMORY = "out of memory: raise -Xmx or coarsen the grid";
    private static final String USAGE =
            "usage: VoxelMain FOLDER [THREADS], VoxelMain --batch MANIFEST [THREADS], or VoxelMain --version";

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
            boolean batch = args.length > 0 && args[0].equals("--batch");
            int path = batch ? 1 : 0;
            if (args.length <= path || args.length > path + 2) {
                throw new IllegalArgumentException(USAGE);
            }
            int threads = args.length == path + 2
                    ? threads(args[path + 1])
                    : Runtime.getRuntime().availableProcessors();
            try (VoxelSession session = new VoxelSession(threads)) {
                if (batch) {
                    VoxelBatch.read(Path.of(args[path])).run(session, err);
                } else {
                    new Evaluation(Path.of(args[path])).run(session);
                }
            }
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            err.println("voxel: " + e.getMessage());
            return 2;
        } catch (ArithmeticException e) {
            err.println("voxel: " + e.getMessage());
            return 1;
        } catch (OutOfMemoryError e) {
            err.println("voxel: " + OUT_OF_MEMORY);
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
}
