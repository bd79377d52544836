package io.temper.vaereg;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** Environment variables that TensorFlow and CUDA read when they are loaded, set within this process alone. */
final class NativeEnvironment {
    /** The one function of the C library that Java lacks. */
    interface CLibrary extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private NativeEnvironment() {}

    /** Sets what is to hold for a device. What the user has set stays, but on the CPU no GPU is seen in any case. */
    static void prepare(ComputeDevice device) {
        if (!Platform.isLinux()) {
            return;
        }
        CLibrary c = Native.load("c", CLibrary.class);
        // Java copies the environment at this first look, so that solvers run as processes do not inherit what follows
        Map<String, String> users = System.getenv();
        variables(device).forEach((name, value) -> {
            boolean hide = device == ComputeDevice.CPU && name.equals("CUDA_VISIBLE_DEVICES");
            if (hide || !users.containsKey(name)) {
                c.setenv(name, value, 1);
            }
        });
    }

    static Map<String, String> variables(ComputeDevice device) {
        Map<String, String> variables = new LinkedHashMap<>();
        // what TensorFlow says on standard error is no concern of a user's
        variables.put("TF_CPP_MIN_LOG_LEVEL", "3");
        if (device == ComputeDevice.CPU) {
            variables.put("CUDA_VISIBLE_DEVICES", "-1");
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
