package io.temper.fem.voxel;

import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Microstructures for the tests. */
public final class Voxels {
    private Voxels() {}

    /** Whether voxel (x, y, z) is hard. */
    interface Shape {
        boolean isHard(int x, int y, int z);
    }

    static Microstructure of(int nx, int ny, int nz, Shape shape) {
        byte[] voxels = new byte[nx * ny * nz];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (shape.isHard(i / (ny * nz), i / nz % ny, i % nz) ? 1 : 0);
        }
        return new Microstructure(nx, ny, nz, voxels);
    }

    /** White noise with 40 % hard voxels. */
    public static Microstructure noise(int nx, int ny, int nz, long seed) {
        Random random = new Random(seed);
        return of(nx, ny, nz, (x, y, z) -> random.nextDouble() < 0.4);
    }

    /** A reference microstructure of {@code fem-reference}. */
    public static Microstructure reference(String file) {
        try (InputStream in = Voxels.class.getResourceAsStream("/fem-reference/" + file)) {
            return new NpyFormat().decode(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SortedSet<Integer> columns(int... numbers) {
        SortedSet<Integer> columns = new TreeSet<>();
        for (int j : numbers) {
            columns.add(j);
        }
        return columns;
    }

    public static SortedSet<Integer> allColumns() {
        return columns(1, 2, 3, 4, 5, 6);
    }
}
