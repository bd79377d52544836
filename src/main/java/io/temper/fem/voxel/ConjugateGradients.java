package io.temper.fem.voxel;

/** Preconditioned conjugate gradients on the grid's displacements. */
final class ConjugateGradients {
    static final int MAX_ITERATIONS = 10_000;

    private final BrickOperator K;
    private final GreenOperator G;
    private final Team team;
    private final Field p;
    private final Field q;
    /** Sums over one node plane each, so that totals do not depend on the threads. */
    private final double[] sums;

    private final double[] otherSums;

    ConjugateGradients(BrickOperator K, GreenOperator G, int nx, int plane, Team team) {
        this.K = K;
        this.G = G;
        this.team = team;
        p = Field.zeros(nx, plane);
        q = Field.zeros(nx, plane);
        sums = new double[nx];
        otherSums = new double[nx];
    }

    /**
     * Solves K u = r.
     *
     * @param u zero on entry, the solution on return
     * @param r right-hand side on entry, what is left of it on return
     * @param bound norm of r at which to stop
     * @return iterations
     * @throws ArithmeticException if it does not converge
     */
    int solve(Field u, Field r, double bound) {
        double norm = norm(r);
        double rz = 0;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            if (norm <= bound) {
                return iteration;
            }
            double old = rz;
            rz = G.precondition(r);
            G.update(p, iteration == 0 ? 0 : rz / old);
            K.apply(p, q);
            norm = step(u, r);
        }
        throw new ArithmeticException(
                "no convergence in %d iterations: residual %.3g, wanted %.3g; raise rtol or lower the contrast"
                        .formatted(MAX_ITERATIONS, norm, bound));
    }

    double norm(Field r) {
        team.run(r.nx(), (worker, x) -> sums[x] = r.dot(r, x));
        return Math.sqrt(Planes.sum(sums));
    }

    /** Goes along p to the least energy; returns the new norm of r. */
    private double step(Field u, Field r) {
        team.run(r.nx(), (worker, x) -> {
            sums[x] = p.dot(q, x);
            otherSums[x] = p.dot(r, x);
        });
        double alpha = Planes.sum(otherSums) / Planes.sum(sums);
        if (!Double.isFinite(alpha)) {
            throw new ArithmeticException("conjugate gradients broke down: step length " + alpha);
        }
        team.run(r.nx(), (worker, x) -> {
            u.add(alpha, p, x);
            r.add(-alpha, q, x);
            sums[x] = r.dot(r, x);
        });
        return Math.sqrt(Planes.sum(sums));
    }
}
