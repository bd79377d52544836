package io.temper.vaereg.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
    interface CLibrary extends Library {
        String getenv(String name);
    }

    /** This JVM computes on the CPU in the other tests as well, so that nothing is disturbed. */
    @Test
    void during_cpu_hidesGpusFromWhatIsLoadedButNotFromLaterSolvers() throws Exception {
        assumeThat(Platform.isLinux()).isTrue();
        CLibrary c = Native.load("c", CLibrary.class);

        String inside = NativeEnvironment.during(ComputeDevice.CPU, () -> c.getenv("CUDA_VISIBLE_DEVICES"));

        assertThat(inside).isEqualTo("-1");
        String users = System.getenv("CUDA_VISIBLE_DEVICES");
        assertThat(c.getenv("CUDA_VISIBLE_DEVICES")).isEqualTo(users);
        Process solver = new ProcessBuilder("/bin/sh", "-c", "echo \"[$CUDA_VISIBLE_DEVICES]\"").start();
        assertThat(new String(solver.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("[" + (users == null ? "" : users) + "]");
    }

    @Test
    void during_loadingFails_unhidesAll() {
        assumeThat(Platform.isLinux()).isTrue();

        assertThatThrownBy(() -> NativeEnvironment.during(ComputeDevice.CPU, () -> {
                    throw new IllegalStateException("not loaded");
                }))
                .hasMessage("not loaded");

        assertThat(Native.load("c", CLibrary.class).getenv("CUDA_VISIBLE_DEVICES"))
                .isEqualTo(System.getenv("CUDA_VISIBLE_DEVICES"));
    }

    @Test
    void variables_gpu_memoryGrowsAndProductsAreInSinglePrecision() {
        assertThat(NativeEnvironment.variables(ComputeDevice.GPU))
                .containsEntry("TF_FORCE_GPU_ALLOW_GROWTH", "true")
                .containsEntry("NVIDIA_TF32_OVERRIDE", "0")
                .doesNotContainKey("CUDA_VISIBLE_DEVICES");
    }
}
