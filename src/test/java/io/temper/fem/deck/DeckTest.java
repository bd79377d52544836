package io.temper.fem.deck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.deck.ParsedDeck.Block;
import io.temper.fem.deck.ParsedDeck.Term;
import io.temper.fem.voxel.VoxelProblem;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Microstructure;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decks as their programs read them. */
class DeckTest {
    private static final int[] SIZE = {4, 2, 3};

    @TempDir
    Path folder;

    private final Microstructure m = Voxels.noise(SIZE[0], SIZE[1], SIZE[2], 5);
    private final Phases phases = new Phases(new Phase(70, 0.2), new Phase(3, 0.4));
    private final VoxelProblem problem = new VoxelProblem(
            phases,
            Voxels.allColumns(),
            1e-5,
            "microstructure.npy",
            Arrays.stream(SIZE).boxed().toList());
    private final Map<String, ParsedDeck> decks = new HashMap<>();

    @BeforeEach
    void write() throws Exception {
        Calculix.write(problem, m, folder.resolve("calculix.inp"));
        Abaqus.write(problem, m, folder.resolve("abaqus.inp"));
        for (String program : List.of("calculix", "abaqus")) {
            decks.put(program, new ParsedDeck(folder.resolve(program + ".inp")));
        }
    }

    @Test
    void abaqus_cell_isCalculixs() throws Exception {
        assertThat(cell("abaqus")).isEqualTo(cell("calculix")).hasSizeGreaterThan(200);
    }

