package io.temper.vaereg;

/**
 * How a trained model is fine-tuned.
 *
 * @param steps most steps; fewer where time is short
 * @param rate learning rate of the decoder; the generator has half, the encoder a tenth of it
 * @param interval steps between two looks at the watched samples
 * @param patience looks without a lower loss after which it stops
 * @param refitSteps steps of the generator alone, at the end
 */
public record FineTuningSettings(int steps, double rate, int interval, int patience, int refitSteps) {
    /** For some ten new points and some hundred old samples; about three minutes on one core. */
    public static final FineTuningSettings DEFAULT = new FineTuningSettings(300, 1e-3, 30, 4, 100);

    /** Steps over which the rate rises from nearly nothing: Adam's first ones are as long as its longest. */
    private static final double RISE = 10;

    public FineTuningSettings {
        if (Math.min(Math.min(steps, interval), Math.min(patience, refitSteps)) < 1) {
            throw new IllegalArgumentException(
                    "steps %d, interval %d, patience %d and refit steps %d must each be at least 1"
                            .formatted(steps, interval, patience, refitSteps));
        }
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("learning rate %s must lie between 0 and 1".formatted(rate));
        }
    }

    /** Learning rate at a step, from 0, of a number that is planned: rises, then falls linearly to a tenth. */
    double rate(int step, int planned) {
        return rate * Math.min(1, (step + 1) / RISE) * (1 - 0.9 * step / planned);
    }
}
