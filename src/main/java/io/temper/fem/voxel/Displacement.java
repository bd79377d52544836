package io.temper.fem.voxel;

/** A solved column's displacement in single precision, enough for a correction that is small itself. */
final class Displacement {
    private final float[][][] planes;

    Displacement(Field u) {
        planes = new float[3][u.nx()][u.plane(0, 0).length];
        for (int c = 0; c < 3; c++) {
            for (int x = 0; x < u.nx(); x++) {
                Rows.narrow(u.plane(c, x), 0, planes[c][x], planes[c][x].length);
            }
        }
    }

    double dot(Field r, Team team) {
        double[] sums = new double[r.nx()];
        team.run(r.nx(), (worker, x) -> {
            for (int c = 0; c < 3; c++) {
                sums[x] += Planes.dot(planes[c][x], r.plane(c, x));
            }
        });
        return Planes.sum(sums);
    }
}
