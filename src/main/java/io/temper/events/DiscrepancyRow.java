package io.temper.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * A measurement that contradicted the simulation.
 *
 * @param event number of the event that told of the measurement
 * @param discrepancy [GPa]
 */
public record DiscrepancyRow(
        long event, String subject, @JsonUnwrapped Discrepancy discrepancy, Instant time) {}
