package io.temper.vaereg.cnn;

/**
 * How {@link RegressionCnn} is trained.
 *
 * @param seed of the first weights, the order of the samples and their augmentation
 * @param threads of TensorFlow, at least 1; 1 gives the same numbers in every run
 * @param steps most steps of Adam, at least 1
 * @param batch samples per step, at least 1
 * @param rate learning rate at the start, positive; falls along half a cosine to 1 % at the last step
 * @param patience looks at the validation part without improvement after which training stops, at least 1
 */
public record RegressionCnnSettings(long seed, int threads, int steps, int batch, double rate, int patience) {
    /** Batches of 8 at the rate that is stable for VAE-Reg's encoder, which has the same trunk. */
    public static final RegressionCnnSettings DEFAULT = new RegressionCnnSettings(1, 1, 6_000, 8, 1e-3, 8);

    public RegressionCnnSettings {
        requirePositive("threads", threads);
        requirePositive("steps", steps);
        requirePositive("batch", batch);
        requirePositive("patience", patience);
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("learning rate %s must lie between 0 and 1".formatted(rate));
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d must be at least 1".formatted(what, value));
        }
    }

    public RegressionCnnSettings withSeed(long newSeed) {
        return new RegressionCnnSettings(newSeed, threads, steps, batch, rate, patience);
    }

    public RegressionCnnSettings withThreads(int newThreads) {
        return new RegressionCnnSettings(seed, newThreads, steps, batch, rate, patience);
    }

    public RegressionCnnSettings withSteps(int newSteps) {
        return new RegressionCnnSettings(seed, threads, newSteps, batch, rate, patience);
    }

    /** Learning rate of a step, from 0. */
    double rate(int step) {
        return rate * (0.505 + 0.495 * Math.cos(Math.PI * step / steps));
    }
}
