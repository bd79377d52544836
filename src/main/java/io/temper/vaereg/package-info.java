/**
 * VAE-Regression with a multimodal prior (Sardeshmukh, Reddy, Gautham, Bhattacharyya): a trained model and inference
 * with it. TensorFlow and DJL are used here and in the packages within, nowhere else.
 *
 * <p>x is a microstructure [51,51,51], z its latent point [16], c the standardised log stiffness. The generative model is
 * p(z|c) p(x|z) with p(z|c) a mixture of K Gaussians; q(z|x) and q(c|x) share one encoder.
 */
@NullMarked
package io.temper.vaereg;

import org.jspecify.annotations.NullMarked;
