package io.temper.vaereg.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** How a TensorFlow session is set up for a device. */
final class SessionConfig {
    private SessionConfig() {}

    /**
     * @param device {@link ComputeDevice#CPU} or {@link ComputeDevice#GPU}
     * @param threads for one operation on the CPU; 1 gives the same numbers in every run there
     */
    static ConfigProto of(ComputeDevice device, int threads) {
        ConfigProto.Builder config =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(1);
        if (device == ComputeDevice.CPU) {
            return config.putDeviceCount("GPU", 0).build();
        }
        // memory as it is needed, not all of it at once; what has no GPU kernel runs on the CPU
        return config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .setAllowSoftPlacement(true)
                .build();
    }
}
