package io.temper.vaereg;

import ai.djl.engine.Engine;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.op.nn.Conv3dBackpropInput;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow's native libraries, loaded once for DJL's engine (inference) and TensorFlow-Java's graph mode (training), and
 * the two gradients that graph mode lacks.
 */
public final class TensorFlowRuntime {
    private static final List<String> LIBRARIES =
            List.of("libjnitensorflow.so", "libtensorflow_cc.so.2", "libtensorflow_framework.so.2");
    private static boolean gradientsRegistered;

    private TensorFlowRuntime() {}

    /**
     * Loads the native libraries; the first call in a process unpacks them to a cache.
     *
     * @throws IllegalStateException if this platform's natives are not on the class path
     */
    static synchronized Engine engine() {
        quiet();
        if (System.getProperty("TENSORFLOW_LIBRARY_PATH") == null) {
            System.setProperty("TENSORFLOW_LIBRARY_PATH", unpack().getPath());
        }
        // the engine must never look for other natives on the network
        System.setProperty("ai.djl.offline", "true");
        return Engine.getEngine("TensorFlow");
    }

    /** TensorFlow reports on standard error what is no concern of a user's; it reads this variable when it is loaded. */
    private static void quiet() {
        if (System.getenv("TF_CPP_MIN_LOG_LEVEL") == null && Platform.isLinux()) {
            Native.load("c", CLibrary.class).setenv("TF_CPP_MIN_LOG_LEVEL", "3", 0);
        }
    }

    /** The one function of the C library that Java lacks. */
    interface CLibrary extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private static File unpack() {
        String folder = "/org/tensorflow/internal/c_api/" + Loader.getPlatform() + "/";
        try {
            File parent = null;
            for (String library : LIBRARIES) {
                URL resource = TensorFlowRuntime.class.getResource(folder + library);
                if (resource == null) {
                    throw new IllegalStateException(
                            "TensorFlow's native library %s for %s is not on the class path: build with -Dtensorflow-native.classifier=..."
                                    .formatted(library, Loader.getPlatform()));
                }
                parent = Loader.cacheResource(resource).getParentFile();
            }
            return java.util.Objects.requireNonNull(parent);
        } catch (IOException e) {
            throw new UncheckedIOException("TensorFlow's native libraries could not be unpacked", e);
        }
    }

    /** A session configuration with a fixed number of threads; 1 gives the same numbers in every run. */
    static ConfigProto threads(int threads) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build();
    }

    /** Loads the libraries and registers the gradients of Conv3D and Conv3DBackpropInputV2, missing in graph mode. */
    public static synchronized void prepareTraining() {
        engine();
        if (gradientsRegistered) {
            return;
        }
        TensorFlow.registerCustomGradient(
                conv3dInputs(), (tf, op, dy) -> convolutionGradient(tf, op, typed(dy.get(0))));
        TensorFlow.registerCustomGradient(
                backpropInputs(), (tf, op, dy) -> transposedGradient(tf, op, typed(dy.get(0))));
        gradientsRegistered = true;
    }

    private static List<Operand<?>> convolutionGradient(Ops tf, Conv3d.Inputs<TFloat32> op, Operand<TFloat32> dy) {
        List<Long> strides = boxed(op.strides);
        return List.of(
                tf.nn.conv3dBackpropInput(tf.shape(op.input), op.filter, dy, strides, op.padding),
                tf.nn.conv3dBackpropFilter(op.input, tf.shape(op.filter), dy, strides, op.padding));
    }

    private static List<Operand<?>> transposedGradient(
            Ops tf, Conv3dBackpropInput.Inputs<TFloat32> op, Operand<TFloat32> dy) {
        List<Long> strides = boxed(op.strides);
        return List.of(
                tf.zerosLike(op.inputSizes), // the shape input has no gradient, but null is not taken
                tf.nn.conv3dBackpropFilter(dy, tf.shape(op.filter), op.outBackprop, strides, op.padding),
                tf.nn.conv3d(dy, op.filter, strides, op.padding));
    }

    private static List<Long> boxed(long[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> typed(Operand<?> operand) {
        return (Operand<TFloat32>) operand;
    }

    @SuppressWarnings("unchecked")
    private static Class<Conv3d.Inputs<TFloat32>> conv3dInputs() {
        return (Class<Conv3d.Inputs<TFloat32>>) (Class<?>) Conv3d.Inputs.class;
    }

    @SuppressWarnings("unchecked")
    private static Class<Conv3dBackpropInput.Inputs<TFloat32>> backpropInputs() {
        return (Class<Conv3dBackpropInput.Inputs<TFloat32>>) (Class<?>) Conv3dBackpropInput.Inputs.class;
    }
}
