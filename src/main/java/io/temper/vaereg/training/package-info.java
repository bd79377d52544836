/**
 * Training of VAE-Reg: labelled samples and their views, the stages encoder, decoder and joint, the refits of generator and
 * regressor, the decoder's rounds on verified properties, and fine-tuning of a model that is there.
 */
@NullMarked
package io.temper.vaereg.training;

import org.jspecify.annotations.NullMarked;
