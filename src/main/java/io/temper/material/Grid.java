package io.temper.material;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes that a voxel file declares, and the way from and to files that store x fastest, as most but .npy do. */
record Grid(int nx, int ny, int nz) {
    private static final Pattern THREE_SIZES =
            Pattern.compile("\\s*(\\d{1,18})[\\s,]+(\\d{1,18})[\\s,]+(\\d{1,18})[\\s,]*");

    /** Checks the sizes before anything is made of them. */
    static Grid of(long nx, long ny, long nz, long mostVoxels) {
        Microstructure.checkSize(nx, ny, nz, mostVoxels);
        return new Grid((int) nx, (int) ny, (int) nz);
    }

    /** Reads three whole numbers between spaces or commas. */
    static Grid parse(String sizes, long mostVoxels) {
        Matcher m = THREE_SIZES.matcher(sizes);
        if (!m.matches()) {
            throw new FormatException(
                    "sizes '%s' are not three whole numbers: save an array of nx, ny, nz voxels".formatted(sizes));
        }
        return of(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), Long.parseLong(m.group(3)), mostVoxels);
    }

    int size() {
        return nx * ny * nz;
    }

    /** Refuses voxel data of another length than declared. */
    void checkData(long voxels) {
        if (voxels != size()) {
            throw new FormatException("%d x %d x %d voxels are declared, but the file holds %d: %s"
                    .formatted(nx, ny, nz, voxels, voxels < size() ? "it is truncated" : "it has trailing data"));
        }
    }

    /** @param voxels [nz*ny*nx], x fastest: Fortran order of (x, y, z) */
    Microstructure fromXFastest(byte[] voxels) {
        checkData(voxels.length);
        byte[] c = new byte[voxels.length];
        for (int x = 0, i = 0; x < nx; x++) {
            for (int y = 0; y < ny; y++) {
                for (int z = 0; z < nz; z++) {
                    c[i++] = voxels[(z * ny + y) * nx + x];
                }
            }
        }
        return new Microstructure(nx, ny, nz, c);
    }

    /** Writes a microstructure's voxels [nz*ny*nx], x fastest, layer by layer so that they are never in memory twice. */
    static void writeXFastest(Microstructure m, OutputStream out) throws IOException {
        for (int z = 0; z < m.nz(); z++) {
            out.write(layer(m, z));
        }
    }

    /** The voxels of a layer across z [ny*nx], x fastest. */
    static byte[] layer(Microstructure m, int z) {
        byte[] layer = new byte[m.ny() * m.nx()];
        for (int y = 0, i = 0; y < m.ny(); y++) {
            for (int x = 0; x < m.nx(); x++) {
                layer[i++] = (byte) (m.isHard(x, y, z) ? 1 : 0);
            }
        }
        return layer;
    }
}
