package io.temper.vaereg.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** The network's weights as variables of one graph, by name, with the values that they start from. */
public final class Parameters {
    /** How the weights are kept in the graph; arithmetic is in single precision either way. */
    public enum Precision {
        SINGLE,
        HALF
    }

    /** One weight array: its variable's value in single precision, and how to set it. */
    public record Parameter(
            String name,
            Shape shape,
            Operand<TFloat32> value,
            Operand<?> variable,
            Placeholder<TFloat32> feed,
            Assign<?> assign) {}

    private final Ops tf;
    private final Precision precision;
    private final RandomGenerator random;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, float[]> initial = new LinkedHashMap<>();

    public Parameters(Ops tf, Precision precision, RandomGenerator random) {
        this.tf = tf;
        this.precision = precision;
        this.random = random;
    }

    /** A kernel initialised uniformly within gain * sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010). */
    public Operand<TFloat32> kernel(String name, double fanIn, double fanOut, double gain, long... shape) {
        double limit = gain * Math.sqrt(6 / (fanIn + fanOut));
        return create(name, index -> limit * (2 * random.nextDouble() - 1), shape);
    }

    /** A bias, all of the same start value [size]. */
    public Operand<TFloat32> bias(String name, double value, int size) {
        return create(name, index -> value, size);
    }

    /** An array whose start values are given by index. */
    Operand<TFloat32> create(String name, IntToDoubleFunction start, long... dimensions) {
        if (parameters.containsKey(name)) {
            throw new IllegalStateException("the network has two parameters named " + name);
        }
        Shape shape = Shape.of(dimensions);
        Placeholder<TFloat32> feed = tf.withName(name + ".feed").placeholder(TFloat32.class, Placeholder.shape(shape));
        Parameter parameter;
        if (precision == Precision.HALF) {
            Variable<TFloat16> v = tf.withName(name).variable(shape, TFloat16.class);
            Assign<TFloat16> assign = tf.assign(v, tf.dtypes.cast(feed, TFloat16.class));
            parameter = new Parameter(name, shape, tf.dtypes.cast(v, TFloat32.class), v, feed, assign);
        } else {
            Variable<TFloat32> v = tf.withName(name).variable(shape, TFloat32.class);
            parameter = new Parameter(name, shape, v, v, feed, tf.assign(v, feed));
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) start.applyAsDouble(i);
        }
        parameters.put(name, parameter);
        initial.put(name, values);
        return parameter.value();
    }

    /** The parameters whose name starts with one of the prefixes, in order of creation. */
    public List<Parameter> named(String... prefixes) {
        List<Parameter> found = new ArrayList<>();
        for (Parameter p : parameters.values()) {
            for (String prefix : prefixes) {
                if (p.name().startsWith(prefix)) {
                    found.add(p);
                    break;
                }
            }
        }
        return found;
    }

    /** The values that the parameters start from, by name. */
    public Map<String, float[]> initialValues() {
        return new LinkedHashMap<>(initial);
    }

    /** Sets the parameters named; others keep their values. */
    public void assign(Session session, Map<String, float[]> values) {
        Session.Runner runner = session.runner();
        List<TFloat32> tensors = new ArrayList<>();
        values.forEach((name, v) -> {
            Parameter p = parameters.get(name);
            if (p == null || p.shape().size() != v.length) {
                throw new IllegalArgumentException("weights '%s' with %d values do not fit the network%s"
                        .formatted(
                                name,
                                v.length,
                                p == null ? "" : ", which has " + p.shape().size()));
            }
            TFloat32 tensor = TFloat32.tensorOf(p.shape(), DataBuffers.of(v));
            tensors.add(tensor);
            runner.feed(p.feed(), tensor).addTarget(p.assign());
        });
        try (var result = runner.run()) {
            tensors.forEach(TFloat32::close);
        }
    }

    /** The parameters' present values, in single precision. */
    public Map<String, float[]> values(Session session, String... prefixes) {
        List<Parameter> wanted = named(prefixes);
        Session.Runner runner = session.runner();
        wanted.forEach(p -> runner.fetch(p.value()));
        Map<String, float[]> values = new LinkedHashMap<>();
        try (var result = runner.run()) {
            for (int i = 0; i < wanted.size(); i++) {
                values.put(wanted.get(i).name(), Tensors.floats(result.get(i)));
            }
        }
        return values;
    }
}
