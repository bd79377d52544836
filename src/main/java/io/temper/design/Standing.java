package io.temper.design;

import java.util.List;

/**
 * How a design stands when it is decided what comes next.
 *
 * @param candidates of all models
 * @param evaluations FEM evaluations spent, failed ones and fresh samples included
 * @param seconds wall time spent [s]
 * @param generation of the model in use: 0 for the one that the design started with
 * @param retrainings what became of each retraining so far, in order
 */
record Standing(
        List<Candidate> candidates,
        int evaluations,
        double seconds,
        int generation,
        List<RetrainingRecord> retrainings) {
    /** The candidates of the model in use: only they can be refined, since a latent point means nothing to another model. */
    List<Candidate> current() {
        return candidates.stream().filter(c -> c.generation() == generation).toList();
    }
}
