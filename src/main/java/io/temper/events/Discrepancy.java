package io.temper.events;

import io.temper.material.Property;

/**
 * A measurement and the simulation of the same specimen.
 *
 * @param measured and simulated with their standard uncertainties [GPa]
 */
public record Discrepancy(
        Property property, double measured, double measuredUncertainty, double simulated, double simulatedUncertainty) {
    /** Coverage factor of about 95 %. */
    static final double COVERAGE = 2;

    /** Standard uncertainty of the difference [GPa]. */
    public double combined() {
        return Math.hypot(measuredUncertainty, simulatedUncertainty);
    }

    /** Whether the two contradict each other beyond both uncertainties. */
    public boolean isReal() {
        return Math.abs(measured - simulated) > COVERAGE * combined();
    }
}
