/**
 * Who may use the service: API keys, hashed at rest; where no key is needed; which requests are turned away before anything
 * reads them.
 */
@NullMarked
package io.temper.access;

import org.jspecify.annotations.NullMarked;
