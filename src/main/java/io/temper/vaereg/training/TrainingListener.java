package io.temper.vaereg.training;

import io.temper.vaereg.training.TrainingSettings.Stage;

/** Hears how training goes. */
public interface TrainingListener {
    /**
     * After every step.
     *
     * @param step number within the stage, from 1
     * @param loss smoothed total loss [-]
     * @param secondsLeft estimate for the stage [s]
     */
    void step(Stage stage, int step, int steps, double loss, double secondsLeft);

    /** Something worth a line of its own. */
    void note(String line);
}
