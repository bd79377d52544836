/** The regression-only 3-D convolutional network of Yang et al. (2018), a baseline. */
@NullMarked
package io.temper.vaereg.cnn;

import org.jspecify.annotations.NullMarked;
