/**
 * The models that a machine has: versions with where each came from, the current one, which can be rolled back, leases that
 * keep a design on the model it started with, and the verified points that the next version learns from.
 */
@NullMarked
package io.temper.vaereg.versions;

import org.jspecify.annotations.NullMarked;
