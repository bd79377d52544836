package io.temper.vaereg.style;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays of a safetensors file: 8 bytes header length, a JSON header, the data, little-endian. */
final class SafetensorsWeightFile implements WeightFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_HEADER = 16 << 20;

    private record Place(String dtype, long begin, long end) {}

    private final Path path;
    private final FileChannel in;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    SafetensorsWeightFile(Path path) throws IOException {
        this.path = path;
        in = FileChannel.open(path, StandardOpenOption.READ);
        try {
            readHeader();
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        long length = bytes(0, 8).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > in.size() - 8) {
            throw new IOException(
                    "%s is not a safetensors file or is truncated: its header claims %d bytes, the file has %d"
                            .formatted(path, length, in.size()));
        }
        byte[] text = bytes(8, (int) length).array();
        try {
            for (Iterator<Map.Entry<String, JsonNode>> it = JSON.readTree(text).fields(); it.hasNext(); ) {
                Map.Entry<String, JsonNode> e = it.next();
                if (!e.getKey().equals("__metadata__")) {
                    add(e.getKey(), e.getValue(), 8 + length);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("%s is not a safetensors file: its header is not JSON".formatted(path), e);
        }
    }

    private void add(String name, JsonNode entry, long data) throws IOException {
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end < begin || !entry.path("shape").isArray()) {
            throw new IOException("%s: array '%s' has no place or no shape: the file is corrupt".formatted(path, name));
        }
        if (end > in.size() - data) {
            throw new IOException(
                    "%s is truncated: array '%s' ends at byte %d of %d".formatted(path, name, data + end, in.size()));
        }
        int[] shape = new int[entry.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").path(i).asInt(-1);
        }
        places.put(name, new Place(entry.path("dtype").asText(), data + begin, data + end));
        shapes.put(name, shape);
    }

    private ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (in.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("%s is truncated".formatted(path));
            }
        }
        return buffer.flip();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, int[]> shapes() {
        return shapes;
    }

    @Override
    public float[] read(String name) throws IOException {
        Place place = WeightFile.listed(places, name);
        ElementType type = ElementType.ofSafetensors(place.dtype())
                .orElseThrow(() -> new IOException("%s: array '%s' has dtype %s: save it as F32, F16 or BF16"
                        .formatted(path, name, place.dtype())));
        int count = WeightFile.count(WeightFile.listed(shapes, name));
        if (count < 0 || place.end() - place.begin() != (long) count * type.bytes) {
            throw new IOException("%s: array '%s' has %d bytes, not what its shape needs: the file is corrupt"
                    .formatted(path, name, place.end() - place.begin()));
        }
        return type.all(bytes(place.begin(), count * type.bytes));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
