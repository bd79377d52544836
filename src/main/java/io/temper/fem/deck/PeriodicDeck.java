package io.temper.fem.deck;

import io.temper.material.Microstructure;
import io.temper.material.Phase;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The periodic cell as a deck: nodes, bricks, sets, equations, materials. Node (x, y, z) of the (nx+1)(ny+1)(nz+1) has the
 * number {@code 1 + (x (ny+1) + y)(nz+1) + z}; the three reference nodes follow. Every dependent node is tied straight to its
 * partner on the low faces, so there are no chains, and one corner is held.
 */
final class PeriodicDeck {
    /** Node sets of the high faces, by axis. */
    static final List<String> FACES = List.of("XMAX", "YMAX", "ZMAX");
    /** Node set of the three reference nodes. */
    static final String REFERENCE = "REFERENCE";

    /** Corners of a brick in the order of its keyword: around the low z face, then around the high one. */
    private static final int[][] CORNERS = {
        {0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}
    };
    /** Axes of strain j, 1..6. */
    private static final int[][] VOIGT = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};

    private final Microstructure m;
    private final int[] size;
    private final Writer out;

    PeriodicDeck(Microstructure m, Writer out) {
        this.m = m;
        this.size = new int[] {m.nx(), m.ny(), m.nz()};
        this.out = out;
    }

    /** Nodes, bricks, sets, equations, the held corner. */
    void writeCell() throws IOException {
        nodes();
        bricks("HARD", true);
        bricks("SOFT", false);
        for (int d = 0; d < 3; d++) {
            face(d);
        }
        equations();
        line("*BOUNDARY");
        line("1,1,3");
    }

    /** A phase's material, its section and, within the material, what else the program wants to know; nothing if it is absent. */
    void writeMaterial(String name, boolean hard, Phase phase, String more) throws IOException {
        if (m.hardVoxels() == (hard ? 0 : m.size())) {
            return;
        }
        line("*MATERIAL,NAME=" + name);
        line("*ELASTIC");
        line(number(phase.youngsModulus()) + "," + number(phase.poissonsRatio()));
        out.write(more);
        line("*SOLID SECTION,ELSET=%s,MATERIAL=%s".formatted(name, name));
    }

    /** The reference nodes' displacement for the macroscopic strain of column j, 1..6, times {@code amplitude}. */
    void writeStrain(int j, double amplitude) throws IOException {
        line("*BOUNDARY");
        for (int d = 0; d < 3; d++) {
            for (int i = 0; i < 3; i++) {
                line("%d,%d,%d,%s"
                        .formatted(reference(d), i + 1, i + 1, number(amplitude * strain(j, i, d) * size[d])));
            }
        }
    }

    void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** Entry (i, d) of the strain tensor of column j; a unit engineering shear has 1/2 twice. */
    private static double strain(int j, int i, int d) {
        int[] axes = VOIGT[j - 1];
        if (axes[0] == axes[1]) {
            return i == axes[0] && d == axes[0] ? 1 : 0;
        }
        return (i == axes[0] && d == axes[1]) || (i == axes[1] && d == axes[0]) ? 0.5 : 0;
    }

    /** Column j of C in Voigt order from the forces [face][direction] on the high faces, over the amplitude. */
    static double[] stress(double[][] forces, Microstructure m, double amplitude) {
        double[] area = {(double) m.ny() * m.nz(), (double) m.nx() * m.nz(), (double) m.nx() * m.ny()};
        return IntStream.range(0, 6)
                .mapToDouble(j -> {
                    int a = VOIGT[j][0];
                    int b = VOIGT[j][1];
                    return (forces[a][b] / area[a] + forces[b][a] / area[b]) / 2 / amplitude;
                })
                .toArray();
    }

    /** Number of axis d's reference node. */
    static int reference(Microstructure m, int d) {
        return (m.nx() + 1) * (m.ny() + 1) * (m.nz() + 1) + 1 + d;
    }

    private int reference(int d) {
        return reference(m, d);
    }

    private int node(int x, int y, int z) {
        return 1 + (x * (size[1] + 1) + y) * (size[2] + 1) + z;
    }

    private interface At {
        void node(int x, int y, int z) throws IOException;
    }

    private void everyNode(At at) throws IOException {
        for (int x = 0; x <= size[0]; x++) {
            for (int y = 0; y <= size[1]; y++) {
                for (int z = 0; z <= size[2]; z++) {
                    at.node(x, y, z);
                }
            }
        }
    }

    private void nodes() throws IOException {
        line("*NODE");
        everyNode((x, y, z) -> line(node(x, y, z) + "," + x + ".," + y + ".," + z + "."));
        for (int d = 0; d < 3; d++) {
            line("%d,-1.,-1.,%d.".formatted(reference(d), -1 - d));
        }
        line("*NSET,NSET=" + REFERENCE);
        line("%d,%d,%d".formatted(reference(0), reference(1), reference(2)));
    }

    private void bricks(String name, boolean hard) throws IOException {
        if (m.hardVoxels() == (hard ? 0 : m.size())) {
            return;
        }
        line("*ELEMENT,TYPE=C3D8,ELSET=" + name);
        for (int i = 0; i < m.size(); i++) {
            int x = i / (size[1] * size[2]);
            int y = i / size[2] % size[1];
            int z = i % size[2];
            if (m.isHard(x, y, z) == hard) {
                StringBuilder brick = new StringBuilder().append(i + 1);
                for (int[] c : CORNERS) {
                    brick.append(',').append(node(x + c[0], y + c[1], z + c[2]));
                }
                line(brick.toString());
            }
        }
    }

    private void face(int d) throws IOException {
        line("*NSET,NSET=" + FACES.get(d));
        everyNode((x, y, z) -> {
            if (new int[] {x, y, z}[d] == size[d]) {
                line(node(x, y, z) + ",");
            }
        });
    }

    private void equations() throws IOException {
        line("*EQUATION");
        everyNode((x, y, z) -> {
            int[] crossed = IntStream.range(0, 3)
                    .filter(d -> new int[] {x, y, z}[d] == size[d])
                    .toArray();
            int partner = node(x % size[0], y % size[1], z % size[2]);
            for (int i = 1; i <= 3 && crossed.length > 0; i++) {
                equation(node(x, y, z), partner, crossed, i);
            }
        });
    }

    /** u(node) - u(partner) - sum of R_d = 0 in direction i; a line of a deck holds four terms. */
    private void equation(int node, int partner, int[] crossed, int i) throws IOException {
        line(String.valueOf(2 + crossed.length));
        StringBuilder terms = new StringBuilder("%d,%d,1.,%d,%d,-1.".formatted(node, i, partner, i));
        for (int k = 0; k < crossed.length; k++) {
            terms.append(k == 2 ? "\n" : ",").append("%d,%d,-1.".formatted(reference(crossed[k]), i));
        }
        line(terms.toString());
    }

    /** Decks take at most 20 characters for a number. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.12e", value);
    }
}
