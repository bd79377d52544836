package io.temper.vaereg.device;

import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a GPU needs and this machine has, found out without loading TensorFlow.
 *
 * @param natives whether TensorFlow's GPU natives are in this build, or given by {@code TENSORFLOW_LIBRARY_PATH}
 * @param driverFault why the driver shows no GPU, null if it shows some
 * @param absent libraries of CUDA and cuDNN that do not load
 * @param gpus as the driver shows them
 */
record GpuCheck(boolean natives, @Nullable String driverFault, List<String> absent, List<Gpu> gpus) {
    /** What the natives, built for CUDA 12 and cuDNN 8, open by name before they use a GPU. */
    static final List<String> LIBRARIES = List.of(
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12",
            "libcudnn.so.8");

    GpuCheck {
        absent = List.copyOf(absent);
        gpus = List.copyOf(gpus);
    }

    /** Looks for everything if the GPU is wanted, so that one line can name all that is missing; else only until a lack. */
    static GpuCheck ofThisMachine(ComputeDevice wanted) {
        boolean natives = NativeFolder.given() != null || NativeFolder.hasGpu();
        if (!natives && wanted != ComputeDevice.GPU) {
            return new GpuCheck(false, null, List.of(), List.of());
        }
        List<String> absent =
                LIBRARIES.stream().filter(library -> !loads(library)).toList();
        try {
            List<Gpu> gpus = CudaDriver.gpus();
            return new GpuCheck(natives, gpus.isEmpty() ? "the NVIDIA driver shows no GPU" : null, absent, gpus);
        } catch (UnsatisfiedLinkError e) {
            return new GpuCheck(natives, "no NVIDIA driver (%s)".formatted(CudaDriver.LIBRARY), absent, List.of());
        } catch (IllegalStateException e) {
            return new GpuCheck(natives, e.getMessage(), absent, List.of());
        }
    }

    private static boolean loads(String library) {
        try {
            return NativeLibrary.getInstance(library) != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** What is missing, for people; empty if a GPU can be used. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!natives) {
            missing.add("this build has no GPU natives (mvn -Pgpu package)");
        }
        if (driverFault != null) {
            missing.add(driverFault);
        }
        if (!absent.isEmpty()) {
            missing.add("libraries of CUDA 12 and cuDNN 8 not found: " + String.join(" ", absent));
        }
        return missing;
    }
}
