package io.temper.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VtiFormatTest {
    private static final String ASCII = """
            <?xml version="1.0"?>
            <VTKFile type="ImageData" version="1.0" byte_order="LittleEndian">
              <ImageData WholeExtent="0 2 0 2 0 2" Origin="0 0 0" Spacing="1 1 1">
                <Piece Extent="0 2 0 2 0 2">
                  <CellData>
                    <DataArray type="UInt8" Name="phase" format="ascii">1 0 0 1 0 0 1 0</DataArray>
                  </CellData>
                </Piece>
              </ImageData>
            </VTKFile>
            """;

    private final VtiFormat format = new VtiFormat();

    @Test
    void decode_ascii_hasXFastest() {
        Microstructure m = format.decode(ASCII.getBytes(UTF_8));

        assertThat(m.isHard(0, 0, 0)).isTrue();
        assertThat(m.isHard(1, 1, 0)).isTrue();
        assertThat(m.isHard(0, 1, 1)).isTrue();
        assertThat(m.hardVoxels()).isEqualTo(3);
    }

    @Test
    void decode_shiftedExtent_countsCells() {
        String shifted = ASCII.replace("0 2 0 2 0 2", "-1 1 5 7 9 11");

        assertThat(format.decode(shifted.getBytes(UTF_8))).isEqualTo(format.decode(ASCII.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ImageData\" version|RectilinearGrid\" version|not a .vti file",
                "<CellData>|<PointData>|not a whole .vti file",
                "CellData|PointData|0 <CellData>",
                "UInt8|Float64|cell data of type Float64 is not UInt8",
                "\"ascii\"|\"appended\"|appended data is not supported: save it with data mode Ascii or Binary",
                "\"ascii\"|\"hex\"|data format 'hex' is not supported",
                "0 2 0 2 0 2|0 2 0 2|WholeExtent '0 2 0 2' is not six whole numbers",
                "0 2 0 2 0 2|0 2 0 2 0 x|is not six whole numbers",
                "0 2 0 2 0 2|0 1 0 4 0 2|at least 2 voxels",
                "0 2 0 2 0 2|2 0 2 0 2 0|at least 2 voxels",
                "0 2 0 2 0 2|0 2000000000 0 2000000000 0 2000000000|over the limit",
                "1 0 0 1 0 0 1 0|1 0 0 1 0 0 1|2 x 2 x 2 voxels are declared, but the file holds 7: it is truncated",
                "1 0 0 1 0 0 1 0|1 0 0 1 0 0 1 0 0|the file holds 9: it has trailing data",
                "1 0 0 1 0 0 1 0|1 0 0 2 0 0 1 0|voxel value '2' must be 0 (soft) or 1 (hard)",
                "1 0 0 1 0 0 1 0|1 0 0 0.5 0 0 1 0|voxel value '0.5' must be",
                "\"ascii\">1 0 0 1 0 0 1 0|\"binary\">CAAAAAEAAAEAAAE=|declared, but the file holds 7: it is truncated",
                "\"ascii\">1 0 0 1 0 0 1 0|\"binary\">BwAAAAEAAAEAAAEA|declared, but the file holds 7: it is truncated",
                "\"ascii\">1 0 0 1 0 0 1 0|\"binary\">CAA=|has no length: the file is truncated",
                "\"ascii\">1 0 0 1 0 0 1 0|\"binary\">C|not valid base64"
            })
    void decode_badFile_isOneClearLine(String found, String replacement, String message) {
        String bad = ASCII.replace(found, replacement);

        assertThatThrownBy(() -> format.decode(bad.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** An entity could read files of this machine, or unfold to fill its memory. */
    @ParameterizedTest
    @ValueSource(strings = {"<!ENTITY e SYSTEM \"file:///etc/hostname\">", "<!ENTITY e \"1 0 0 1 0 0 1 0\">", ""})
    void decode_documentType_isRefused(String entity) {
        String hostile = ASCII.replace("<VTKFile", "<!DOCTYPE VTKFile [" + entity + "]>\n<VTKFile")
                .replace("1 0 0 1 0 0 1 0", entity.isEmpty() ? "1 0 0 1 0 0 1 0" : "&e;");

        assertThatThrownBy(() -> format.decode(hostile.getBytes(UTF_8)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("DOCTYPE is disallowed");
    }

    @ParameterizedTest
    @CsvSource({"vtk-appended.vti, appended", "vtk-compressed.vti, compressed"})
    void decode_modesOfVtkThatAreNotRead_sayTheMend(String name, String mode) throws IOException {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/io/temper/material", name));

        assertThatThrownBy(() -> format.decode(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(mode)
                .hasMessageContaining("save it with data mode Ascii or Binary and without compressor");
    }
}
