package io.temper.vaereg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /** A decoder that comes out too soft, bends, and lets one property pull the other. */
    private static double[] achieved(double[] a) {
        return new double[] {
            0.9 * a[0] - 0.15 + 0.1 * Math.sin(2 * a[0]), 0.95 * a[1] - 0.1 + 0.05 * a[0] + 0.04 * a[1] * a[1]
        };
    }

    private static Calibration calibration(int n, double noise) {
        SplittableRandom random = new SplittableRandom(2);
        List<double[]> asked = new ArrayList<>();
        List<double[]> achieved = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] a = {3 * random.nextDouble() - 1.5, 3 * random.nextDouble() - 1.5};
            double[] got = achieved(a);
            got[0] += noise * random.nextGaussian();
            got[1] += noise * random.nextGaussian();
            asked.add(a);
            achieved.add(got);
        }
        return Calibration.of(1, asked, achieved);
    }

    @Test
    void ask_thenDecode_reachesWhatWasWanted() {
        Calibration.Map map = calibration(100, 0).fit();
        for (double x = -1; x <= 1; x += 0.25) {
            double[] wanted = {x, -0.5 * x};
            double[] got = achieved(map.ask(wanted));
            assertThat(off(got, wanted)).as("wanted %s", x).isLessThan(0.02);
            assertThat(off(achieved(wanted), wanted)).isGreaterThan(0.05);
        }
    }

    @Test
    void ask_noisyPoints_isNotLedByTheNoise() {
        Calibration.Map map = calibration(120, 0.05).fit();
        double[] wanted = {0.3, 0.2};
        assertThat(off(achieved(map.ask(wanted)), wanted)).isLessThan(0.04);
    }

    @Test
    void ask_farOutside_shiftIsBounded() {
        double[] asked = calibration(60, 0).fit().ask(new double[] {40, -40});
        assertThat(Math.abs(asked[0] - 40)).isLessThanOrEqualTo(1);
        assertThat(Math.abs(asked[1] + 40)).isLessThanOrEqualTo(1);
    }

    @Test
    void of_onePoint_refused() {
        assertThatThrownBy(() -> Calibration.of(2, List.of(new double[] {1}), List.of(new double[] {1})))
                .hasMessageContaining("mode 2")
                .hasMessageContaining("at least 2");
    }

    private static double off(double[] a, double[] b) {
        return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
    }
}
