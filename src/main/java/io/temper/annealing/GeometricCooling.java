package io.temper.annealing;

/**
 * Geometric cooling: every iteration multiplies the temperature by the same factor (Kirkpatrick, Gelatt and Vecchi 1983).
 *
 * @param start temperature of the first iteration, positive
 * @param end temperature of the last iteration, positive, at most {@code start}
 */
public record GeometricCooling(double start, double end) implements CoolingSchedule {
    public GeometricCooling {
        if (!(end > 0 && start >= end) || !Double.isFinite(start)) {
            throw new IllegalArgumentException(
                    "cooling from temperature %s to %s: both must be positive and finite, and the end not above the start"
                            .formatted(start, end));
        }
    }

    @Override
    public double temperature(int iteration, int iterations) {
        return iterations == 1 ? start : start * Math.pow(end / start, (double) iteration / (iterations - 1));
    }
}
