package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void of_runOfAnEvent_isWhatWasPredictedSimulatedAndMeasured() throws Exception {
        assertThat(Quantity.of(new ObjectMapper().readTree("""
                        {"microstructure": "ab", "prediction": {"unit": "GPa", "C11": {"mean": 35.2, "sd": 0.4}, "strangeness": 0.2},
                         "simulation": {"unit": "GPa", "C11": 34.9, "C21": 9.1, "seconds": 1.5},
                         "comparison": {"property": "C11", "unit": "GPa", "measured": 36.0, "simulated": 34.9}}""")))
                .containsExactly(
                        new Quantity("predicted C11", 35.2, "GPa"),
                        new Quantity("simulated C11", 34.9, "GPa"),
                        new Quantity("simulated C21", 9.1, "GPa"),
                        new Quantity("measured C11", 36.0, "GPa"));
    }

    @Test
    void of_design_isTargetAndWhatWasVerified() throws Exception {
        assertThat(Quantity.of(new ObjectMapper().readTree("""
                        {"target": {"C11": 35}, "units": {"target": "GPa", "verified": "GPa"},
                         "candidates": [{"id": "mode1", "verified": {"C11": 34.9}, "hardFraction": 0.5}]}""")))
                .containsExactly(
                        new Quantity("target C11", 35, "GPa"),
                        new Quantity("mode1 verified C11", 34.9, "GPa"),
                        new Quantity("mode1 hard fraction", 0.5, ""));
    }
}
