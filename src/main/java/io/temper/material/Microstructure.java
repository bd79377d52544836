package io.temper.material;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A periodic two-phase voxel microstructure: {@code 1} is the hard phase (black), {@code 0} the soft phase (white).
 *
 * <p>Voxel (x, y, z) lies at {@code (x * ny + y) * nz + z}: C order, axis 0 = x = direction 1. Immutable.
 */
public final class Microstructure {
    /** Fewer voxels than this along an axis do not make a periodic cell. */
    public static final int MIN_SIZE = 2;
    /** The most voxels taken, 512^3: beyond it one displacement field alone would not fit a laptop's memory. */
    public static final long MAX_VOXELS = 1L << 27;

    private final int nx;
    private final int ny;
    private final int nz;
    private final byte[] voxels;

    /**
     * @param voxels [nx*ny*nz], each 0 or 1, C order; copied
     * @throws IllegalArgumentException if a size, the length or a value does not fit
     */
    public Microstructure(int nx, int ny, int nz, byte[] voxels) {
        checkSize(nx, ny, nz);
        if (voxels.length != nx * ny * nz) {
            throw new IllegalArgumentException("a microstructure of %d x %d x %d needs %d voxels, but %d were given"
                    .formatted(nx, ny, nz, nx * ny * nz, voxels.length));
        }
        for (int i = 0; i < voxels.length; i++) {
            if (voxels[i] != 0 && voxels[i] != 1) {
                throw new IllegalArgumentException(
                        "voxel (%d, %d, %d) is %d, but must be 0 (soft) or 1 (hard): threshold the image first"
                                .formatted(i / (ny * nz), i / nz % ny, i % nz, voxels[i] & 0xff));
            }
        }
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        this.voxels = voxels.clone();
    }

    /** Throws {@link IllegalArgumentException} with the limit and the mend unless the size can be a microstructure's. */
    public static void checkSize(long nx, long ny, long nz) {
        checkSize(nx, ny, nz, MAX_VOXELS);
    }

    /** The same, with a lower limit on the number of voxels. */
    public static void checkSize(long nx, long ny, long nz, long mostVoxels) {
        if (nx < MIN_SIZE || ny < MIN_SIZE || nz < MIN_SIZE) {
            throw new IllegalArgumentException(
                    "size %d x %d x %d: a microstructure needs at least %d voxels along each axis"
                            .formatted(nx, ny, nz, MIN_SIZE));
        }
        // each factor is bounded first, so that the product cannot overflow
        if (nx > mostVoxels
                || ny > mostVoxels
                || nz > mostVoxels
                || nx * ny > mostVoxels
                || nx * ny * nz > mostVoxels) {
            throw new IllegalArgumentException(
                    "size %d x %d x %d is over the limit of %d voxels (%d^3): crop or coarsen it"
                            .formatted(nx, ny, nz, mostVoxels, (long) Math.cbrt(mostVoxels)));
        }
    }

    public int nx() {
        return nx;
    }

    public int ny() {
        return ny;
    }

    public int nz() {
        return nz;
    }

    /** Number of voxels. */
    public int size() {
        return voxels.length;
    }

    public boolean isHard(int x, int y, int z) {
        return voxels[(x * ny + y) * nz + z] == 1;
    }

    /** The voxel with C-order index {@code i}: 0 or 1. */
    public byte voxel(int i) {
        return voxels[i];
    }

    /** A copy of the voxels [nx*ny*nz], 0 or 1, C order. */
    public byte[] voxels() {
        return voxels.clone();
    }

    public int hardVoxels() {
        int n = 0;
        for (byte v : voxels) {
            n += v;
        }
        return n;
    }

    /** Volume fraction of the hard phase, 0..1. */
    public double hardFraction() {
        return (double) hardVoxels() / voxels.length;
    }

    /** SHA-256 over the sizes and voxels, in hexadecimal: equal microstructures have equal hashes. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("%d %d %d\n".formatted(nx, ny, nz).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            digest.update(voxels);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Microstructure m
                && nx == m.nx
                && ny == m.ny
                && nz == m.nz
                && Arrays.equals(voxels, m.voxels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * nx + ny) + nz + Arrays.hashCode(voxels);
    }

    @Override
    public String toString() {
        return "Microstructure %d x %d x %d, %.2f %% hard".formatted(nx, ny, nz, 100 * hardFraction());
    }
}
