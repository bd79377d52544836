package io.temper.vaereg.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Environment variables that TensorFlow and CUDA read when they are loaded. */
final class NativeEnvironment {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    /** What the C library has and Java lacks. */
    interface CLibrary extends Library {
        int setenv(String name, String value, int overwrite);

        int unsetenv(String name);
    }

    private NativeEnvironment() {}

    /**
     * Loads something with the variables of a device. What the user has set stays, but while it is loaded for the CPU no GPU
     * is seen in any case: CUDA looks once, and solvers that run as processes later must see what the user lets them see.
     */
    static <T> T during(ComputeDevice device, Supplier<T> load) {
        if (!Platform.isLinux()) {
            return load.get();
        }
        CLibrary c = Native.load("c", CLibrary.class);
        Map<String, String> users = System.getenv();
        variables(device).forEach((name, value) -> {
            if (name.equals(VISIBLE) || !users.containsKey(name)) {
                c.setenv(name, value, 1);
            }
        });
        try {
            return load.get();
        } finally {
            String visible = users.get(VISIBLE);
            if (visible == null) {
                c.unsetenv(VISIBLE);
            } else {
                c.setenv(VISIBLE, visible, 1);
            }
        }
    }

    static Map<String, String> variables(ComputeDevice device) {
        Map<String, String> variables = new LinkedHashMap<>();
        // what TensorFlow says on standard error is no concern of a user's
        variables.put("TF_CPP_MIN_LOG_LEVEL", "3");
        if (device == ComputeDevice.CPU) {
            variables.put(VISIBLE, "-1");
        } else {
            // DJL's own context is made first, and would take all of the GPU's memory
            variables.put("TF_FORCE_GPU_ALLOW_GROWTH", "true");
            // else products have 10 bits, and a surrogate's answers differ from those on the CPU in the third digit
            variables.put("NVIDIA_TF32_OVERRIDE", "0");
            variables.put("TF_CUDNN_DETERMINISTIC", "1");
        }
        return variables;
    }
}
