/**
 * How a command is run: here, or as a job of Slurm; with a time limit, a memory limit, and logs that are kept. Commons Exec
 * is used here and nowhere else.
 */
@NullMarked
package io.temper.fem.launch;

import org.jspecify.annotations.NullMarked;
