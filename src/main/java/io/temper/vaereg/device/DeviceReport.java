package io.temper.vaereg.device;

import java.util.List;

/**
 * What TensorFlow computes on in this process.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param tensorflow version of the native libraries
 * @param gpus those in use, empty on the CPU
 * @param why this device
 */
public record DeviceReport(String device, String tensorflow, List<Gpu> gpus, String why) {
    /**
     * Loads TensorFlow, unless it is loaded, and reports.
     *
     * @throws IllegalStateException if it cannot be loaded, or the device that is wanted cannot be used
     */
    public static DeviceReport now() {
        String version = TensorFlowRuntime.engine().getVersion();
        DeviceChoice choice = TensorFlowRuntime.choice();
        return new DeviceReport(choice.device().toString(), version, choice.gpus(), choice.why());
    }
}
