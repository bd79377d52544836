/** Camel components {@code microstructure:}, {@code vaereg:}, {@code fem:}, {@code anneal:}: thin producers over the stages. */
@NullMarked
package io.temper.camel;

import org.jspecify.annotations.NullMarked;
