package io.temper.vaereg.style;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Arrays of NumPy's {@code .npz}: a zip file of one {@code .npy} for each, named without that ending. */
final class NpzWeightFile implements WeightFile {
    private record Member(ZipEntry entry, NpyHeader header) {}

    private final Path path;
    private final ZipFile zip;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    NpzWeightFile(Path path) throws IOException {
        this.path = path;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new IOException(
                    "%s cannot be read as npz, it is corrupt or truncated: %s".formatted(path, e.getMessage()), e);
        }
        try {
            readHeaders();
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void readHeaders() throws IOException {
        for (ZipEntry entry : zip.stream().limit(MOST_ARRAYS).toList()) {
            if (!entry.getName().endsWith(".npy")) {
                continue;
            }
            String name = entry.getName().substring(0, entry.getName().length() - 4);
            try (InputStream in = zip.getInputStream(entry)) {
                NpyHeader header = NpyHeader.read(in);
                members.put(name, new Member(entry, header));
                shapes.put(name, header.shape());
            } catch (IOException e) {
                throw failed(name, e);
            }
        }
        if (members.isEmpty()) {
            throw new IOException(
                    "%s is a zip file without .npy arrays: save PyTorch's .pth as .safetensors first".formatted(path));
        }
    }

    private IOException failed(String name, IOException e) {
        return new IOException("%s: array '%s' %s".formatted(path, name, e.getMessage()), e);
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
        Member member = WeightFile.listed(members, name);
        CRC32 sum = new CRC32(); // a ZipFile does not check it
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(member.entry()), sum)) {
            NpyHeader header = NpyHeader.read(in);
            int wanted = header.bytes();
            byte[] data = in.readNBytes(wanted);
            if (data.length < wanted || in.read() >= 0) {
                throw new IOException("is not the %d bytes long that its header says: it is corrupt".formatted(wanted));
            }
            if (sum.getValue() != member.entry().getCrc()) {
                throw new IOException("does not have the check sum that the file says: it is corrupt");
            }
            return header.type().all(ByteBuffer.wrap(data).order(header.order()));
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
