package io.temper.vaereg.style;

/**
 * How a network wants its input, and how a slice of voxels (0 soft to 1 hard, one channel) becomes that.
 *
 * <p>A slice is grey: all three colours are the same x. What a network expects of channel c is a_c x + b_c, so the first
 * convolution W_c of three channels is one of a single channel, sum_c a_c W_c, and its bias grows by sum_c b_c sum W_c. That
 * costs a third. Inside the slice and with periodic padding the numbers are the same; with zero padding they differ in the
 * outermost row of voxels, where the network would pad with its mean colour and the folded kernel pads with soft phase.
 */
enum GreyInput {
    /** Keras and Caffe: blue, green, red from 0 to 255, less ImageNet's mean colour. */
    BLUE_GREEN_RED_255(new double[] {255, 255, 255}, new double[] {-103.939, -116.779, -123.68}),
    /** torchvision: red, green, blue from 0 to 1, less the mean, over the standard deviation. */
    RED_GREEN_BLUE_STANDARD(
            new double[] {1 / 0.229, 1 / 0.224, 1 / 0.225},
            new double[] {-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225});

    private final double[] scale;
    private final double[] offset;

    GreyInput(double[] scale, double[] offset) {
        this.scale = scale;
        this.offset = offset;
    }

    /**
     * The first layer for a grey input.
     *
     * @param kernel [3,3,3,out], not modified
     * @param bias [out], not modified
     */
    Vgg19Weights.Convolution fold(float[] kernel, float[] bias) {
        int out = bias.length;
        int positions = kernel.length / (scale.length * out);
        double[] folded = new double[positions * out];
        double[] shifted = new double[out];
        for (int i = 0; i < kernel.length; i++) {
            int channel = i / out % scale.length;
            int o = i % out;
            folded[i / out / scale.length * out + o] += scale[channel] * kernel[i];
            shifted[o] += offset[channel] * kernel[i];
        }
        float[] k = new float[folded.length];
        for (int i = 0; i < k.length; i++) {
            k[i] = (float) folded[i];
        }
        float[] b = new float[out];
        for (int o = 0; o < out; o++) {
            b[o] = (float) (bias[o] + shifted[o]);
        }
        return new Vgg19Weights.Convolution(1, out, k, b);
    }
}
