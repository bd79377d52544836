package io.temper.fem.voxel;

import static io.temper.fem.voxel.Voxels.allColumns;
import static io.temper.fem.voxel.Voxels.columns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LocalFieldsTest {
    private static final Phases PHASES = new Phases(new Phase(120, 0.3), new Phase(2.4, 0.2));

    @TempDir
    Path folder;

    @Test
    void accept_anyColumn_averagesToTheMacroscopicStrainAndTheStiffness() {
        Microstructure m = Voxels.noise(7, 6, 9, 1);
        List<LocalFields> fields = new ArrayList<>();
        VoxelSolution solution = solve(m, allColumns(), 2, fields);

        assertThat(fields).extracting(LocalFields::column).containsExactly(1, 2, 3, 4, 5, 6);
        for (LocalFields f : fields) {
            double[] C = solution.stiffness().column(f.column()).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertThat(mean(f.strain()[i])).isCloseTo(f.column() == i + 1 ? 1 : 0, within(1e-6));
                assertThat(mean(f.stress()[i])).isCloseTo(C[i], within(1e-5 * C[f.column() - 1]));
            }
        }
    }

    /** Across the layers the stress is the same everywhere; along them the strain is the macroscopic one. */
    @Test
    void accept_laminate_isTheClosedForm() {
        Microstructure m = Voxels.of(3, 9, 4, (x, y, z) -> y < 4);
        List<LocalFields> fields = new ArrayList<>();
        solve(m, columns(1, 2, 6), 1, fields);
        double c22 = new Laminate(PHASES, 4 / 9.0).stiffness(1)[1][1];
        double c66 = new Laminate(PHASES, 4 / 9.0).stiffness(1)[5][5];

        for (int voxel = 0; voxel < m.size(); voxel++) {
            Phase p = m.voxel(voxel) == 1 ? PHASES.hard() : PHASES.soft();
            double normal = p.lambda() + 2 * p.mu();
            LocalFields across = fields.get(1);
            assertThat(across.stress()[1][voxel]).isCloseTo((float) c22, within((float) (1e-5 * c22)));
            assertThat(across.strain()[1][voxel])
                    .isCloseTo((float) (c22 / normal), within((float) (1e-5 * c22 / normal)));
            assertThat(across.stress()[0][voxel])
                    .isCloseTo((float) (p.lambda() * c22 / normal), within((float) (1e-5 * c22)));
            assertThat(across.strain()[0][voxel]).isCloseTo(0f, within(1e-6f));
            LocalFields shear = fields.get(2);
            assertThat(shear.stress()[5][voxel]).isCloseTo((float) c66, within((float) (1e-5 * c66)));
            assertThat(shear.strain()[5][voxel])
                    .isCloseTo((float) (c66 / p.mu()), within((float) (1e-5 * c66 / p.mu())));
            assertThat(fields.get(0).strain()[0][voxel]).isCloseTo(1f, within(1e-6f));
        }
    }

    @Test
    void finish_fields_areReadBackFromTheFile() throws Exception {
        Microstructure m = Voxels.noise(3, 4, 5, 2);
        List<LocalFields> fields = new ArrayList<>();
        solve(m, columns(4), 1, fields);
        Path vti = folder.resolve("fields.vti");
        try (LocalFieldsFile file = new LocalFieldsFile(vti, m)) {
            file.accept(fields.get(0));
            assertThat(vti).doesNotExist();
            file.finish();
        }

        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(vti.toFile())
                .getDocumentElement();
        NodeList arrays = root.getElementsByTagName("DataArray");
        assertThat(((Element) root.getElementsByTagName("ImageData").item(0)).getAttribute("WholeExtent"))
                .isEqualTo("0 3 0 4 0 5");
        ByteBuffer phase = data(arrays, 0, "phase", 60);
        ByteBuffer strain = data(arrays, 1, "strain4", 60 * 24);
        ByteBuffer stress = data(arrays, 2, "stress4_GPa", 60 * 24);
        for (int z = 0; z < 5; z++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 3; x++) {
                    int voxel = (x * 4 + y) * 5 + z;
                    assertThat(phase.get()).isEqualTo(m.voxel(voxel));
                    for (int i : new int[] {0, 1, 2, 5, 3, 4}) {
                        float factor = i < 3 ? 1 : 0.5f;
                        assertThat(strain.getFloat())
                                .isEqualTo(factor * fields.get(0).strain()[i][voxel]);
                        assertThat(stress.getFloat()).isEqualTo(fields.get(0).stress()[i][voxel]);
                    }
                }
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(vti);
        }
    }

    @Test
    void close_unfinished_leavesNothing() throws IOException {
        new LocalFieldsFile(folder.resolve("fields.vti"), Voxels.noise(3, 4, 5, 2)).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void constructor_missingFolder_saysSo() {
        assertThatThrownBy(() -> new LocalFieldsFile(folder.resolve("none/fields.vti"), Voxels.noise(2, 2, 2, 2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none is not a folder that can be written to");
    }

    private static ByteBuffer data(NodeList arrays, int i, String name, int bytes) {
        Element array = (Element) arrays.item(i);
        assertThat(array.getAttribute("Name")).isEqualTo(name);
        ByteBuffer data = ByteBuffer.wrap(
                        Base64.getDecoder().decode(array.getTextContent().strip()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(data.getLong()).isEqualTo(bytes);
        assertThat(data.remaining()).isEqualTo(bytes);
        return data;
    }

    private static VoxelSolution solve(
            Microstructure m, SortedSet<Integer> columns, int threads, List<LocalFields> fields) {
        try (VoxelSession session = new VoxelSession(threads)) {
            return session.solve(m, PHASES, columns, 1e-8, fields::add);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
