package io.temper.annealing;

/** How the temperature falls. */
@FunctionalInterface
public interface CoolingSchedule {
    /**
     * Temperature [-, in units of energy], not negative; 0 takes improvements only.
     *
     * @param iteration 0 .. iterations-1
     * @param iterations length of the run
     */
    double temperature(int iteration, int iterations);
}
