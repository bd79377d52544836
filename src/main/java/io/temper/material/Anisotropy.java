package io.temper.material;

/**
 * How far a stiffness is from isotropy.
 *
 * @param universal A^U = 5 G_Voigt / G_Reuss + K_Voigt / K_Reuss - 6, zero if and only if isotropic (Ranganathan and
 *     Ostoja-Starzewski 2008) [-]
 * @param zener 2 C44 / (C11 - C12) with each constant averaged over the axes, one if isotropic; it says all about a cubic
 *     material and less about others (Zener 1948) [-]
 */
public record Anisotropy(double universal, double zener) {
    /**
     * Of a stiffness with all columns solved.
     *
     * @throws IllegalStateException if a column is missing
     * @throws ArithmeticException if C is not positive definite
     */
    public static Anisotropy of(Stiffness stiffness) {
        double[][] C = stiffness.matrix();
        double[][] S = Compliance.of(C);
        double axial = C[0][0] + C[1][1] + C[2][2];
        double cross = C[0][1] + C[0][2] + C[1][2];
        double shear = C[3][3] + C[4][4] + C[5][5];
        double kVoigt = (axial + 2 * cross) / 9;
        double gVoigt = (axial - cross + 3 * shear) / 15;
        double axialS = S[0][0] + S[1][1] + S[2][2];
        double crossS = S[0][1] + S[0][2] + S[1][2];
        double shearS = S[3][3] + S[4][4] + S[5][5];
        double kReuss = 1 / (axialS + 2 * crossS);
        double gReuss = 15 / (4 * (axialS - crossS) + 3 * shearS);
        return new Anisotropy(5 * gVoigt / gReuss + kVoigt / kReuss - 6, 2 * shear / (axial - cross));
    }
}
