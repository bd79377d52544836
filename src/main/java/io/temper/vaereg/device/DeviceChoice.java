package io.temper.vaereg.device;

import java.util.List;
import java.util.function.Supplier;

/**
 * Where TensorFlow is going to compute.
 *
 * @param device {@link ComputeDevice#CPU} or {@link ComputeDevice#GPU}
 * @param why for people
 * @param gpus to be used, empty on the CPU
 */
record DeviceChoice(ComputeDevice device, String why, List<Gpu> gpus) {
    private static final String MEND = "see docs/gpu.md, or use --device cpu";

    /**
     * Decides.
     *
     * @param check looks at the machine; not asked if the CPU is wanted
     * @throws IllegalStateException if the GPU is wanted and something that it needs is missing
     */
    static DeviceChoice of(ComputeDevice wanted, Supplier<GpuCheck> check) {
        if (wanted == ComputeDevice.CPU) {
            return new DeviceChoice(ComputeDevice.CPU, "cpu was asked for", List.of());
        }
        GpuCheck gpu = check.get();
        String missing = String.join("; ", gpu.missing());
        if (missing.isEmpty()) {
            return new DeviceChoice(ComputeDevice.GPU, "all that a GPU needs is there", gpu.gpus());
        }
        if (wanted == ComputeDevice.GPU) {
            throw refusal(missing);
        }
        return new DeviceChoice(ComputeDevice.CPU, missing, List.of());
    }

    /** What TensorFlow itself made of the choice, once it is loaded. @param seesGpu whether it lists a GPU */
    DeviceChoice confirmed(ComputeDevice wanted, boolean seesGpu) {
        if (device == ComputeDevice.CPU || seesGpu) {
            return this;
        }
        String refused = "TensorFlow refuses the GPU that the driver shows; TF_CPP_MIN_LOG_LEVEL=0 lets it say why";
        if (wanted == ComputeDevice.GPU) {
            throw refusal(refused);
        }
        return new DeviceChoice(ComputeDevice.CPU, refused, List.of());
    }

    /** What helps if TensorFlow does not start, to be appended; empty on the CPU. */
    String mend() {
        return device == ComputeDevice.GPU ? "; " + MEND : "";
    }

    private static IllegalStateException refusal(String missing) {
        return new IllegalStateException("cannot compute on a GPU: %s; %s".formatted(missing, MEND));
    }
}
