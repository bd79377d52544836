package io.temper.design;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.FemSolver;
import io.temper.material.Axis;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A world that can be written down: the stiffness along an axis is a power mean of the phases', with one exponent along the
 * fibres and a smaller one across. Its solver knows that; its model decodes fibre-like fields and predicts 10 % too little.
 *
 * <p>z = (which fibres: z if negative, else x; logit of the hard fraction; nothing).
 */
public final class AnalyticMaterial {
    static final int SIZE = 15;
    static final double BIAS = 0.9;
    /** The second mode of the prior aims this far off. */
    static final double EXTRAPOLATION = 0.7;

    private AnalyticMaterial() {}

    /** C_jj along an axis [GPa]. */
    static double stiffness(double fraction, boolean alongFibres, Phases phases) {
        double p = alongFibres ? 0.6 : 0.2;
        double hard = Stiffness.of(phases.hard()).require(Property.C11);
        double soft = Stiffness.of(phases.soft()).require(Property.C11);
        return Math.pow(fraction * Math.pow(hard, p) + (1 - fraction) * Math.pow(soft, p), 1 / p);
    }

    private static double fraction(double stiffness, boolean alongFibres, Phases phases) {
        double p = alongFibres ? 0.6 : 0.2;
        double hard = Stiffness.of(phases.hard()).require(Property.C11);
        double soft = Stiffness.of(phases.soft()).require(Property.C11);
        return (Math.pow(stiffness, p) - Math.pow(soft, p)) / (Math.pow(hard, p) - Math.pow(soft, p));
    }

    private static double of(Microstructure m, Axis axis, Phases phases) {
        return stiffness(m.hardFraction(), TwoPointCorrelation.of(m).longestAxis() == axis, phases);
    }

    /** The first three columns, of which only the diagonal is not zero. */
    public static Stiffness stiffness(Microstructure m, Phases phases) {
        return stiffness(m, phases, List.of(1, 2, 3));
    }

    private static Stiffness stiffness(Microstructure m, Phases phases, Collection<Integer> columns) {
        Map<Integer, double[]> C = new TreeMap<>();
        for (int j : columns) {
            double[] column = new double[6];
            column[j - 1] = of(m, Axis.values()[j - 1], phases);
            C.put(j, column);
        }
        return new Stiffness(C);
    }

    /** Exact, and named {@code analytic}. */
    public static final class Solver implements FemSolver {
        @Override
        public String name() {
            return "analytic";
        }

        @Override
        public FemResult solve(FemProblem problem, Path folder) throws FemException {
            Stiffness C = stiffness(problem.microstructure(), problem.phases(), problem.columns());
            return new FemResult(C, List.of(), 0, 0.001, name(), "1.0");
        }
    }

    /** Two modes, fibres along z and along x. */
    public static final class Model implements VaeReg {
        private static final int[] ALONG_Z = order(true);
        private static final int[] ALONG_X = order(false);

        @Override
        public ModelCard card() {
            List<Property> properties = List.of(Property.C11, Property.C33);
            List<Double> ones = List.of(1.0, 1.0);
            return new ModelCard(
                    properties, SIZE, 3, 2, Phases.PAPER, ones, ones, ones, List.of(99.0, 99.0), "00", Map.of());
        }

        @Override
        public LatentPrior prior(DesignTarget target) {
            double c11 = target.values().getOrDefault(Property.C11, 30.0);
            return new LatentPrior(
                    List.of(mode(1, 0.999_9, -1, c11 / BIAS), mode(2, 0.000_1, 1, EXTRAPOLATION * c11 / BIAS)));
        }

        private static LatentPrior.Mode mode(int index, double weight, double side, double c11) {
            double f = Math.max(0.02, Math.min(0.98, fraction(c11, side > 0, Phases.PAPER)));
            double[] logVariance = new double[3];
            Arrays.fill(logVariance, Math.log(0.04));
            return new LatentPrior.Mode(index, weight, new double[] {side, Math.log(f / (1 - f)), 0}, logVariance);
        }

        @Override
        public double strangeness(Microstructure m) {
            return 0.5;
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            return z.stream().map(Model::decode).toList();
        }

        /** Ranks of a fibrous field, shifted so that the hard fraction is as z says. */
        private static PhaseField decode(double[] z) {
            int[] order = z[0] < 0 ? ALONG_Z : ALONG_X;
            float[] logits = new float[order.length];
            double soft = 1 / (1 + Math.exp(z[1]));
            for (int rank = 0; rank < order.length; rank++) {
                logits[order[rank]] = (float) ((rank + 0.5) / order.length - soft);
            }
            return new PhaseField(SIZE, logits);
        }

        /** Voxels by rising value of a sum of waves that hardly vary along the fibres. */
        private static int[] order(boolean alongZ) {
            double[] waves = new double[SIZE * SIZE * SIZE];
            double k = 2 * Math.PI / SIZE;
            for (int i = 0; i < waves.length; i++) {
                double across = k * (alongZ ? i / (SIZE * SIZE) : i % SIZE);
                double y = k * (i / SIZE % SIZE);
                double along = k * (alongZ ? i % SIZE : i / (SIZE * SIZE));
                waves[i] = Math.cos(2 * across + 1) + Math.cos(3 * y + 2 * across) + 0.2 * Math.cos(along + y);
            }
            return IntStream.range(0, waves.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> waves[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            return microstructures.stream().map(Model::predict).toList();
        }

        private static Prediction predict(Microstructure m) {
            Map<Property, Estimate> values = new EnumMap<>(Property.class);
            values.put(Property.C11, new Estimate(BIAS * of(m, Axis.X, Phases.PAPER), 1));
            values.put(Property.C33, new Estimate(BIAS * of(m, Axis.Z, Phases.PAPER), 1));
            double f = Math.max(0.01, Math.min(0.99, m.hardFraction()));
            double side = TwoPointCorrelation.of(m).longestAxis() == Axis.Z ? -1 : 1;
            return new Prediction(values, new double[] {side, Math.log(f / (1 - f)), 0});
        }

        @Override
        public void close() {}
    }
}
