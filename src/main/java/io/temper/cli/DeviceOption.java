package io.temper.cli;

import io.temper.vaereg.device.ComputeDevice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the network computes on. */
final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "D",
            description = "gpu, cpu, or auto, which takes the GPU if all that it needs is there (default: auto, or"
                    + " $TEMPER_DEVICE)")
    @Nullable ComputeDevice device;

    /**
     * Makes this the device of this process; what is not said here is left to the application's settings. An {@link
     * IllegalStateException} says why there is no GPU.
     */
    void use() {
        if (device != null) {
            device.use();
        } else if (ComputeDevice.wanted() == ComputeDevice.GPU) {
            ComputeDevice.GPU.use();
        }
    }
}
