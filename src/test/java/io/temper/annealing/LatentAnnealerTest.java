package io.temper.annealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentAnnealerTest {
    private static final GeometricCooling COOLING = new GeometricCooling(10, 0.01);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anneal_twoWells_leavesTheShallowOneForTheDeepOne(long seed) {
        // a double well along axis 0, minima near +1 (energy about +1) and -1 (about -1), a bowl along axis 1
        Energy energy = each(z -> 5 * Math.pow(z[0] * z[0] - 1, 2) + z[0] + 5 * Math.pow(z[1] - 0.5, 2));
        AnnealingResult result = new LatentAnnealer(new AnnealingSchedule(400, 4, 0.3, COOLING))
                .anneal(List.of(new double[] {1, 0}), new double[] {1, 1}, energy, new Random(seed));
        assertThat(result.z()).containsExactly(new double[] {-1.025, 0.5}, within(0.1));
        assertThat(result.energy()).isCloseTo(-1.0125, within(0.03)).isEqualTo(energy.of(List.of(result.z()))[0]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void anneal_fixedTemperatureInABowl_endsAreBoltzmannDistributed(double T) {
        // E = z^2 / 2: the Boltzmann distribution at T is normal with mean 0 and variance T
        int chains = 20_000;
        AnnealingResult result = new LatentAnnealer(new AnnealingSchedule(60, chains, 1.5, (i, n) -> T))
                .anneal(List.of(new double[] {1}), new double[] {1}, each(z -> z[0] * z[0] / 2), new Random(7));
        double[] z = result.ends().stream().mapToDouble(e -> e[0]).toArray();
        double mean = mean(z, v -> v);
        double sd = Math.sqrt(T);
        assertThat(mean).isCloseTo(0, within(4 * sd / Math.sqrt(chains)));
        assertThat(mean(z, v -> v * v)).isCloseTo(T, within(4 * T * Math.sqrt(2.0 / chains)));
        assertThat(mean(z, v -> v > sd ? 1.0 : 0.0)).isCloseTo(0.15866, within(4 * Math.sqrt(0.159 * 0.841 / chains)));
    }

    @Test
    void anneal_sameSeed_sameResult() {
        assertThat(run(5)).usingRecursiveComparison().isEqualTo(run(5));
        assertThat(run(5).z()).isNotEqualTo(run(6).z());
    }

    @Test
    void anneal_anyIteration_evaluatesAllChainsOfAllStartsInOneCall() {
        List<Integer> batches = new ArrayList<>();
        Energy counting = z -> {
            batches.add(z.size());
            return new double[z.size()];
        };
        new LatentAnnealer(new AnnealingSchedule(3, 4, 1, COOLING))
                .anneal(List.of(new double[1], new double[1]), new double[] {1}, counting, new Random(0));
        assertThat(batches).containsExactly(2, 8, 8, 8);
    }

    @Test
    void anneal_trace_countsAcceptancesAndNeverLosesTheBest() {
        AnnealingResult flat = new LatentAnnealer(new AnnealingSchedule(5, 3, 1, COOLING))
                .anneal(List.of(new double[1]), new double[] {1}, each(z -> 0), new Random(0));
        assertThat(flat.trace()).hasSize(5).allMatch(t -> t.accepted() == 3);
        List<AnnealingResult.Iteration> trace = run(1).trace();
        for (int i = 1; i < trace.size(); i++) {
            assertThat(trace.get(i).leastEnergy())
                    .isLessThanOrEqualTo(trace.get(i - 1).leastEnergy());
            assertThat(trace.get(i).temperature()).isLessThan(trace.get(i - 1).temperature());
        }
    }

    @Test
    void anneal_forbiddenEverywhereElse_staysAtItsStart() {
        double[] start = {0.25};
        AnnealingResult result = new LatentAnnealer(new AnnealingSchedule(5, 3, 1, COOLING))
                .anneal(
                        List.of(start),
                        new double[] {1},
                        each(z -> z[0] == 0.25 ? 3 : Double.POSITIVE_INFINITY),
                        new Random(0));
        assertThat(result.z()).containsExactly(0.25);
        assertThat(result.ends()).allSatisfy(e -> assertThat(e).containsExactly(0.25));
    }

    @Test
    void anneal_badInput_saysWhat() {
        LatentAnnealer annealer = new LatentAnnealer(new AnnealingSchedule(1, 1, 1, COOLING));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> annealer.anneal(List.of(new double[2]), new double[3], each(z -> 0), new Random(0)))
                .withMessage("a start of 2 dimensions does not fit a scale of 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        annealer.anneal(List.of(new double[1]), new double[1], each(z -> Double.NaN), new Random(0)))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> annealer.anneal(List.of(), new double[1], each(z -> 0), new Random(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnnealingSchedule(0, 1, 1, COOLING));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnnealingSchedule(1, 1, 0, COOLING));
    }

    private static AnnealingResult run(long seed) {
        return new LatentAnnealer(new AnnealingSchedule(20, 3, 0.5, COOLING))
                .anneal(
                        List.of(new double[] {2, 2}, new double[] {-2, 1}),
                        new double[] {1, 0.1},
                        each(z -> z[0] * z[0] + z[1] * z[1]),
                        new Random(seed));
    }

    private static Energy each(ToDoubleFunction<double[]> energy) {
        return z -> z.stream().mapToDouble(energy).toArray();
    }

    private static double mean(double[] values, java.util.function.DoubleUnaryOperator f) {
        return java.util.Arrays.stream(values).map(f).average().orElseThrow();
    }
}
