package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import io.temper.fem.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends a process tree that takes too much memory. Counted is what is in memory, pages that processes share once
 * ({@code Pss} of Linux), and not the address space, of which a JVM reserves far more than it uses.
 */
record MemoryUse(ProcessTree tree, String program, MemorySize limit) implements Watch {
    @Override
    public boolean look() throws FemException {
        long bytes = tree.members().stream()
                .mapToLong(p -> resident(Path.of("/proc/" + p.pid() + "/smaps_rollup")))
                .sum();
        if (bytes > limit.bytes()) {
            throw new FemException(
                    Reason.OUT_OF_MEMORY,
                    "%s used %d MB, over its memory limit of %s, and was ended".formatted(program, bytes >> 20, limit));
        }
        return false;
    }

    /** Bytes; 0 for a process that is gone. */
    private static long resident(Path rollup) {
        try {
            return Files.readString(rollup)
                    .lines()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
