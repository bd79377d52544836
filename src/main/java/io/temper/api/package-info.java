/** REST, thin: designs, their events and their files. */
@NullMarked
package io.temper.api;

import org.jspecify.annotations.NullMarked;
