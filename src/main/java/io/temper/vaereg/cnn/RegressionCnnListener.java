package io.temper.vaereg.cnn;

/** Hears how the training of a {@link RegressionCnn} goes. */
public interface RegressionCnnListener {
    /**
     * After every step.
     *
     * @param step from 1
     * @param loss smoothed mean squared error of the standardised targets [-]
     * @param samplesPerSecond rate of training so far
     * @param secondsLeft estimate, should all steps be taken [s]
     */
    void step(int step, int steps, double loss, double samplesPerSecond, double secondsLeft);

    /** Something worth a line of its own. */
    void note(String line);
}
