package io.temper.vaereg.training;

import io.temper.vaereg.training.TrainingSettings.Stage;
import java.util.Map;

/**
 * Where a training stands.
 *
 * @param step the next to take of the stage
 * @param bestLoss least validation loss of the joint stage so far [-]
 * @param bestEvaluation number of the look at the validation part that found it
 */
record TrainingProgress(String stage, int step, double bestLoss, int bestEvaluation) {
    /** What a finished training has in place of a stage. */
    private static final String FINISHED = "FINISHED";

    static TrainingProgress startOf(Stage stage) {
        return new TrainingProgress(stage.name(), 0, Double.POSITIVE_INFINITY, 0);
    }

    boolean in(Stage other) {
        return stage.equals(other.name());
    }

    TrainingProgress at(int next) {
        return new TrainingProgress(stage, next, bestLoss, bestEvaluation);
    }

    TrainingProgress best(double loss, int evaluation) {
        return new TrainingProgress(stage, step, loss, evaluation);
    }

    TrainingProgress finished() {
        return new TrainingProgress(FINISHED, 0, bestLoss, bestEvaluation);
    }

    Map<String, String> metadata() {
        return Map.of(
                "stage", stage,
                "step", Integer.toString(step),
                "bestLoss", Double.toString(bestLoss),
                "bestEvaluation", Integer.toString(bestEvaluation));
    }

    static TrainingProgress of(Map<String, String> metadata) {
        return new TrainingProgress(
                metadata.getOrDefault("stage", ""),
                Integer.parseInt(metadata.getOrDefault("step", "0")),
                Double.parseDouble(metadata.getOrDefault("bestLoss", "Infinity")),
                Integer.parseInt(metadata.getOrDefault("bestEvaluation", "0")));
    }
}
