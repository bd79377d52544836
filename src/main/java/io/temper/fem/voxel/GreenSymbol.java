package io.temper.fem.voxel;

/**
 * Inverse of the stiffness of a homogeneous grid of trilinear bricks at one frequency, a real symmetric 3x3 matrix. For a
 * plane wave of phase k per voxel the parity modes of a brick are products of cos(k/2) (sum) and i sin(k/2) (difference).
 */
final class GreenSymbol {
    private final double lambda;
    private final double mu;
    private final double scale;
    private final Axis x;
    private final Axis y;
    private final Axis z;

    /** sin^2, cos^2 and sin cos of half the phase, for each frequency of an axis. */
    private record Axis(double[] ss, double[] cc, double[] sc) {
        static Axis of(int n) {
            Axis axis = new Axis(new double[n], new double[n], new double[n]);
            for (int k = 0; k < n; k++) {
                double s = Math.sin(Math.PI * k / n);
                double c = 2 * k == n ? 0 : Math.cos(Math.PI * k / n);
                axis.ss[k] = s * s;
                axis.cc[k] = c * c;
                axis.sc[k] = s * c;
            }
            return axis;
        }
    }

    /** @param scale factor of the result */
    GreenSymbol(int nx, int ny, int nz, BrickOperator.Lame medium, double scale) {
        lambda = medium.lambda();
        mu = medium.mu();
        this.scale = scale;
        x = Axis.of(nx);
        y = Axis.of(ny);
        z = Axis.of(nz);
    }

    /** Writes the matrix of frequency (i, j, k) to g[0..5][at] as xx yy zz yz xz xy; zero at frequency zero. */
    void put(int i, int j, int k, float[][] g, int at) {
        if (i == 0 && j == 0 && k == 0) {
            return;
        }
        double a = diagonal(x, i, y, j, z, k);
        double b = diagonal(y, j, x, i, z, k);
        double c = diagonal(z, k, x, i, y, j);
        double d = mixed(y, j, z, k, x, i);
        double e = mixed(x, i, z, k, y, j);
        double f = mixed(x, i, y, j, z, k);
        double bc = b * c - d * d;
        double fc = f * c - e * d;
        double fb = f * d - e * b;
        double factor = scale / (a * bc - f * fc + e * fb);
        g[0][at] = (float) (factor * bc);
        g[1][at] = (float) (factor * (a * c - e * e));
        g[2][at] = (float) (factor * (a * b - f * f));
        g[3][at] = (float) (factor * (e * f - a * d));
        g[4][at] = (float) (factor * fb);
        g[5][at] = (float) (factor * -fc);
    }

    /** Entry of the component along p. */
    private double diagonal(Axis p, int i, Axis q, int j, Axis r, int k) {
        double s = p.ss[i];
        double c = p.cc[i];
        double linear = (lambda + 2 * mu) * s * q.cc[j] * r.cc[k] + mu * c * (q.ss[j] * r.cc[k] + q.cc[j] * r.ss[k]);
        double bilinear =
                (lambda + 3 * mu) * s * (q.ss[j] * r.cc[k] + q.cc[j] * r.ss[k]) + 2 * mu * c * q.ss[j] * r.ss[k];
        return 4 * (linear + bilinear / 3 + (lambda + 4 * mu) * s * q.ss[j] * r.ss[k] / 9);
    }

    /** Entry that couples the components along p and q. */
    private double mixed(Axis p, int i, Axis q, int j, Axis r, int k) {
        return 4 * (lambda + mu) * p.sc[i] * q.sc[j] * (r.cc[k] + r.ss[k] / 3);
    }
}
