/**
 * Adapters of finite-element programs that read an input deck: Abaqus' keywords, which CalculiX reads as well.
 *
 * <p>One 8-node brick per voxel of edge 1. Periodicity by equations: for a node on a high face of axis d and its partner on
 * the low face, {@code u(x + N_d e_d) - u(x) = R_d}, where the displacement of a reference node carries the macroscopic
 * strain, {@code R_d[i] = eps_id N_d} (Michel, Moulinec, Suquet 1999, section 3.3). The force on a high face over its area is
 * the mean stress. Runs as a process of its own, on the JDK, {@code jackson-core} and {@link io.temper.material}.
 */
@NullMarked
package io.temper.fem.deck;

import org.jspecify.annotations.NullMarked;
