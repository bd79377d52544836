package io.temper.generation;

/**
 * Standard deviations of a Gaussian filter along x, y and z [voxels].
 *
 * @param x along axis 0, positive, at most {@link #MAX}; y and z likewise
 */
public record Sigma(double x, double y, double z) {
    /** Far beyond any cell: from the cell's length on, the filtered noise is constant along that axis. */
    public static final double MAX = 1000;

    public Sigma {
        for (double s : new double[] {x, y, z}) {
            if (!(s > 0 && s <= MAX)) {
                throw new IllegalArgumentException(
                        "filter standard deviation %s must be above 0 and at most %s voxels".formatted(s, MAX));
            }
        }
    }

    /** Reads {@code 1,1,7}. */
    public static Sigma parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 3) {
            try {
                return new Sigma(number(parts[0]), number(parts[1]), number(parts[2]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(usage(text), e);
            }
        }
        throw new IllegalArgumentException(usage(text));
    }

    private static double number(String part) {
        return Double.parseDouble(part.trim());
    }

    private static String usage(String text) {
        return "sigma '%s' is not three numbers x,y,z, for example 1,1,7 (voxels)".formatted(text);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return brief(x) + "," + brief(y) + "," + brief(z);
    }

    private static String brief(double s) {
        return s == Math.rint(s) ? Long.toString((long) s) : Double.toString(s);
    }
}
