package io.temper.camel;

/** What {@code microstructure:} does. */
public enum MicrostructureOperation {
    /** Makes a {@code Microstructure} by the Gaussian-filter generator; any body. */
    generate,
    /** Reads a file into a {@code Microstructure}. */
    read,
    /** Writes a {@code Microstructure} to a file; the body stays. */
    write,
    /** {@code PhaseField} to {@code Microstructure}: trimmed to a hard fraction, or as decoded if none is given. */
    trim,
    /** {@code Microstructure} to {@code TwoPointCorrelation}: hard fraction and correlation lengths. */
    describe
}
