/** Wiring: where temper lives, which beans there are, and how a design is sent through the routes. */
@NullMarked
package io.temper.app;

import org.jspecify.annotations.NullMarked;
