package io.temper.dream3d;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an HDF5 file from its first byte to its last, so that arrays need not be in memory: superblock version 0, which every
 * version of the library reads, object headers, strings, arrays. Source: HDF5 File Format Specification 3.0.
 */
final class HdfWriter {
    private static final int SUPERBLOCK_BYTES = 96;
    /** The least that the library reads a heap of strings in. */
    private static final int HEAP_BYTES = 4096;

    private static final long NOWHERE = -1;

    private final HdfNode.Group root;
    private final List<HdfNode> nodes = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final List<byte[]> stringReferences = new ArrayList<>();

    HdfWriter(HdfNode.Group root) {
        this.root = root;
    }

    /** An array of strings within a group. */
    HdfNode.Array strings(HdfNode.Group group, String name, List<String> values) {
        byte[] references = new byte[values.size() * HdfType.STRING.bytes()];
        strings.addAll(values);
        stringReferences.add(references);
        return group.array(name, HdfType.STRING, references, values.size());
    }

    /** Writes the file; leaves {@code out} open. */
    void write(OutputStream out) throws IOException {
        nodes.clear();
        collect(root);
        long heap = SUPERBLOCK_BYTES;
        for (HdfNode node : nodes) {
            node.address = heap;
            heap += HdfHeader.of(node).length;
        }
        long end = heap + (strings.isEmpty() ? 0 : HEAP_BYTES);
        for (HdfNode node : nodes) {
            if (node instanceof HdfNode.Array array) {
                array.dataAddress = end;
                end += aligned(array.size());
            }
        }
        refer(heap);
        out.write(superblock(end));
        for (HdfNode node : nodes) {
            out.write(HdfHeader.of(node));
        }
        if (!strings.isEmpty()) {
            out.write(heap());
        }
        for (HdfNode node : nodes) {
            if (node instanceof HdfNode.Array array) {
                array.data.write(out);
                out.write(new byte[(int) (aligned(array.size()) - array.size())]);
            }
        }
    }

    private void collect(HdfNode node) {
        nodes.add(node);
        if (node instanceof HdfNode.Group group) {
            group.children().values().forEach(this::collect);
        }
    }

    private byte[] superblock(long end) {
        ByteBuffer block = buffer(SUPERBLOCK_BYTES)
                .put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'})
                .put(new byte[5])
                .put((byte) 8) // bytes of an address
                .put((byte) 8) // bytes of a length
                .put((byte) 0);
        // of groups as symbol tables, which this file has none of: the library's own values
        block.putShort((short) 4).putShort((short) 16).putInt(0);
        return block.putLong(0)
                .putLong(NOWHERE)
                .putLong(end)
                .putLong(NOWHERE)
                .putLong(0)
                .putLong(root.address)
                .array();
    }

    /** Where in the heap each string is. */
    private void refer(long heap) {
        int index = 0;
        for (byte[] references : stringReferences) {
            for (ByteBuffer r = ByteBuffer.wrap(references).order(ByteOrder.LITTLE_ENDIAN); r.hasRemaining(); index++) {
                r.putInt(strings.get(index).length()).putLong(heap).putInt(index + 1);
            }
        }
    }

    private byte[] heap() {
        ByteBuffer heap = buffer(HEAP_BYTES).put("GCOL".getBytes(US_ASCII));
        heap.putInt(1).putLong(HEAP_BYTES);
        for (int i = 0; i < strings.size(); i++) {
            byte[] text = strings.get(i).getBytes(US_ASCII);
            heap.putShort((short) (i + 1)).putShort((short) 1).putInt(0).putLong(text.length);
            heap.put(text).position((int) aligned(heap.position()));
        }
        // the rest is object 0, free
        heap.putLong(heap.position() + 8, HEAP_BYTES - heap.position());
        return heap.array();
    }

    private static long aligned(long bytes) {
        return (bytes + 7) / 8 * 8;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
