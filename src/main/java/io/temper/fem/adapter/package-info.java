/**
 * Solvers as external processes: adapters and their registry, the folder of an evaluation, batches in one process, on
 * this machine or by Slurm. Nothing that a solver writes is believed before it is checked.
 */
@NullMarked
package io.temper.fem.adapter;

import org.jspecify.annotations.NullMarked;
