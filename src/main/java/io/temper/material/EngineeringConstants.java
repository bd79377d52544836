package io.temper.material;

/**
 * Engineering constants along the axes, from the compliance S = inverse of C: E_i = 1 / S_ii, nu_ij = -S_ji / S_ii (contraction
 * along j under tension along i; nu_ij / E_i = nu_ji / E_j), G_23 = 1 / S_44, G_13 = 1 / S_55, G_12 = 1 / S_66.
 *
 * @param E Young's moduli along axes 1, 2, 3 [GPa]
 * @param nu Poisson's ratios [i - 1][j - 1], zero where i = j [-]
 * @param G shear moduli 23, 13, 12 [GPa]
 */
public record EngineeringConstants(double[] E, double[][] nu, double[] G) {
    /**
     * Of a stiffness with all columns solved.
     *
     * @throws IllegalStateException if a column is missing
     * @throws ArithmeticException if C is not positive definite
     */
    public static EngineeringConstants of(Stiffness stiffness) {
        double[][] S = Compliance.of(stiffness.matrix());
        double[] E = new double[3];
        double[] G = new double[3];
        double[][] nu = new double[3][3];
        for (int i = 0; i < 3; i++) {
            E[i] = 1 / S[i][i];
            G[i] = 1 / S[3 + i][3 + i];
            for (int j = 0; j < 3; j++) {
                nu[i][j] = i == j ? 0 : -S[j][i] / S[i][i];
            }
        }
        return new EngineeringConstants(E, nu, G);
    }
}
