package io.temper.vaereg.training;

/**
 * How a model is trained. {@link #RECIPE} is what the shipped model used.
 *
 * @param seed of initialisation, batches, rolls and noise: with one thread, the same numbers in every run
 * @param threads TensorFlow's threads, at least 1
 * @param encoderSteps steps of stage {@link Stage#ENCODER}
 * @param decoderSteps steps of stage {@link Stage#DECODER}
 * @param jointSteps most steps of stage {@link Stage#JOINT}
 * @param refitSteps steps of each restart of the generator's refit
 * @param patience looks at the validation part without a better loss after which the joint stage stops early
 * @param weights of the terms of the loss
 * @param style what makes a decoded field look like its input
 */
public record TrainingSettings(
        long seed,
        int threads,
        int encoderSteps,
        int decoderSteps,
        int jointSteps,
        int refitSteps,
        int patience,
        Weights weights,
        StyleSettings style) {
    public static final TrainingSettings RECIPE = new TrainingSettings(
            0, 1, 4500, 1800, 1800, 800, 10, new Weights(3, 1, 0.003, 0.3, 0.1), StyleSettings.DESCRIPTORS);

    /** Weights of regression, style, KL, auxiliary and variance terms. */
    public record Weights(double regression, double style, double kl, double auxiliary, double variance) {}

    /** The stages of training, in order. */
    public enum Stage {
        /** Encoder, regressor, generator and an auxiliary head; no decoder yet. */
        ENCODER(8, 1e-3),
        /** Decoder alone: an untrained one would drag the encoder. */
        DECODER(4, 2e-3),
        /** Everything, the encoder at a tenth and the generator at half of the rate. */
        JOINT(4, 2e-3);

        private final int batch;
        private final double rate;

        Stage(int batch, double rate) {
            this.batch = batch;
            this.rate = rate;
        }

        public int batch() {
            return batch;
        }
    }

    public TrainingSettings {
        if (Math.min(threads, patience) < 1
                || Math.min(encoderSteps, Math.min(decoderSteps, Math.min(jointSteps, refitSteps))) < 1) {
            throw new IllegalArgumentException("threads %d, steps %d %d %d %d and patience %d must each be at least 1"
                    .formatted(threads, encoderSteps, decoderSteps, jointSteps, refitSteps, patience));
        }
    }

    public TrainingSettings withSeed(long newSeed) {
        return new TrainingSettings(
                newSeed, threads, encoderSteps, decoderSteps, jointSteps, refitSteps, patience, weights, style);
    }

    public TrainingSettings withThreads(int newThreads) {
        return new TrainingSettings(
                seed, newThreads, encoderSteps, decoderSteps, jointSteps, refitSteps, patience, weights, style);
    }

    public TrainingSettings withStyle(StyleSettings newStyle) {
        return new TrainingSettings(
                seed, threads, encoderSteps, decoderSteps, jointSteps, refitSteps, patience, weights, newStyle);
    }

    public TrainingSettings withWeights(Weights newWeights) {
        return new TrainingSettings(
                seed, threads, encoderSteps, decoderSteps, jointSteps, refitSteps, patience, newWeights, style);
    }

    /** The same recipe with all stages' steps multiplied by a factor, for trials. */
    public TrainingSettings scaled(double factor) {
        return new TrainingSettings(
                seed,
                threads,
                (int) Math.max(1, encoderSteps * factor),
                (int) Math.max(1, decoderSteps * factor),
                (int) Math.max(1, jointSteps * factor),
                (int) Math.max(1, refitSteps * factor),
                patience,
                weights,
                style);
    }

    int steps(Stage stage) {
        return switch (stage) {
            case ENCODER -> encoderSteps;
            case DECODER -> decoderSteps;
            case JOINT -> jointSteps;
        };
    }

    /**
     * Learning rate at a step of a stage; falls linearly to a tenth over the second half of the encoder's stage, and to 3 %
     * over the last 40 % of decoder and joint training.
     */
    double rate(Stage stage, int step) {
        if (stage == Stage.ENCODER) {
            double late = Math.max(0, (double) step / encoderSteps - 0.5) / 0.5;
            return stage.rate * (1 - 0.9 * late);
        }
        double total = decoderSteps + jointSteps;
        double done = (stage == Stage.JOINT ? decoderSteps : 0) + step;
        double late = Math.max(0, done / total - 0.6) / 0.4;
        return stage.rate * (1 - 0.97 * late);
    }

    /** Weight of the KL term at a step: warms up over the first 200 steps. */
    double klWeight(Stage stage, int step) {
        return stage == Stage.ENCODER ? weights.kl() * Math.min(1, step / 200.0) : weights.kl();
    }

    /** Temperature of the mixture's responsibilities at a step: 10 to 1 over the first 300 steps. */
    double temperature(Stage stage, int step) {
        return stage == Stage.ENCODER ? Math.max(1, 10 - 9 * step / 300.0) : 1;
    }
}
