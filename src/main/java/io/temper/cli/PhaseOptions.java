package io.temper.cli;

import io.temper.material.Phase;
import io.temper.material.Phases;
import picocli.CommandLine.Option;

/** The materials of the two phases. */
final class PhaseOptions {
    @Option(
            names = "--hard",
            defaultValue = "120:0.3",
            paramLabel = "E:NU",
            description = "Young's modulus [GPa] and Poisson's ratio of the hard phase")
    Phase hard;

    @Option(names = "--soft", defaultValue = "2.4:0.3", paramLabel = "E:NU", description = "the same of the soft phase")
    Phase soft;

    Phases phases() {
        return new Phases(hard, soft);
    }
}
