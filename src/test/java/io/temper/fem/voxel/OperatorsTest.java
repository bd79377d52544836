package io.temper.fem.voxel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.fem.voxel.BrickOperator.Lame;
import io.temper.material.Microstructure;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators against each other: whole planes in single precision, brick by brick in double, and closed forms. */
class OperatorsTest {
    private static final Lame HARD = new Lame(0.5, 0.4);
    private static final Lame SOFT = new Lame(0.02, 0.01);

    @ParameterizedTest
    @CsvSource({"2, 2, 2, 1", "5, 7, 6, 2", "9, 30, 31, 3"})
    void apply_randomDisplacement_isTheBrickByBrickForce(int nx, int ny, int nz, int threads) {
        Microstructure m = Voxels.noise(nx, ny, nz, 1);
        Displacement u = Displacement.zeros(nx, ny * nz);
        Field rounded = Field.zeros(nx, ny * nz);
        Random random = new Random(2);
        for (int x = 0; x < nx; x++) {
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < ny * nz; i++) {
                    u.plane(c, x)[i] = rounded.plane(c, x)[i] = random.nextFloat() - 0.5f;
                }
            }
        }
        Field force = Field.zeros(nx, ny * nz);
        Field residual = Field.zeros(nx, ny * nz);
        try (Team team = new Team(threads)) {
            BrickOperator K = new BrickOperator(nx, ny, nz, HARD, SOFT, team);
            K.fill(m);
            K.apply(rounded, force);
            new ExactOperator(nx, ny, nz, HARD, SOFT, team).residual(m, u, new double[6], residual);
        }
        assertOpposite(force, residual, 2e-6f);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void put_unitStrain_isTheResidualOfNoDisplacement(int column) {
        Microstructure m = Voxels.noise(4, 5, 6, 3);
        double[] strain = new double[6];
        strain[column - 1] = 1;
        Field load = Field.zeros(4, 30);
        Field residual = Field.zeros(4, 30);
        double squares = 0;
        for (int x = 0; x < 4; x++) {
            squares += new MacroscopicLoad(m, HARD, SOFT, strain).put(load, x);
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < 30; i++) {
                    load.plane(c, x)[i] = -load.plane(c, x)[i];
                }
            }
        }
        double norm;
        try (Team team = new Team(2)) {
            norm = new ExactOperator(4, 5, 6, HARD, SOFT, team)
                    .residual(m, Displacement.zeros(4, 30), strain, residual)
                    .norm();
        }
        assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-12 * norm)).isPositive();
        assertOpposite(load, residual, 1e-7f);
    }

    private static void assertOpposite(Field a, Field b, float tolerance) {
        for (int x = 0; x < a.nx(); x++) {
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < a.plane(c, x).length; i++) {
                    assertThat(a.plane(c, x)[i]).isCloseTo(-b.plane(c, x)[i], within(tolerance));
                }
            }
        }
    }
}
