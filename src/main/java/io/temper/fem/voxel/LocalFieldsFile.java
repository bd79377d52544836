package io.temper.fem.voxel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.temper.material.Microstructure;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Writes local fields as ParaView opens them: VTK image data with the cell arrays {@code phase} and, for each load case j,
 * {@code strain}j and {@code stress}j{@code _GPa}, symmetric tensors in VTK's order XX YY ZZ XY YZ XZ (so the shear strain is
 * that of the tensor, half the engineering one). The file appears with {@link #finish}, or not at all.
 */
public final class LocalFieldsFile implements Consumer<LocalFields>, AutoCloseable {
    /** Voigt components in VTK's order, and how VTK calls them. */
    private static final int[] VOIGT = {0, 1, 2, 5, 3, 4};

    private static final String[] NAMES = {"11", "22", "33", "12", "23", "13"};

    private final Path file;
    private final Path temporary;
    private final Microstructure m;
    private final OutputStream out;

    /** @throws IOException if the file's folder is missing or cannot be written to */
    public LocalFieldsFile(Path file, Microstructure m) throws IOException {
        this.file = file.toAbsolutePath();
        this.m = m;
        Path folder = this.file.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("cannot write %s: %s is not a folder that can be written to".formatted(file, folder));
        }
        temporary = Files.createTempFile(folder, ".fields", ".tmp");
        out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
        String extent = "0 %d 0 %d 0 %d".formatted(m.nx(), m.ny(), m.nz());
        text("""
                <?xml version="1.0"?>
                <VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
                <ImageData WholeExtent="%1$s" Origin="0 0 0" Spacing="1 1 1">
                <Piece Extent="%1$s">
                <CellData Scalars="phase">
                <DataArray type="UInt8" Name="phase" format="binary">
                """.formatted(extent));
        data(1, (to, voxel) -> to.put(m.voxel(voxel)));
    }

    @Override
    public void accept(LocalFields fields) {
        try {
            tensor("strain" + fields.column(), fields.strain(), 0.5f);
            tensor("stress" + fields.column() + "_GPa", fields.stress(), 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void tensor(String name, float[][] voigt, float shear) throws IOException {
        text("<DataArray type=\"Float32\" Name=\"%s\" NumberOfComponents=\"6\"".formatted(name));
        for (int i = 0; i < 6; i++) {
            text(" ComponentName%d=\"%s\"".formatted(i, NAMES[i]));
        }
        text(" format=\"binary\">\n");
        data(6 * Float.BYTES, (to, voxel) -> {
            for (int i = 0; i < 6; i++) {
                to.putFloat(voigt[VOIGT[i]][voxel] * (i < 3 ? 1 : shear));
            }
        });
    }

    private interface Voxel {
        void put(ByteBuffer to, int voxel);
    }

    /** The number of bytes and the bytes, x fastest, all one base64 text. */
    private void data(int bytesPerVoxel, Voxel voxel) throws IOException {
        OutputStream unclosed = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
        try (OutputStream base64 = Base64.getEncoder().wrap(unclosed)) {
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            base64.write(count.putLong((long) bytesPerVoxel * m.size()).array());
            ByteBuffer row = ByteBuffer.allocate(bytesPerVoxel * m.nx()).order(ByteOrder.LITTLE_ENDIAN);
            for (int z = 0; z < m.nz(); z++) {
                for (int y = 0; y < m.ny(); y++) {
                    row.clear();
                    for (int x = 0; x < m.nx(); x++) {
                        voxel.put(row, (x * m.ny() + y) * m.nz() + z);
                    }
                    base64.write(row.array());
                }
            }
        }
        text("\n</DataArray>\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
    }

    /** Ends the file and gives it its name; an older file of that name is replaced. */
    public void finish() throws IOException {
        text("</CellData>\n</Piece>\n</ImageData>\n</VTKFile>\n");
        out.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves nothing behind that was not finished. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
