/**
 * The network's parts as TensorFlow graphs: convolutions on the periodic cell, encoder, regressor, generator and decoder,
 * descriptors, losses and Adam. Nothing here knows of samples or of stages of training.
 */
@NullMarked
package io.temper.vaereg.network;

import org.jspecify.annotations.NullMarked;
