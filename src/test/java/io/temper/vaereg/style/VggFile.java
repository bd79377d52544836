package io.temper.vaereg.style;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** VGG19's first layers, written as the frameworks write them; a value is told by its place in the network. */
final class VggFile {
    /** An array as it is to be written. */
    record Entry(int[] shape, float[] values) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param kernel names of kernel and bias by layer */
    VggFile add(
            List<Vgg19Layer> layers,
            boolean outputFirst,
            Function<Vgg19Layer, String> kernel,
            Function<Vgg19Layer, String> bias) {
        for (Vgg19Layer l : layers) {
            int[] shape = outputFirst ? new int[] {l.out(), l.in(), 3, 3} : new int[] {3, 3, l.in(), l.out()};
            float[] values = new float[9 * l.in() * l.out()];
            for (int i = 0; i < values.length; i++) {
                int o = outputFirst ? i / 9 / l.in() : i % l.out();
                int in = outputFirst ? i / 9 % l.in() : i / l.out() % l.in();
                int position = outputFirst ? i % 9 : i / l.out() / l.in();
                values[i] = weight(l, position, in, o);
            }
            float[] b = new float[l.out()];
            for (int o = 0; o < b.length; o++) {
                b[o] = bias(l, o);
            }
            put(kernel.apply(l), shape, values).put(bias.apply(l), new int[] {l.out()}, b);
        }
        return this;
    }

    VggFile put(String name, int[] shape, float... values) {
        entries.put(name, new Entry(shape, values));
        return this;
    }

    VggFile remove(String name) {
        entries.remove(name);
        return this;
    }

    /** Eighths between -4 and 4: exact in half precision. */
    static float weight(Vgg19Layer l, int position, int in, int out) {
        return ((position * 131 + in * 29 + out * 7 + l.ordinal() * 11) % 64 - 32) / 8f;
    }

    static float bias(Vgg19Layer l, int out) {
        return ((out * 5 + l.ordinal()) % 32 - 16) / 4f;
    }

    Path hdf(Path file) {
        Map<String, WritableGroup> groups = new HashMap<>();
        try (var out = HdfFile.write(file)) {
            for (Map.Entry<String, Entry> e : entries.entrySet()) {
                WritableGroup group = out;
                String[] parts = e.getKey().split("/");
                StringBuilder path = new StringBuilder();
                for (int i = 0; i < parts.length - 1; i++) {
                    WritableGroup parent = group;
                    String part = parts[i];
                    group = groups.computeIfAbsent(
                            path.append('/').append(part).toString(), p -> parent.putGroup(part));
                }
                group.putDataset(parts[parts.length - 1], nested(e.getValue()));
            }
        }
        return file;
    }

    private static Object nested(Entry e) {
        if (e.shape().length == 1) {
            return e.values();
        }
        int[] s = e.shape();
        float[][][][] nested = new float[s[0]][s[1]][s[2]][s[3]];
        for (int i = 0; i < e.values().length; i++) {
            nested[i / s[3] / s[2] / s[1]][i / s[3] / s[2] % s[1]][i / s[3] % s[2]][i % s[3]] = e.values()[i];
        }
        return nested;
    }

    Path npz(Path file, String dtype) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, Entry> e : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(e.getKey() + ".npy"));
                out.write(npy(e.getValue(), dtype, false));
            }
        }
        return file;
    }

    static byte[] npy(Entry e, String dtype, boolean fortran) {
        StringBuilder shape = new StringBuilder();
        for (int extent : e.shape()) {
            shape.append(extent).append(", ");
        }
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
                .formatted(dtype, fortran ? "True" : "False", shape);
        byte[] data = bytes(e.values(), dtype);
        ByteBuffer out = ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("\u0093NUMPY\1\0".getBytes(ISO_8859_1)).putShort((short) header.length());
        return out.put(header.getBytes(ISO_8859_1)).put(data).array();
    }

    Path safetensors(Path file, String dtype) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<String> header = new ArrayList<>(List.of("\"__metadata__\":{\"format\":\"pt\"}"));
        for (Map.Entry<String, Entry> e : entries.entrySet()) {
            int begin = data.size();
            data.writeBytes(bytes(e.getValue().values(), dtype));
            header.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(
                            e.getKey(),
                            dtype,
                            java.util.Arrays.toString(e.getValue().shape()),
                            begin,
                            data.size()));
        }
        byte[] text = ("{" + String.join(",", header) + "}").getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(8 + text.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                file, out.putLong(text.length).put(text).put(data.toByteArray()).array());
        return file;
    }

    private static byte[] bytes(float[] values, String dtype) {
        ByteBuffer out = ByteBuffer.allocate(8 * values.length)
                .order(dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (float v : values) {
            switch (dtype) {
                case "<f2", "F16" -> out.putShort(half(v));
                case "BF16" -> out.putShort((short) (Float.floatToIntBits(v) >> 16));
                case "<f4", ">f4", "F32", "<i4", "I32" -> out.putFloat(v);
                case "<f8", "F64" -> out.putDouble(v);
                default -> throw new IllegalArgumentException(dtype);
            }
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    /** For normal numbers that half precision holds exactly, and 0. */
    private static short half(float v) {
        int bits = Float.floatToIntBits(v);
        int sign = bits >>> 16 & 0x8000;
        return (short) (v == 0 ? sign : sign | (bits >>> 23 & 0xff) - 112 << 10 | bits >>> 13 & 0x3ff);
    }
}
