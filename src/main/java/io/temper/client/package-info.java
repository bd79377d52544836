/** A running service, as a program on the other side of HTTP sees it. Nothing that comes from there is believed unseen. */
@NullMarked
package io.temper.client;

import org.jspecify.annotations.NullMarked;
