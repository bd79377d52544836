package io.temper.fem.voxel;

/**
 * Arithmetic on rows of complex numbers, real and imaginary parts apart. Every loop runs over the same index of distinct
 * arrays, which the JVM turns into vector instructions. {@code w} is the used length of the rows.
 */
final class Rows {
    private Rows() {}

    /** x *= (c + i s). */
    static void scale(float[] re, float[] im, float c, float s, int w) {
        for (int i = 0; i < w; i++) {
            float x = re[i];
            float y = im[i];
            re[i] = x * c - y * s;
            im[i] = x * s + y * c;
        }
    }

    /** a, b = a + t b, a - t b with the twiddle factor t = c + i s. */
    static void radix2(float[] ar, float[] ai, float[] br, float[] bi, float c, float s, int w) {
        for (int i = 0; i < w; i++) {
            float x = br[i] * c - bi[i] * s;
            float y = br[i] * s + bi[i] * c;
            br[i] = ar[i] - x;
            bi[i] = ai[i] - y;
            ar[i] += x;
            ai[i] += y;
        }
    }

    /** The plain three-point transform of a, b, d in place. */
    static void radix3(float[] ar, float[] ai, float[] br, float[] bi, float[] dr, float[] di, int w) {
        final float half = 0.5f;
        final float sine = (float) Math.sqrt(0.75);
        for (int i = 0; i < w; i++) {
            float sr = br[i] + dr[i];
            float si = bi[i] + di[i];
            float tr = sine * (bi[i] - di[i]);
            float ti = sine * (dr[i] - br[i]);
            float mr = ar[i] - half * sr;
            float mi = ai[i] - half * si;
            ar[i] += sr;
            ai[i] += si;
            br[i] = mr + tr;
            bi[i] = mi + ti;
            dr[i] = mr - tr;
            di[i] = mi - ti;
        }
    }

    /** a, b = a + b, a - b. */
    static void sumDifference(float[] a, float[] b, int w) {
        for (int i = 0; i < w; i++) {
            float x = a[i];
            float y = b[i];
            a[i] = x + y;
            b[i] = x - y;
        }
    }

    /** a, b = (a + b) / 2, (a - b) / 2. */
    static void halfSumDifference(float[] a, float[] b, int w) {
        for (int i = 0; i < w; i++) {
            float x = 0.5f * a[i];
            float y = 0.5f * b[i];
            a[i] = x + y;
            b[i] = x - y;
        }
    }

    /** out = x + c0 a0 + c1 a1 + c2 a2 + c3 a3. */
    static void combine(
            float[] out,
            float[] x,
            float c0,
            float[] a0,
            float c1,
            float[] a1,
            float c2,
            float[] a2,
            float c3,
            float[] a3,
            int w) {
        for (int i = 0; i < w; i++) {
            out[i] = x[i] + c0 * a0[i] + c1 * a1[i] + c2 * a2[i] + c3 * a3[i];
        }
    }

    /**
     * x, y, z = G (x, y, z) with the symmetric 3x3 matrix g [6: xx yy zz yz xz xy][at least w] of each place, whose entries yz and
     * xz are multiplied by sign; adds the products old . new to energy.
     */
    static void multiply(float[] x, float[] y, float[] z, float[][] g, float sign, float[] energy, int w) {
        multiply(x, y, z, g[0], g[1], g[2], g[3], g[4], g[5], sign, energy, w);
    }

    private static void multiply(
            float[] x,
            float[] y,
            float[] z,
            float[] xx,
            float[] yy,
            float[] zz,
            float[] yz,
            float[] xz,
            float[] xy,
            float sign,
            float[] energy,
            int w) {
        for (int i = 0; i < w; i++) {
            float a = x[i];
            float b = y[i];
            float c = sign * z[i];
            float p = xx[i] * a + xy[i] * b + xz[i] * c;
            float q = xy[i] * a + yy[i] * b + yz[i] * c;
            float r = xz[i] * a + yz[i] * b + zz[i] * c;
            energy[i] += a * p + b * q + c * r;
            x[i] = p;
            y[i] = q;
            z[i] = sign * r;
        }
    }

    /** to[offset + i] = row[i] + beta to[offset + i]. */
    static void direction(float[] row, float beta, float[] to, int offset, int w) {
        for (int i = 0; i < w; i++) {
            to[offset + i] = row[i] + beta * to[offset + i];
        }
    }

    static double sum(float[] row, int offset, int w) {
        double s = 0;
        for (int i = 0; i < w; i++) {
            s += row[offset + i];
        }
        return s;
    }
}
