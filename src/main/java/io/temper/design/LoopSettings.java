package io.temper.design;

/**
 * How the loop decides. Errors are worst-component absolute relative errors [-].
 *
 * @param keepWeight modes of p(z|c*) of at least this weight become candidates, 0..1
 * @param keepModes this many modes become candidates whatever their weight, at least 1: a mode of small weight is an
 *     extrapolation, but refinement can bring it home, and a second morphology is worth it
 * @param annealAbove a candidate further off than this is annealed before its threshold is trimmed
 * @param anneals most annealings of one candidate
 * @param samples most labelled samples that become candidates beside the modes, where several components are wanted
 * @param tunes most tunings of a candidate that came from a sample
 * @param goal a candidate is refined until its error is at most this part of the tolerance, in (0, 1]
 * @param polish most evaluations spent on a candidate once it is within tolerance
 * @param perCandidate most evaluations of one candidate
 * @param failures a candidate is given up after this many failed evaluations
 * @param retraining when the model is retrained, if the request allows it
 */
public record LoopSettings(
        double keepWeight,
        int keepModes,
        double annealAbove,
        int anneals,
        int samples,
        int tunes,
        double goal,
        int polish,
        int perCandidate,
        int failures,
        Retraining retraining) {
    /**
     * When the model is retrained.
     *
     * @param most retrainings of one design
     * @param patience a candidate has stalled if this many evaluations, at least 1 ...
     * @param gain ... made its best error smaller by less than this part of it, in [0, 1)
     * @param samples most fresh microstructures to label for one retraining, at least 1
     */
    public record Retraining(int most, int patience, double gain, int samples) {
        public Retraining {
            if (most < 0 || patience < 1 || !(gain >= 0 && gain < 1) || samples < 1) {
                throw new IllegalArgumentException(
                        "%d retrainings must not be negative, patience %d and %d samples be at least 1, gain %s lie in [0, 1)"
                                .formatted(most, patience, samples, gain));
            }
        }
    }

    public static final LoopSettings DEFAULT =
            new LoopSettings(0.2, 4, 0.10, 2, 3, 5, 0.25, 2, 12, 2, new Retraining(1, 3, 0.05, 16));

    public LoopSettings {
        if (!(keepWeight >= 0 && keepWeight <= 1) || keepModes < 1) {
            throw new IllegalArgumentException(
                    "keep modes of weight %s and at least %d: the weight lies in 0..1, the number is at least 1"
                            .formatted(keepWeight, keepModes));
        }
        if (!(annealAbove >= 0) || !(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException(
                    "anneal above %s, goal %s: the first must not be negative, the second lie in (0, 1]"
                            .formatted(annealAbove, goal));
        }
        if (samples < 0 || tunes < 0) {
            throw new IllegalArgumentException(
                    "%d samples and %d tunings must not be negative".formatted(samples, tunes));
        }
        if (anneals < 0 || polish < 0 || perCandidate < 1 || failures < 1) {
            throw new IllegalArgumentException(
                    "%d anneals and %d polishing evaluations must not be negative; %d evaluations per candidate and %d failures must be at least 1"
                            .formatted(anneals, polish, perCandidate, failures));
        }
    }
}
