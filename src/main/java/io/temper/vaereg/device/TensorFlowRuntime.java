package io.temper.vaereg.device;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.op.nn.Conv3dBackpropInput;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow, loaded once for DJL's engine (inference) and TensorFlow-Java's graph mode (training), and the two gradients
 * that graph mode lacks.
 */
public final class TensorFlowRuntime {
    private static @Nullable Loaded loaded;
    private static boolean gradientsRegistered;

    private record Loaded(Engine engine, DeviceChoice choice) {}

    private TensorFlowRuntime() {}

    /**
     * Loads the native libraries for {@link ComputeDevice#wanted}; the first call on a machine unpacks them to a cache.
     *
     * @throws IllegalStateException if this platform's natives are not on the class path or do not load, if the GPU is
     *     wanted and cannot be used, or if TensorFlow already runs on another device
     */
    public static Engine engine() {
        return loaded().engine();
    }

    /** What TensorFlow computes on, and why; loads it. */
    static DeviceChoice choice() {
        return loaded().choice();
    }

    /** How lists are to be cut for the device; loads TensorFlow. */
    public static Batching batching() {
        return Batching.of(choice().device());
    }

    /** A session configuration for the device, with a fixed number of threads; loads TensorFlow. */
    public static ConfigProto threads(int threads) {
        return SessionConfig.of(choice().device(), threads);
    }

    private static synchronized Loaded loaded() {
        ComputeDevice wanted = ComputeDevice.wanted();
        if (loaded == null) {
            loaded = load(wanted);
        } else if (wanted != ComputeDevice.AUTO && wanted != loaded.choice().device()) {
            throw new IllegalStateException("TensorFlow already computes on the %s in this process, %s comes too late"
                    .formatted(loaded.choice().device(), wanted));
        }
        return loaded;
    }

    private static Loaded load(ComputeDevice wanted) {
        DeviceChoice choice = DeviceChoice.of(wanted, () -> GpuCheck.ofThisMachine(wanted));
        String given = NativeFolder.given();
        String folder = given == null ? NativeFolder.unpack(choice.device()).getPath() : given;
        Engine engine = NativeEnvironment.during(choice.device(), () -> engine(folder, choice));
        return new Loaded(engine, choice.confirmed(wanted, engine.hasCapability(StandardCapabilities.CUDA)));
    }

    private static Engine engine(String folder, DeviceChoice choice) {
        String before = System.getProperty(NativeFolder.PROPERTY);
        System.setProperty(NativeFolder.PROPERTY, folder);
        // the engine must never look for other natives on the network
        System.setProperty("ai.djl.offline", "true");
        try {
            return Engine.getEngine("TensorFlow");
        } catch (EngineException e) {
            throw new IllegalStateException(
                    "TensorFlow's native libraries in %s cannot be loaded: %s%s"
                            .formatted(folder, cause(e), choice.mend()),
                    e);
        } finally {
            // what is set afterwards was set by the user
            if (before == null) {
                System.clearProperty(NativeFolder.PROPERTY);
            }
        }
    }

    private static String cause(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : cause(e.getCause());
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
