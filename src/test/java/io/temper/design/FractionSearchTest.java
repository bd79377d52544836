package io.temper.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.design.FractionSearch.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionSearchTest {
    @Test
    void next_pointsOfAParabola_isItsRoot() {
        DoubleUnaryOperator g = f -> (f - 0.3) * (2 + f);
        assertThat(next(points(g, 0, 0.5, 1))).isCloseTo(0.3, within(1e-12));
        DoubleUnaryOperator falling = f -> -g.applyAsDouble(f);
        assertThat(next(points(falling, 0, 0.5, 1))).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void next_twoPoints_isTheChordsRoot() {
        assertThat(next(List.of(new Point(0, -1), new Point(1, 3)))).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void next_threePointsOnALine_isTheLinesRoot() {
        assertThat(next(points(f -> 4 * (f - 0.4), 0, 0.1, 1))).isCloseTo(0.4, within(1e-12));
    }

    /** A power mean of the phases' stiffness is monotone and covers Reuss (p = -1) to Voigt (p = 1). */
    @ParameterizedTest
    @CsvSource({"-0.5, 20", "0.01, 35", "0.2, 20", "0.2, 80", "0.6, 35", "1, 20", "1, 120"})
    void next_powerMeanFrom15PercentOff_isWithinAThousandthInFourSteps(double p, double target) {
        DoubleUnaryOperator C = f -> Math.pow(f * Math.pow(161.5, p) + (1 - f) * Math.pow(3.23, p), 1 / p);
        double f = (Math.pow(target * 0.85, p) - Math.pow(3.23, p)) / (Math.pow(161.5, p) - Math.pow(3.23, p));
        List<Point> points = new ArrayList<>(points(x -> Math.log(C.applyAsDouble(x) / target), 0, f, 1));
        for (int i = 0; i < 4; i++) {
            f = next(points);
            points.add(new Point(f, Math.log(C.applyAsDouble(f) / target)));
        }
        assertThat(C.applyAsDouble(f) / target).isCloseTo(1, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void next_anyMonotoneSteps_staysInsideTheBracket(long seed) {
        java.util.Random random = new java.util.Random(seed);
        double root = 0.1 + 0.8 * random.nextDouble();
        double jump = random.nextDouble();
        List<Point> points = new ArrayList<>(points(f -> f < root ? f - root - jump : f - root + 0.01, 0, 1));
        for (int i = 0; i < 20; i++) {
            double low = points.stream()
                    .filter(p -> p.logRatio() < 0)
                    .mapToDouble(Point::fraction)
                    .max()
                    .orElseThrow();
            double high = points.stream()
                    .filter(p -> p.logRatio() > 0)
                    .mapToDouble(Point::fraction)
                    .min()
                    .orElseThrow();
            double f = next(points);
            assertThat(f).isGreaterThan(low).isLessThan(high);
            points.add(new Point(f, f < root ? f - root - jump : f - root + 0.01));
        }
    }

    @Test
    void next_targetOutsideOrUndefined_isEmpty() {
        assertThat(FractionSearch.next(List.of(new Point(0, 0.5), new Point(1, 2))))
                .isEmpty();
        assertThat(FractionSearch.next(List.of(new Point(0, Double.NEGATIVE_INFINITY), new Point(1, 2))))
                .isEmpty();
        assertThat(FractionSearch.next(List.of(new Point(0, Double.NaN), new Point(1, 2))))
                .isEmpty();
    }

    private static double next(List<Point> points) {
        OptionalDouble next = FractionSearch.next(points);
        return next.orElseThrow();
    }

    private static List<Point> points(DoubleUnaryOperator g, double... fractions) {
        return java.util.Arrays.stream(fractions)
                .mapToObj(f -> new Point(f, g.applyAsDouble(f)))
                .toList();
    }
}
