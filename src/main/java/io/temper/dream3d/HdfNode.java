package io.temper.dream3d;

import io.temper.material.AtomicFile.Contents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an HDF5 file is to hold: a group of nodes, or an array. */
abstract class HdfNode {
    /** @param value one element's or more bytes; @param dims empty for a single value */
    record Attribute(String name, HdfType type, long[] dims, byte[] value) {}

    private final List<Attribute> attributes = new ArrayList<>();
    /** Of its object header in the file, set by the writer. */
    long address;

    List<Attribute> attributes() {
        return attributes;
    }

    void attribute(String name, String text) {
        byte[] value = (text + '\0').getBytes(StandardCharsets.US_ASCII);
        attributes.add(new Attribute(name, HdfType.text(value.length), new long[0], value));
    }

    /** One or more whole numbers, as an array. */
    void attribute(String name, HdfType type, long... numbers) {
        attributes.add(new Attribute(name, type, new long[] {numbers.length}, bytes(type, numbers)));
    }

    static byte[] bytes(HdfType type, long... numbers) {
        ByteBuffer value = ByteBuffer.allocate(numbers.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            if (type.bytes() == 8) {
                value.putLong(number);
            } else {
                value.putInt((int) number);
            }
        }
        return value.array();
    }

    /** Nodes by name. */
    static final class Group extends HdfNode {
        private final Map<String, HdfNode> children = new LinkedHashMap<>();

        Map<String, HdfNode> children() {
            return children;
        }

        Group group(String name) {
            Group group = new Group();
            children.put(name, group);
            return group;
        }

        /** @param data writes all elements, the last axis fastest */
        Array array(String name, HdfType type, Contents data, long... dims) {
            Array array = new Array(type, dims, data);
            children.put(name, array);
            return array;
        }

        Array array(String name, HdfType type, byte[] data, long... dims) {
            return array(name, type, out -> out.write(data), dims);
        }
    }

    /** Elements of one type. */
    static final class Array extends HdfNode {
        final HdfType type;
        final long[] dims;
        final Contents data;
        /** Of its data in the file, set by the writer. */
        long dataAddress;

        private Array(HdfType type, long[] dims, Contents data) {
            this.type = type;
            this.dims = dims;
            this.data = data;
        }

        long size() {
            long size = type.bytes();
            for (long n : dims) {
                size *= n;
            }
            return size;
        }
    }
}
