/** The command line, thin: results are JSON on standard output, progress is on standard error. */
@NullMarked
package io.temper.cli;

import org.jspecify.annotations.NullMarked;
