package io.temper.vaereg.training;

/**
 * How a trained model is fine-tuned.
 *
 * @param steps most steps of decoder, q(z|x) and p(z|c) together; fewer where time is short
 * @param rate learning rate of the decoder; p(z|c) has half of it, q(z|x) a fifth
 * @param interval steps between two looks at the watched samples
 * @param patience looks that bring nothing after which it stops
 * @param regressorSteps steps of the regressor
 * @param regressorRate its learning rate
 * @param refitSteps steps of p(z|c) alone, at the end
 */
public record FineTuningSettings(
        int steps, double rate, int interval, int patience, int regressorSteps, double regressorRate, int refitSteps) {
    /** For some ten new points and some hundred old samples; two to three minutes on two cores. */
    public static final FineTuningSettings DEFAULT = new FineTuningSettings(200, 2e-4, 25, 4, 400, 3e-5, 100);

    /** Steps over which the rate rises from nearly nothing: Adam's first ones are as long as its longest. */
    private static final double RISE = 10;

    public FineTuningSettings {
        if (Math.min(Math.min(steps, interval), Math.min(patience, Math.min(regressorSteps, refitSteps))) < 1) {
            throw new IllegalArgumentException(
                    "steps %d, interval %d, patience %d, regressor's steps %d and refit's steps %d must each be at least 1"
                            .formatted(steps, interval, patience, regressorSteps, refitSteps));
        }
        if (!(rate > 0 && rate < 1 && regressorRate > 0 && regressorRate < 1)) {
            throw new IllegalArgumentException(
                    "learning rates %s and %s must lie between 0 and 1".formatted(rate, regressorRate));
        }
    }

    /** Learning rate at a step, from 0, of a number that is planned: rises to the highest, then falls linearly to a tenth. */
    static double rate(double highest, int step, int planned) {
        return highest * Math.min(1, (step + 1) / RISE) * (1 - 0.9 * step / planned);
    }
}
