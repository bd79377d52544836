package io.temper.fem.voxel;

import java.util.Arrays;

/**
 * Preconditioned conjugate gradients in single precision. Whenever the residual has fallen by {@link #RELIABLE} it is computed
 * anew in double precision, and the search goes on from there along the same directions (reliable updates: Sleijpen and van
 * der Vorst 1996), so that the accuracy reached is that of double precision.
 */
final class ConjugateGradients {
    static final int MAX_ITERATIONS = 10_000;
    /** Single precision stays well below what is left of the residual between two updates. */
    private static final double RELIABLE = 1e-4;
    /** Updates in a row that may fail to halve the residual: then double precision is spent too. */
    private static final int MAX_STALLS = 3;

    private final BrickOperator K;
    private final GreenOperator G;
    private final Team team;
    private final Field p;
    private final Field q;
    /** Sums over one node plane each, so that totals do not depend on the threads. */
    private final double[] sums;

    private final double[] otherSums;
    private final float[][] scratch;

    /** The exact side of the iteration. */
    interface Update {
        /** Moves the correction into the displacement, computes r anew and returns its norm. */
        double apply();
    }

    ConjugateGradients(BrickOperator K, GreenOperator G, int nx, int plane, Team team) {
        this.K = K;
        this.G = G;
        this.team = team;
        p = Field.zeros(nx, plane);
        q = Field.zeros(nx, plane);
        sums = new double[nx];
        otherSums = new double[nx];
        scratch = new float[team.threads()][plane];
    }

    /**
     * Solves K d = r.
     *
     * @param d correction, zero on entry and on return: {@code update} takes it
     * @param r right-hand side on entry, what is left of it on return
     * @param norm norm of r
     * @param bound norm of r at which to stop
     * @param update called at least once, and at the end
     * @return iterations
     * @throws ArithmeticException if it does not converge
     */
    int solve(Field d, Field r, double norm, double bound, Update update) {
        double updated = norm;
        double rz = 0;
        int stalls = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            if (norm <= bound || norm <= RELIABLE * updated) {
                norm = update.apply();
                if (norm <= bound) {
                    return iteration;
                }
                stalls = iteration > 0 && norm > updated / 2 ? stalls + 1 : 0;
                if (stalls == MAX_STALLS) {
                    throw notReached(iteration, norm, bound, "double precision ends there; raise rtol");
                }
                updated = norm;
            }
            double old = rz;
            rz = G.precondition(r);
            G.update(p, (float) (iteration == 0 ? 0 : rz / old));
            K.apply(p, q);
            norm = step(d, r);
        }
        throw notReached(MAX_ITERATIONS, norm, bound, "raise rtol or lower the contrast");
    }

    private static ArithmeticException notReached(int iterations, double norm, double bound, String mend) {
        return new ArithmeticException("no convergence in %d iterations: residual %.3g, wanted %.3g; %s"
                .formatted(iterations, norm, bound, mend));
    }

    /** Goes along p to the least energy; returns the new norm of r. */
    private double step(Field d, Field r) {
        team.run(r.nx(), (worker, x) -> {
            sums[x] = p.dot(q, x, scratch[worker]);
            otherSums[x] = p.dot(r, x, scratch[worker]);
        });
        double alpha = Planes.sum(otherSums) / Planes.sum(sums);
        if (!Double.isFinite(alpha)) {
            throw new ArithmeticException("conjugate gradients broke down: step length " + alpha);
        }
        team.run(r.nx(), (worker, x) -> sums[x] = step((float) alpha, d, r, x, scratch[worker]));
        return Math.sqrt(Planes.sum(sums));
    }

    private double step(float alpha, Field d, Field r, int x, float[] squares) {
        Arrays.fill(squares, 0);
        for (int c = 0; c < 3; c++) {
            Planes.step(alpha, d.plane(c, x), p.plane(c, x), r.plane(c, x), q.plane(c, x), squares);
        }
        return Planes.sum(squares);
    }
}
