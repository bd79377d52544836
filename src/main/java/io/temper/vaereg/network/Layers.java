package io.temper.vaereg.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** Layers that all parts of the network are made of. */
final class Layers {
    /** Gain of output layers: small, so that the first steps do not start from random predictions. */
    static final double HEAD_GAIN = 0.2;

    private final Ops tf;
    private final Parameters parameters;

    Layers(Ops tf, Parameters parameters) {
        this.tf = tf;
        this.parameters = parameters;
    }

    /** @param h [n, in]; returns [n, out] */
    Operand<TFloat32> dense(Operand<TFloat32> h, String name, int in, int out, double gain, double bias) {
        Operand<TFloat32> kernel = parameters.kernel(name + ".kernel", in, out, gain, in, out);
        return tf.nn.biasAdd(tf.linalg.matMul(h, kernel), parameters.bias(name + ".bias", bias, out));
    }

    Operand<TFloat32> leaky(Operand<TFloat32> h) {
        return tf.nn.leakyRelu(h, LeakyRelu.alpha(0.2f));
    }
}
