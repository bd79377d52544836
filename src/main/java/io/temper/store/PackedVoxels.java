package io.temper.store;

import io.temper.material.Microstructure;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A microstructure, one bit a voxel, deflated.
 *
 * @param bits in C order, eight to a byte, the first one lowest
 */
record PackedVoxels(int nx, int ny, int nz, byte[] bits) {
    static PackedVoxels of(Microstructure m) {
        BitSet hard = new BitSet(m.size());
        for (int i = 0; i < m.size(); i++) {
            hard.set(i, m.voxel(i) == 1);
        }
        byte[] plain = hard.toByteArray();
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        // incompressible data grows by a few bytes for each 16 KB
        byte[] packed = new byte[plain.length + plain.length / 1024 + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return new PackedVoxels(m.nx(), m.ny(), m.nz(), java.util.Arrays.copyOf(packed, length));
    }

    Microstructure microstructure() {
        Microstructure.checkSize(nx, ny, nz);
        byte[] voxels = new byte[nx * ny * nz];
        byte[] plain = new byte[voxels.length / 8 + 1];
        Inflater inflater = new Inflater();
        inflater.setInput(bits);
        try {
            inflater.inflate(plain);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("voxels that cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        BitSet hard = BitSet.valueOf(plain);
        for (int i = hard.nextSetBit(0); i >= 0; i = hard.nextSetBit(i + 1)) {
            voxels[i] = 1;
        }
        return new Microstructure(nx, ny, nz, voxels);
    }
}
