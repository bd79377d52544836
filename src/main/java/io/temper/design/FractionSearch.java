package io.temper.design;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The hard fraction at which a stiffness meets its target, from the fractions tried so far. Thresholds of one field are
 * nested, so stiffness is monotone in the fraction and a bracket is safe; ln C is close to linear in it. The next fraction is
 * the root of the parabola through the bracket and the nearest other point (Muller 1956, kept inside the bracket).
 */
final class FractionSearch {
    /**
     * @param fraction hard fraction, 0..1
     * @param logRatio ln(achieved / target) [-]
     */
    record Point(double fraction, double logRatio) {}

    private FractionSearch() {}

    /** The next fraction to try, inside the bracket; empty if the points do not bracket the target. */
    static OptionalDouble next(List<Point> points) {
        List<Point> sorted = points.stream()
                .filter(p -> Double.isFinite(p.logRatio))
                .sorted(Comparator.comparingDouble(Point::fraction))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Point a = sorted.get(i - 1);
            Point b = sorted.get(i);
            if (a.logRatio * b.logRatio < 0) {
                return OptionalDouble.of(sorted.stream()
                        .filter(p -> p != a && p != b)
                        .min(Comparator.comparingDouble(p -> Math.abs(p.logRatio)))
                        .map(c -> root(a, b, c))
                        .orElseGet(() -> chord(a, b)));
            }
        }
        return OptionalDouble.empty();
    }

    /** Root between a and b, which have opposite signs, of the parabola through all three: it has exactly one there. */
    private static double root(Point a, Point b, Point c) {
        double ab = slope(a, b);
        double curvature = (slope(b, c) - ab) / (c.fraction - a.fraction);
        double linear = ab - curvature * (b.fraction - a.fraction);
        // of curvature h^2 + linear h + a.logRatio = 0 in h = f - a.fraction, free of cancellation
        double discriminant = Math.sqrt(linear * linear - 4 * curvature * a.logRatio);
        double h = -2 * a.logRatio / (linear + Math.copySign(discriminant, linear));
        double width = b.fraction - a.fraction;
        if (!(h > 0 && h < width)) {
            h = (-linear - Math.copySign(discriminant, linear)) / (2 * curvature);
        }
        return h > 0 && h < width ? a.fraction + h : chord(a, b);
    }

    private static double chord(Point a, Point b) {
        return a.fraction - a.logRatio / slope(a, b);
    }

    private static double slope(Point a, Point b) {
        return (b.logRatio - a.logRatio) / (b.fraction - a.fraction);
    }
}
