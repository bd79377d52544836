package io.temper.annealing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulated annealing by independent Metropolis chains. In each iteration every chain makes one Gaussian proposal, all
 * proposals are evaluated as one batch, and every chain accepts or rejects its own: each chain is a plain Metropolis walk.
 */
public final class LatentAnnealer {
    private final AnnealingSchedule schedule;

    public LatentAnnealer(AnnealingSchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Anneals.
     *
     * @param starts at least one point [latent size each]; not modified
     * @param scale length scale of each dimension, positive [latent size]; not modified
     * @param energy called once for the starts and once per iteration; +Infinity is never entered
     * @param random seeded by the caller: the same stream gives the same result
     * @throws IllegalArgumentException if a size does not fit or an energy is NaN
     */
    public AnnealingResult anneal(List<double[]> starts, double[] scale, Energy energy, RandomGenerator random) {
        check(starts, scale);
        Walk walk = new Walk(starts, schedule.chains(), energy);
        List<AnnealingResult.Iteration> trace = new ArrayList<>();
        for (int i = 0; i < schedule.iterations(); i++) {
            double T = schedule.cooling().temperature(i, schedule.iterations());
            int accepted = walk.step(schedule.step(), scale, T, random);
            trace.add(new AnnealingResult.Iteration(T, walk.meanEnergy(), walk.leastEnergy, accepted));
        }
        return new AnnealingResult(walk.best, walk.leastEnergy, walk.z, trace);
    }

    private static void check(List<double[]> starts, double[] scale) {
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("annealing needs at least one start");
        }
        for (double[] z : starts) {
            if (z.length != scale.length) {
                throw new IllegalArgumentException(
                        "a start of %d dimensions does not fit a scale of %d".formatted(z.length, scale.length));
            }
        }
    }

    /** The chains' points and energies, and the best point that any of them met. */
    private static final class Walk {
        private final Energy energy;
        private final List<double[]> z = new ArrayList<>();
        private final double[] E;
        private double[] best;
        private double leastEnergy;

        Walk(List<double[]> starts, int chains, Energy energy) {
            this.energy = energy;
            double[] startE = evaluate(starts);
            E = new double[starts.size() * chains];
            for (int i = 0; i < E.length; i++) {
                z.add(starts.get(i / chains));
                E[i] = startE[i / chains];
            }
            best = z.get(0);
            leastEnergy = E[0];
            for (int i = 1; i < E.length; i++) {
                keep(z.get(i), E[i]);
            }
        }

        int step(double step, double[] scale, double T, RandomGenerator random) {
            List<double[]> proposals =
                    z.stream().map(from -> propose(from, step, scale, random)).toList();
            double[] proposedE = evaluate(proposals);
            int accepted = 0;
            for (int i = 0; i < E.length; i++) {
                if (Metropolis.accepts(proposedE[i] - E[i], T, random)) {
                    z.set(i, proposals.get(i));
                    E[i] = proposedE[i];
                    accepted++;
                }
                keep(proposals.get(i), proposedE[i]);
            }
            return accepted;
        }

        double meanEnergy() {
            double sum = 0;
            for (double e : E) {
                sum += e;
            }
            return sum / E.length;
        }

        private void keep(double[] point, double pointE) {
            if (pointE < leastEnergy) {
                best = point;
                leastEnergy = pointE;
            }
        }

        private double[] evaluate(List<double[]> points) {
            double[] e = energy.of(points);
            if (e.length != points.size()) {
                throw new IllegalArgumentException(
                        "the energy gave %d values for %d points".formatted(e.length, points.size()));
            }
            for (double v : e) {
                if (Double.isNaN(v)) {
                    throw new IllegalArgumentException("the energy gave NaN: annealing cannot compare it");
                }
            }
            return e;
        }

        private static double[] propose(double[] from, double step, double[] scale, RandomGenerator random) {
            double[] to = from.clone();
            for (int d = 0; d < to.length; d++) {
                to[d] += step * scale[d] * random.nextGaussian();
            }
            return to;
        }
    }
}
