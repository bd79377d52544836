package io.temper.dream3d;

import io.temper.dream3d.HdfNode.Array;
import io.temper.dream3d.HdfNode.Group;
import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * DREAM.3D's {@code .dream3d}, version 7.0: one image geometry, whose cells' {@code Phases} are 1 for soft and 2 for hard (0 is
 * no phase there), [nz, ny, nx, 1], x fastest. Read as contiguous, not compressed data, which is how DREAM.3D writes it.
 */
public final class Dream3dFormat implements MicrostructureFormat {
    static final int SOFT = 1;
    static final int HARD = 2;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    /** Of attribute matrices. */
    private static final int CELLS = 3;

    private static final int CELL_ENSEMBLES = 11;
    /** A crystal structure or a type of phase that there is not. */
    private static final int UNKNOWN = 999;

    private static final int PRIMARY = 0;

    @Override
    public List<String> endings() {
        return List.of(".dream3d");
    }

    @Override
    public boolean begins(byte[] file) {
        return ByteBuffer.wrap(file, 0, Math.min(file.length, SIGNATURE.length)).equals(ByteBuffer.wrap(SIGNATURE));
    }

    @Override
    public Microstructure decode(byte[] file, long mostVoxels) {
        if (!begins(file)) {
            throw new FormatException("not a .dream3d file: it does not begin as HDF5 does");
        }
        return new Dream3dReader(file, mostVoxels).read();
    }

    @Override
    public void encode(Microstructure m, OutputStream out) throws IOException {
        Group root = new Group();
        HdfWriter writer = new HdfWriter(root);
        root.attribute("FileVersion", "7.0");
        root.attribute("DREAM3D Version", "6.5.171");
        root.group("DataContainerBundles");
        root.group("Pipeline");
        Group container = root.group("DataContainers").group("ImageDataContainer");
        geometry(container.group("_SIMPL_GEOMETRY"), m);
        ensembles(container.group("CellEnsembleData"), writer);
        // last, as it is the largest
        cells(container.group("CellData"), m);
        writer.write(out);
    }

    private static void geometry(Group geometry, Microstructure m) {
        geometry.attribute("GeometryName", "ImageGeometry");
        geometry.attribute("GeometryType", HdfType.UINT32, 0);
        geometry.attribute("GeometryTypeName", "ImageGeometry");
        geometry.attribute("SpatialDimensionality", HdfType.UINT32, 3);
        geometry.attribute("UnitDimensionality", HdfType.UINT32, 3);
        geometry.array("DIMENSIONS", HdfType.INT64, HdfNode.bytes(HdfType.INT64, m.nx(), m.ny(), m.nz()), 3);
        geometry.array("ORIGIN", HdfType.FLOAT32, new byte[12], 3);
        long one = Float.floatToIntBits(1);
        geometry.array("SPACING", HdfType.FLOAT32, HdfNode.bytes(HdfType.FLOAT32, one, one, one), 3);
    }

    /** The phases; both are isotropic, so that they have no crystal structure. */
    private static void ensembles(Group ensembles, HdfWriter writer) {
        matrix(ensembles, CELL_ENSEMBLES, 3);
        byte[] crystals = HdfNode.bytes(HdfType.UINT32, UNKNOWN, UNKNOWN, UNKNOWN);
        describe(ensembles.array("CrystalStructures", HdfType.UINT32, crystals, 3, 1), "DataArray<uint32_t>", "x=3", 3);
        byte[] types = HdfNode.bytes(HdfType.UINT32, UNKNOWN, PRIMARY, PRIMARY);
        describe(ensembles.array("PhaseTypes", HdfType.UINT32, types, 3, 1), "DataArray<uint32_t>", "x=3", 3);
        describe(
                writer.strings(ensembles, "PhaseName", List.of("Unknown Phase", "soft", "hard")),
                "StringDataArray",
                "x=3",
                3);
    }

    private static void cells(Group cells, Microstructure m) {
        matrix(cells, CELLS, m.nx(), m.ny(), m.nz());
        describe(
                cells.array("Phases", HdfType.INT32, out -> phases(m, out), m.nz(), m.ny(), m.nx(), 1),
                "DataArray<int32_t>",
                "x=%d,y=%d,z=%d".formatted(m.nx(), m.ny(), m.nz()),
                m.nx(),
                m.ny(),
                m.nz());
    }

    private static void phases(Microstructure m, OutputStream out) throws IOException {
        ByteBuffer row = ByteBuffer.allocate(4 * m.nx()).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < m.nz(); z++) {
            for (int y = 0; y < m.ny(); y++) {
                row.clear();
                for (int x = 0; x < m.nx(); x++) {
                    row.putInt(m.isHard(x, y, z) ? HARD : SOFT);
                }
                out.write(row.array());
            }
        }
    }

    private static void matrix(Group matrix, int type, long... tuples) {
        matrix.attribute("AttributeMatrixType", HdfType.UINT32, type);
        matrix.attribute("TupleDimensions", HdfType.UINT64, tuples);
    }

    /** What DREAM.3D wants to know of an array; it names the fastest axis first, as HDF5 does not. */
    private static void describe(Array array, String type, String axes, long... tuples) {
        array.attribute("ObjectType", type);
        array.attribute("DataArrayVersion", HdfType.INT32, 2);
        array.attribute("ComponentDimensions", HdfType.UINT64, 1);
        array.attribute("TupleDimensions", HdfType.UINT64, tuples);
        array.attribute("Tuple Axis Dimensions", axes);
    }
}
