package io.temper.material;

/** The two phases of a composite: voxels of value 1 are {@code hard}, of value 0 {@code soft}. */
public record Phases(Phase hard, Phase soft) {
    /** The paper's composite: E = 120 and 2.4 GPa, nu = 0.3 (contrast 50). */
    public static final Phases PAPER = new Phases(new Phase(120, 0.3), new Phase(2.4, 0.3));

    /** Ratio of the Young's moduli, hard over soft [-]. */
    public double contrast() {
        return hard.youngsModulus() / soft.youngsModulus();
    }
}
