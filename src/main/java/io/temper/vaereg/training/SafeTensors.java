package io.temper.vaereg.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes single-precision arrays and text metadata in the safetensors format: 8 bytes header length, a JSON
 * header, then the data, little-endian. Chosen for checkpoints because a file is whole or absent and other tools read it.
 */
final class SafeTensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_HEADER = 1 << 20;

    /** Arrays by name, and metadata. */
    record Content(Map<String, float[]> arrays, Map<String, String> metadata) {
        /** An array that a result of training must have. */
        float[] require(String name, Path file) throws IOException {
            float[] values = arrays.get(name);
            if (values == null) {
                throw new IOException("%s lacks '%s': train again in another folder".formatted(file, name));
            }
            return values;
        }
    }

    private SafeTensors() {}

    /** Writes a file as a whole: a reader sees the old one or the new one, never a part. */
    static void write(Path file, Content content) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject("__metadata__");
        content.metadata().forEach(metadata::put);
        long offset = 0;
        for (Map.Entry<String, float[]> e : content.arrays().entrySet()) {
            ObjectNode entry = header.putObject(e.getKey());
            entry.put("dtype", "F32");
            entry.putArray("shape").add(e.getValue().length);
            long end = offset + 4L * e.getValue().length;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(out, buffer(8).putLong(text.length).flip());
            writeAll(out, ByteBuffer.wrap(text));
            for (float[] values : content.arrays().values()) {
                ByteBuffer data = buffer(4 * values.length);
                data.asFloatBuffer().put(values);
                writeAll(out, data);
            }
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws IOException with one clear line if the file is missing, truncated or of another form */
    static Content read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = readFully(in, buffer(8), file).getLong();
            if (length < 2 || length > MAX_HEADER || length > in.size() - 8) {
                throw new IOException(
                        "%s is not a safetensors file: its header claims %d bytes".formatted(file, length));
            }
            String text = StandardCharsets.UTF_8
                    .decode(readFully(in, buffer((int) length), file))
                    .toString();
            return content(in, file, JSON.readTree(text), 8 + length);
        } catch (JsonProcessingException e) {
            throw new IOException("%s is not a safetensors file: its header is not JSON".formatted(file), e);
        }
    }

    private static Content content(FileChannel in, Path file, JsonNode header, long data) throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> it = header.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> e = it.next();
            if (e.getKey().equals("__metadata__")) {
                e.getValue()
                        .fields()
                        .forEachRemaining(
                                m -> metadata.put(m.getKey(), m.getValue().asText()));
                continue;
            }
            long begin = e.getValue().path("data_offsets").path(0).asLong(-1);
            long end = e.getValue().path("data_offsets").path(1).asLong(-1);
            if (!e.getValue().path("dtype").asText().equals("F32") || begin < 0 || end < begin) {
                throw new IOException(
                        "%s: array '%s' is not single precision or has no place".formatted(file, e.getKey()));
            }
            if (data + end > in.size()) {
                throw new IOException("%s is truncated: array '%s' ends at byte %d of %d"
                        .formatted(file, e.getKey(), data + end, in.size()));
            }
            in.position(data + begin);
            float[] values = new float[Math.toIntExact((end - begin) / 4)];
            readFully(in, buffer(4 * values.length), file).asFloatBuffer().get(values);
            arrays.put(e.getKey(), values);
        }
        return new Content(arrays, metadata);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeAll(FileChannel out, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            out.write(data);
        }
    }

    private static ByteBuffer readFully(FileChannel in, ByteBuffer data, Path file) throws IOException {
        while (data.hasRemaining()) {
            if (in.read(data) < 0) {
                throw new IOException("%s is truncated".formatted(file));
            }
        }
        return data.flip();
    }
}
