package io.temper.vaereg.device;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** TensorFlow's native libraries on disk: unpacked from the class path to JavaCPP's cache, or a folder that the user gave. */
final class NativeFolder {
    /** Where DJL looks for them; a user may set it too, as property or environment variable. */
    static final String PROPERTY = "TENSORFLOW_LIBRARY_PATH";

    private static final List<String> LIBRARIES =
            List.of("libjnitensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2");
    /** In org.tensorflow:tensorflow-core-native. */
    private static final String CPU = "/org/tensorflow/internal/c_api/";
    /** In ai.djl.tensorflow:tensorflow-native-cu121, for one platform only. */
    private static final String GPU = "/native/lib/";

    private static final String GPU_PLATFORM = "linux-x86_64";

    static {
        // before JavaCPP's first class, which reads it once: else JavaCPP takes the CPU's libraries from the class
        // path,
        // whatever the folder
        System.setProperty("org.bytedeco.javacpp.pathsfirst", "true");
    }

    private NativeFolder() {}

    /** The folder that the user gave, null if none. */
    static @Nullable String given() {
        String variable = System.getenv(PROPERTY);
        return variable == null ? System.getProperty(PROPERTY) : variable;
    }

    /** Whether GPU natives are on the class path and fit this platform. */
    static boolean hasGpu() {
        try (InputStream in = NativeFolder.class.getResourceAsStream(GPU + "tensorflow.properties")) {
            if (in == null || !Loader.getPlatform().equals(GPU_PLATFORM)) {
                return false;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("classifier", "").startsWith("cu");
        } catch (IOException e) {
            throw new UncheckedIOException("TensorFlow's GPU natives are damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Unpacks the libraries for a device; the first call on a machine takes some seconds.
     *
     * @throws IllegalStateException if this platform's are not on the class path
     */
    static File unpack(ComputeDevice device) {
        String folder = device == ComputeDevice.GPU ? GPU : CPU + Loader.getPlatform() + "/";
        try {
            File parent = null;
            for (String library : LIBRARIES) {
                URL resource = NativeFolder.class.getResource(folder + library);
                if (resource == null) {
                    throw new IllegalStateException(
                            "TensorFlow's native library %s for %s is not on the class path: build with -Dtensorflow-native.classifier=..."
                                    .formatted(library, Loader.getPlatform()));
                }
                parent = Loader.cacheResource(resource).getParentFile();
            }
            return Objects.requireNonNull(parent);
        } catch (IOException e) {
            throw new UncheckedIOException("TensorFlow's native libraries could not be unpacked", e);
        }
    }
}
