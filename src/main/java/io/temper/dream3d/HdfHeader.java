package io.temper.dream3d;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.temper.dream3d.HdfNode.Attribute;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The object header, version 1, of a node: a message for each of its links or properties, and for each attribute. */
final class HdfHeader {
    private static final int DATASPACE = 0x1;
    private static final int LINK_INFO = 0x2;
    private static final int DATATYPE = 0x3;
    private static final int FILL_VALUE = 0x5;
    private static final int LINK = 0x6;
    private static final int LAYOUT = 0x8;
    private static final int GROUP_INFO = 0xA;
    private static final int ATTRIBUTE = 0xC;
    private static final long NOWHERE = -1;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private int count;

    /** Of the same length whatever the addresses in it are. */
    static byte[] of(HdfNode node) {
        HdfHeader header = new HdfHeader();
        if (node instanceof HdfNode.Group group) {
            header.group(group);
        } else if (node instanceof HdfNode.Array array) {
            header.array(array);
        }
        node.attributes().forEach(header::attribute);
        return header.whole();
    }

    private void group(HdfNode.Group group) {
        add(LINK_INFO, buffer(18).putShort((short) 0).putLong(NOWHERE).putLong(NOWHERE));
        add(GROUP_INFO, buffer(2));
        for (Map.Entry<String, HdfNode> child : group.children().entrySet()) {
            byte[] name = child.getKey().getBytes(US_ASCII);
            add(
                    LINK,
                    buffer(3 + name.length + 8)
                            .put((byte) 1)
                            .put((byte) 0)
                            .put((byte) name.length)
                            .put(name)
                            .putLong(child.getValue().address));
        }
    }

    private void array(HdfNode.Array array) {
        add(DATASPACE, buffer(8 + 8 * array.dims.length).put(dataspace(array.dims)));
        add(DATATYPE, buffer(array.type.message().length).put(array.type.message()));
        // written once and whole: no value to fill with
        add(FILL_VALUE, buffer(8).put(new byte[] {2, 2, 2, 1}));
        add(
                LAYOUT,
                buffer(18)
                        .put((byte) 3)
                        .put((byte) 1)
                        .putLong(array.dataAddress)
                        .putLong(array.size()));
    }

    private void attribute(Attribute a) {
        byte[] name = (a.name() + '\0').getBytes(US_ASCII);
        byte[] type = a.type().message();
        byte[] space = dataspace(a.dims());
        ByteBuffer message = buffer(8 + padded(name) + padded(type) + padded(space) + a.value().length);
        message.put((byte) 1)
                .put((byte) 0)
                .putShort((short) name.length)
                .putShort((short) type.length)
                .putShort((short) space.length);
        for (byte[] part : new byte[][] {name, type, space}) {
            message.put(part).position(message.position() + padded(part) - part.length);
        }
        add(ATTRIBUTE, message.put(a.value()));
    }

    private static byte[] dataspace(long[] dims) {
        ByteBuffer space = buffer(8 + 8 * dims.length).put((byte) 1).put((byte) dims.length);
        space.position(8);
        for (long n : dims) {
            space.putLong(n);
        }
        return space.array();
    }

    private void add(int type, ByteBuffer message) {
        int length = padded(message.array());
        messages.writeBytes(
                buffer(8).putShort((short) type).putShort((short) length).array());
        messages.writeBytes(message.array());
        messages.writeBytes(new byte[length - message.capacity()]);
        count++;
    }

    private byte[] whole() {
        return buffer(16 + messages.size())
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) count)
                .putInt(1)
                .putInt(messages.size())
                .putInt(0)
                .put(messages.toByteArray())
                .array();
    }

    private static int padded(byte[] part) {
        return (part.length + 7) / 8 * 8;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
