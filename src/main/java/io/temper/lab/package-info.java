/** Results out: what lab data systems are told, at least once and in order, whatever is down meanwhile. */
@NullMarked
package io.temper.lab;

import org.jspecify.annotations.NullMarked;
