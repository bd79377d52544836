package io.temper.fem.voxel;

import io.temper.material.Microstructure;

/**
 * Heap that a solution takes, known before anything is allocated.
 *
 * @param bytes heap needed
 */
record MemoryEstimate(long bytes, int nx, int ny, int nz) {
    /** The displacement in double; four fields, spectrum and half a symbol in single precision; the voxels twice. */
    private static final int BYTES_PER_VOXEL = 24 + 4 * 12 + 12 + 6 + 2;
    /** The displacement of a solved column, single precision. */
    private static final int BYTES_PER_COLUMN = 12;

    private static final long ARRAY_OVERHEAD = 24;

    static MemoryEstimate of(Microstructure m, int columns, int threads) {
        long voxels = BYTES_PER_VOXEL + (long) BYTES_PER_COLUMN * columns;
        long plane = (long) m.ny() * m.nz();
        long scratch = (BrickOperator.SCRATCH_BYTES + ExactOperator.SCRATCH_BYTES) * plane
                + GreenOperator.scratchBytes(m.nx(), m.ny(), m.nz(), threads);
        // each row and plane is an array of its own, which counts in thin and long grids
        long arrays = ARRAY_OVERHEAD * ((long) m.nx() * (20 + 2 * threads) + (long) m.nz() * 7 * (m.nx() + threads));
        return new MemoryEstimate(arrays + voxels * m.size() + 24 * plane + threads * scratch, m.nx(), m.ny(), m.nz());
    }

    /** Throws {@link IllegalArgumentException} if this JVM's heap cannot hold it. */
    void check() {
        long limit = Runtime.getRuntime().maxMemory();
        if (bytes > limit) {
            throw new IllegalArgumentException(
                    "%d x %d x %d voxels need about %d MB, but this JVM's heap ends at %d MB: raise -Xmx or coarsen the grid"
                            .formatted(nx, ny, nz, bytes >> 20, limit >> 20));
        }
    }
}
