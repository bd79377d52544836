/**
 * Evaluations that need not be made twice. An entry is one file, named by the SHA-256 of all that its result depends on
 * (voxels, phases, columns, tolerance, solver, its version, its adapter's files); it appears whole or not at all, carries a
 * checksum, and passes the checks of a fresh result each time it is read. Successes only.
 */
@NullMarked
package io.temper.fem.cache;

import org.jspecify.annotations.NullMarked;
