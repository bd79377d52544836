package io.temper.dream3d;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one file. Nothing in it is believed before it is checked, and the data only if the file has room for it. */
final class Dream3dReader {
    private static final String GEOMETRY = "_SIMPL_GEOMETRY";
    private static final String MEND = "save it with DREAM.3D 6 (file version 7.0)";
    /** More than this in one group is no file of voxels. */
    private static final int MOST_CHILDREN = 1000;
    /** Bytes of a whole number. */
    private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);

    private final byte[] file;
    private final long mostVoxels;

    Dream3dReader(byte[] file, long mostVoxels) {
        this.file = file;
        this.mostVoxels = mostVoxels;
    }

    Microstructure read() {
        HdfGuard.check(file);
        try (HdfFile hdf = HdfFile.fromByteBuffer(ByteBuffer.wrap(file))) {
            long end = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
            if (end > file.length) {
                throw new FormatException("it is truncated: it has %d of %d bytes".formatted(file.length, end));
            }
            return image(container(hdf));
        } catch (IllegalArgumentException e) {
            throw e instanceof FormatException || e.getMessage() == null ? e : new FormatException(e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) { // jhdf meets a corrupt file with errors of many types
            throw new FormatException("cannot be read as HDF5, it is corrupt or no HDF5 file: " + e.getMessage(), e);
        }
    }

    /** The one container that holds an image. */
    private static Group container(HdfFile hdf) {
        if (!(child(hdf, "DataContainers") instanceof Group containers)) {
            throw new FormatException("the HDF5 file has no group DataContainers: " + MEND);
        }
        List<Group> images = new ArrayList<>();
        for (Node node : children(containers)) {
            if (node instanceof Group group
                    && child(group, GEOMETRY) instanceof Group geometry
                    && child(geometry, "DIMENSIONS") instanceof Dataset) {
                images.add(group);
            }
        }
        if (images.size() != 1) {
            throw new FormatException(
                    "%d data containers have an image geometry, but exactly one is needed".formatted(images.size()));
        }
        return images.get(0);
    }

    private Microstructure image(Group container) {
        int[] n = dimensions(container);
        List<Dataset> phases = new ArrayList<>();
        for (Node node : children(container)) {
            if (node instanceof Group matrix && child(matrix, "Phases") instanceof Dataset dataset) {
                phases.add(dataset);
            }
        }
        if (phases.size() != 1) {
            throw new FormatException("%d arrays 'Phases' in group %s, but exactly one is needed: %s"
                    .formatted(phases.size(), container.getName(), MEND));
        }
        return new Microstructure(n[0], n[1], n[2], voxels(phases.get(0), n));
    }

    /** nx, ny, nz. */
    private int[] dimensions(Group container) {
        Integers n = new Integers((Dataset) container.getByPath(GEOMETRY + "/DIMENSIONS"), 3);
        Microstructure.checkSize(n.get(0), n.get(1), n.get(2), mostVoxels);
        return new int[] {(int) n.get(0), (int) n.get(1), (int) n.get(2)};
    }

    /** In C order. */
    private byte[] voxels(Dataset phases, int[] n) {
        int[] dims = phases.getDimensions();
        int[] expected = {n[2], n[1], n[0]};
        if (!Arrays.equals(dims, expected) && !Arrays.equals(dims, new int[] {n[2], n[1], n[0], 1})) {
            throw new FormatException("the array Phases is %s, but the geometry needs %s"
                    .formatted(Arrays.toString(dims), Arrays.toString(expected)));
        }
        Integers values = new Integers(phases, n[0] * n[1] * n[2]);
        byte[] voxels = new byte[n[0] * n[1] * n[2]];
        for (int x = 0, i = 0; x < n[0]; x++) {
            for (int y = 0; y < n[1]; y++) {
                for (int z = 0; z < n[2]; z++) {
                    long phase = values.get((z * n[1] + y) * n[0] + x);
                    if (phase != Dream3dFormat.SOFT && phase != Dream3dFormat.HARD) {
                        throw new FormatException("cell (%d, %d, %d) has phase %d, but must have 1 (soft) or 2 (hard)"
                                .formatted(x, y, z, phase));
                    }
                    voxels[i++] = (byte) (phase - Dream3dFormat.SOFT);
                }
            }
        }
        return voxels;
    }

    private static @Nullable Node child(Group group, String name) {
        for (Node node : children(group)) {
            if (node.getName().equals(name)) {
                return node;
            }
        }
        return null;
    }

    private static Iterable<Node> children(Group group) {
        Map<String, Node> children = group.getChildren();
        if (children.size() > MOST_CHILDREN) {
            throw new FormatException(
                    "group %s has %d members, more than %d".formatted(group.getName(), children.size(), MOST_CHILDREN));
        }
        return children.values();
    }

    /** Whole numbers, read where they lie in the file. */
    private static final class Integers {
        private final ByteBuffer data;
        private final int bytes;

        Integers(Dataset dataset, int count) {
            String name = dataset.getName();
            if (!(dataset.getDataType() instanceof FixedPoint type)
                    || type.getBitOffset() != 0
                    || type.getBitPrecision() != 8 * type.getSize()
                    || !SIZES.contains(type.getSize())) {
                throw new FormatException("the array %s does not hold whole numbers".formatted(name));
            }
            if (dataset.getSize() != count) {
                throw new FormatException(
                        "the array %s holds %d numbers, not %d".formatted(name, dataset.getSize(), count));
            }
            bytes = type.getSize();
            // chunks may unfold to anything
            if (!(dataset instanceof ContiguousDataset contiguous)) {
                throw new FormatException(
                        "the array %s is compressed or in chunks: save it as it is (h5repack -f NONE -l CONTI)"
                                .formatted(name));
            }
            data = contiguous.getBuffer().slice().order(type.getByteOrder());
            if (data.remaining() < (long) count * bytes) {
                throw new FormatException("the array %s is truncated".formatted(name));
            }
        }

        long get(int i) {
            return switch (bytes) {
                case 1 -> data.get(i);
                case 2 -> data.getShort(2 * i);
                case 4 -> data.getInt(4 * i);
                default -> data.getLong(8 * i);
            };
        }
    }
}