    /** Nodes, bricks, sets, equations. */
    private List<String> cell(String program) throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve(program + ".inp"));
        return lines.subList(lines.indexOf("*NODE"), lines.indexOf("*MATERIAL,NAME=HARD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calculix", "abaqus"})
    void equations_affineDisplacement_holdExactly(String program) {
        Random random = new Random(1);
        double[][] E = new double[3][3];
        for (double[] row : E) {
            Arrays.setAll(row, i -> random.nextInt(9) - 4);
        }
        ParsedDeck deck = decks.get(program);

        for (List<Term> equation : deck.equations()) {
            assertThat(equation.stream()
                            .mapToDouble(t -> t.coefficient() * displacement(deck, E, t.node())[t.direction() - 1])
                            .sum())
                    .isZero();
        }
    }

    /** u = E x; a reference node carries E times its axis' length. */
    private double[] displacement(ParsedDeck deck, double[][] E, int node) {
        int first = PeriodicDeck.reference(m, 0);
        double[] x = deck.nodes.get(node);
        if (node >= first) {
            x = new double[3];
            x[node - first] = SIZE[node - first];
        }
        double[] u = new double[3];
        for (int i = 0; i < 3; i++) {
            u[i] = E[i][0] * x[0] + E[i][1] * x[1] + E[i][2] * x[2];
        }
        return u;
    }

    @Test
    void equations_everyNodeOfAHighFace_dependsOnceAndNothingDependsOnIt() {
        ParsedDeck deck = decks.get("abaqus");
        Set<String> dependent = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (List<Term> equation : deck.equations()) {
            Term first = equation.get(0);
            assertThat(dependent.add(first.node() + "/" + first.direction())).isTrue();
            equation.stream().skip(1).forEach(t -> used.add(t.node() + "/" + t.direction()));
        }

        Set<String> high = new HashSet<>();
        deck.nodes.forEach((node, x) -> {
            if (x[0] == SIZE[0] || x[1] == SIZE[1] || x[2] == SIZE[2]) {
                high.addAll(List.of(node + "/1", node + "/2", node + "/3"));
            }
        });
        assertThat(dependent).isEqualTo(high);
        assertThat(used).doesNotContainAnyElementsOf(dependent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HARD", "SOFT"})
    void bricks_areUnitCubesOfTheirPhase(String phase) {
        ParsedDeck deck = decks.get("abaqus");
        List<String[]> bricks = deck.block("ELEMENT,TYPE=C3D8,ELSET=" + phase).data();

        assertThat(bricks).hasSize(phase.equals("HARD") ? m.hardVoxels() : m.size() - m.hardVoxels());
        for (String[] brick : bricks) {
            double[][] x = Arrays.stream(brick)
                    .skip(1)
                    .map(node -> deck.nodes.get(Integer.valueOf(node)))
                    .toArray(double[][]::new);
            double[] low = x[0];
            int[][] around = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
            for (int c = 0; c < 8; c++) {
                // counterclockwise seen from above, the low face first: a positive volume
                assertThat(x[c]).containsExactly(low[0] + around[c % 4][0], low[1] + around[c % 4][1], low[2] + c / 4);
            }
            assertThat(m.isHard((int) low[0], (int) low[1], (int) low[2])).isEqualTo(phase.equals("HARD"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"calculix", "abaqus"})
    void steps_eachColumn_hasItsStrainAndNoOther(String program) {
        double amplitude = program.equals("calculix") ? 1000 : 1;
        // the first is that of the held corner
        List<Block> boundaries = decks.get(program).blocks.stream()
                .filter(b -> b.keyword().equals("BOUNDARY"))
                .skip(1)
                .toList();

        assertThat(boundaries).hasSize(6);
        int[][] voigt = {{1, 1}, {2, 2}, {3, 3}, {2, 3}, {1, 3}, {1, 2}};
        for (int j = 0; j < 6; j++) {
            double[][] E = new double[3][3];
            for (String[] d : boundaries.get(j).data()) {
                int axis = Integer.parseInt(d[0]) - PeriodicDeck.reference(m, 0);
                E[Integer.parseInt(d[1]) - 1][axis] = Double.parseDouble(d[3]) / SIZE[axis] / amplitude;
            }
            double[][] unit = new double[3][3];
            unit[voigt[j][0] - 1][voigt[j][1] - 1] += 0.5;
            unit[voigt[j][1] - 1][voigt[j][0] - 1] += 0.5;
            assertThat(E).isDeepEqualTo(unit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"calculix", "abaqus"})
    void materials_arePhases(String program) {
        List<Block> elastic = decks.get(program).blocks.stream()
                .filter(b -> b.keyword().equals("ELASTIC"))
                .toList();

        assertThat(elastic).hasSize(2);
        assertThat(values(elastic.get(0))).containsExactly(70, 0.2);
        assertThat(values(elastic.get(1))).containsExactly(3, 0.4);
    }

    private static double[] values(Block block) {
        return Arrays.stream(block.data().get(0))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void lines_fitWhatProgramsTake() throws Exception {
        for (String line : Files.readAllLines(folder.resolve("calculix.inp"))) {
            assertThat(line.length()).isLessThanOrEqualTo(132);
            assertThat(line.split(",")).hasSizeLessThanOrEqualTo(12).allMatch(word -> word.length() <= 30);
        }
    }

    @Test
    void onePhase_leavesTheOtherOut() throws Exception {
        Microstructure soft = new Microstructure(2, 2, 2, new byte[8]);

        Calculix.write(problem, soft, folder.resolve("soft.inp"));

        assertThat(folder.resolve("soft.inp")).content().doesNotContain("HARD").contains("ELSET=SOFT");
    }

    @Test
    void stress_ofForcesOnUnequalFaces_isPerArea() {
        double[][] sigma = {{1, 6, 5}, {6, 2, 4}, {5, 4, 3}};
        double[] area = {6, 12, 8};
        double[][] forces = new double[3][3];
        for (int d = 0; d < 3; d++) {
            for (int i = 0; i < 3; i++) {
                forces[d][i] = sigma[d][i] * area[d] * 10;
            }
        }

        assertThat(PeriodicDeck.stress(forces, m, 10)).containsExactly(new double[] {1, 2, 3, 4, 5, 6}, within(1e-12));
    }
}
