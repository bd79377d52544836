package io.temper.vaereg.training;

/**
 * How the decoder learns to meet properties ({@link PropertyTraining}). {@link #RECIPE} is what the shipped model used.
 *
 * @param rounds at least 0; after each the regressor is fitted again, so that the decoder cannot live on its errors
 * @param steps of each round, at least 1
 * @param batch samples of a step, even: half of them drawn from q(z|x), half from p(z|c)
 * @param rate at which Adam starts in the first round, half of it in the second, a third in the third and so on; falls linearly to
 *     3 % within each, so that a round does not depend on how many follow
 * @param weight of the property term; that of the style is 1
 * @param first microstructures that are decoded and labelled for the regressor to learn from, before the first round
 * @param later the same after each round
 * @param surveyed decoded and solved in the end for the survey of latent space, before any of it is settled
 * @param settled the same at the ends of settling, {@value #SETTLINGS} times
 */
public record PropertySettings(
        int rounds, int steps, int batch, double rate, double weight, int first, int later, int surveyed, int settled) {
    public static final PropertySettings RECIPE = new PropertySettings(3, 1200, 4, 1e-3, 3, 1000, 400, 1000, 250);
    /** How often the survey is widened by what settling finds. */
    public static final int SETTLINGS = 2;
    /** So many are wanted to fit the response of c to z to, and to choose the regressor by. */
    private static final int LEAST = 40;

    public PropertySettings {
        if (rounds < 0
                || steps < 1
                || batch < 2
                || batch % 2 != 0
                || !(rate > 0)
                || !(weight >= 0)
                || Math.min(Math.min(first, later), Math.min(surveyed, settled)) < LEAST) {
            throw new IllegalArgumentException(
                    "rounds %d, steps %d, batch %d, rate %s, weight %s, decoded %d, %d, %d and %d: none may be negative, steps and rate must be positive, the batch even, decoded at least %d"
                            .formatted(rounds, steps, batch, rate, weight, first, later, surveyed, settled, LEAST));
        }
    }

    /** All that a round depends on. */
    String fingerprint() {
        return "%d steps of %d, rate %s, weight %s, %d decoded, then %d"
                .formatted(steps, batch, rate, weight, first, later);
    }

    /** The same with steps and decoded microstructures multiplied by a factor, for trials. */
    public PropertySettings scaled(double factor) {
        return new PropertySettings(
                rounds,
                (int) Math.max(1, steps * factor),
                batch,
                rate,
                weight,
                (int) Math.max(LEAST, first * factor),
                (int) Math.max(LEAST, later * factor),
                (int) Math.max(LEAST, surveyed * factor),
                (int) Math.max(LEAST, settled * factor));
    }

    public PropertySettings withRounds(int count) {
        return new PropertySettings(count, steps, batch, rate, weight, first, later, surveyed, settled);
    }

    /** @param round from 1 */
    double rate(int round, int step) {
        return rate / round * (1 - 0.97 * step / steps);
    }
}
