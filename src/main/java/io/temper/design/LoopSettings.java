package io.temper.design;

/**
 * How the loop decides. Errors are worst-component absolute relative errors [-].
 *
 * @param keepWeight modes of p(z|c*) of at least this weight become candidates, 0..1
 * @param keepModes this many modes become candidates whatever their weight, at least 1: a mode of small weight is an
 *     extrapolation, but refinement can bring it home, and a second morphology is worth it
 * @param annealAbove a candidate further off than this is annealed before its threshold is trimmed
 * @param anneals most annealings of one candidate
 * @param goal a candidate is refined until its error is at most this part of the tolerance, in (0, 1]
 * @param polish most evaluations spent on a candidate once it is within tolerance
 * @param perCandidate most evaluations of one candidate
 * @param failures a candidate is given up after this many failed evaluations
 */
public record LoopSettings(
        double keepWeight,
        int keepModes,
        double annealAbove,
        int anneals,
        double goal,
        int polish,
        int perCandidate,
        int failures) {
    public static final LoopSettings DEFAULT = new LoopSettings(1e-3, 2, 0.10, 2, 0.25, 2, 12, 2);

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
        if (anneals < 0 || polish < 0 || perCandidate < 1 || failures < 1) {
            throw new IllegalArgumentException(
                    "%d anneals and %d polishing evaluations must not be negative; %d evaluations per candidate and %d failures must be at least 1"
                            .formatted(anneals, polish, perCandidate, failures));
        }
    }
}
