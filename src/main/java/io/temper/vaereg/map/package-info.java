/** Where designs and samples lie in latent space, as a plane to look at. */
@NullMarked
package io.temper.vaereg.map;

import org.jspecify.annotations.NullMarked;
