package io.temper.vaereg;

import java.util.List;

/**
 * What a mode's decoded mean really has, by the solver, against what the generator was asked for.
 *
 * <p>The decoder errs the same way for neighbouring targets (connectivity is not a two-point statistic), so asking for a
 * little more or less brings the decoded mean to the target: space mapping (Bandler et al. 1994) built into the model.
 *
 * @param mode component of the prior, from 1
 * @param asked values given to the generator, rising [GPa]
 * @param achieved verified values of the decoded means, in the same order [GPa]
 */
public record CalibrationCurve(int mode, List<Double> asked, List<Double> achieved) {
    public CalibrationCurve {
        asked = List.copyOf(asked);
        achieved = List.copyOf(achieved);
        if (asked.size() != achieved.size() || asked.isEmpty()) {
            throw new IllegalArgumentException("a calibration of mode %d with %d values asked for and %d achieved"
                    .formatted(mode, asked.size(), achieved.size()));
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!(asked.get(i) > 0 && achieved.get(i) > 0) || (i > 0 && asked.get(i) <= asked.get(i - 1))) {
                throw new IllegalArgumentException(
                        "a calibration of mode %d must be positive and rising, but asks for %s".formatted(mode, asked));
            }
        }
    }

    /**
     * What to ask for so that {@code wanted} is achieved [GPa]: linear in the logarithms between neighbouring points; beyond
     * the ends the nearest end's ratio holds.
     */
    public double ask(double wanted) {
        double[] y = rising();
        double target = Math.log(wanted);
        int last = y.length - 1;
        if (target <= y[0]) {
            return asked.get(0) * wanted / Math.exp(y[0]);
        } else if (target >= y[last]) {
            return asked.get(last) * wanted / Math.exp(y[last]);
        }
        int i = 0;
        while (y[i + 1] < target) {
            i++;
        }
        double share = (target - y[i]) / (y[i + 1] - y[i]);
        double low = Math.log(asked.get(i));
        return Math.exp(low + share * (Math.log(asked.get(i + 1)) - low));
    }

    /** Logarithms of what was achieved, neighbours that fall pooled to their mean (isotonic regression). */
    private double[] rising() {
        int n = achieved.size();
        double[] mean = new double[n];
        int[] size = new int[n];
        int pools = 0;
        for (double v : achieved) {
            mean[pools] = Math.log(v);
            size[pools++] = 1;
            while (pools > 1 && mean[pools - 2] >= mean[pools - 1]) {
                int both = size[pools - 2] + size[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / both;
                size[pools - 2] = both;
                pools--;
            }
        }
        double[] y = new double[n];
        int at = 0;
        for (int p = 0; p < pools; p++) {
            for (int k = 0; k < size[p]; k++) {
                y[at++] = mean[p];
            }
        }
        return y;
    }
}
