package io.temper.vaereg.device;

/**
 * How a long list is cut for the network.
 *
 * @param inputs of the network for each call of TensorFlow, at least 1; fixed, so that the same list gives the same numbers
 * @param sideBySide whether calls run at the same time: on the CPU, where each has one thread, but not on the GPU, which one
 *     call fills
 */
public record Batching(int inputs, boolean sideBySide) {
    public Batching {
        if (inputs < 1) {
            throw new IllegalArgumentException("%d inputs per call must be at least 1".formatted(inputs));
        }
    }

    static Batching of(ComputeDevice device) {
        return device == ComputeDevice.GPU ? new Batching(64, false) : new Batching(4, true);
    }

    /** Items per call if each takes several inputs of the network, at least 1. */
    public int items(int inputsOfEach) {
        return Math.max(1, inputs / inputsOfEach);
    }
}
