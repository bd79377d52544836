package io.temper.fem.voxel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The embedded solver's batch with a note of each evaluation that it has solved: {@code CountingBatch MANIFEST NOTES}. */
public final class CountingBatch {
    private CountingBatch() {}

    public static void main(String[] args) throws IOException {
        for (Path folder : VoxelBatch.read(Path.of(args[0])).evaluations()) {
            int exit = VoxelMain.run(new String[] {folder.toString(), "1"}, System.err);
            if (exit != 0) {
                System.exit(exit);
            }
            Files.writeString(
                    Path.of(args[1]),
                    folder.getFileName() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
