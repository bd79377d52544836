/**
 * The closed loop's decisions and state: what was asked, the candidates, what the solver found, and whether to accept,
 * refine, retrain or stop. Plain Java; routes only carry its decisions out.
 */
@NullMarked
package io.temper.design;

import org.jspecify.annotations.NullMarked;
